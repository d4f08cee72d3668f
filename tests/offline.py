"""Run the program with no network, and note each socket that it connects: ``python offline.py FILE ARGUMENT…``."""

from __future__ import annotations

import multiprocessing
import socket
import sys
from pathlib import Path

REACHING = ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "urllib.Request")


def watch(event: str, arguments: tuple[object, ...]) -> None:
    """Note what reaches for a network; what stays on the machine is none: one end of a pipe, a socket of the system."""
    local = event == "socket.connect" and getattr(arguments[0], "family", None) == socket.AF_UNIX
    if event in REACHING and not local:
        with Path(sys.argv[1]).open("a", encoding="utf-8") as file:
            file.write(f"{event} {arguments[1:]!r}\n")


if __name__ == "__main__":
    sys.addaudithook(watch)
    multiprocessing.freeze_support()
    from quotes.cli import main

    sys.exit(main(sys.argv[2:]))
