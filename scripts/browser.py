"""Drive a headless Chromium, for benchmarks and tests of pages."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

# Without the words about the background Chromium asks its maker for news at every start.
WORDS = (
    "headless", "no-sandbox", "disable-gpu", "disable-quic", "no-first-run", "disable-sync", "hide-scrollbars",
    "disable-background-networking", "disable-component-update",
)  # fmt: skip


def is_there() -> bool:
    """Tell whether Chromium and its driver are installed."""
    return shutil.which("chromium") is not None and shutil.which("chromedriver") is not None


@contextmanager
def opened(folder: Path) -> Iterator[Any]:
    """Give a driver of a new browser, whose profile is in `folder`; it notes what the console and the network say."""
    from selenium import webdriver

    options = webdriver.ChromeOptions()
    for word in (*WORDS, f"user-data-dir={folder / 'profile'}"):
        options.add_argument(f"--{word}")
    options.binary_location = shutil.which("chromium") or ""
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    browser = webdriver.Chrome(options=options, service=webdriver.ChromeService(shutil.which("chromedriver")))
    try:
        yield browser
    finally:
        browser.quit()
