"""Decide in what order a terminal wants Arabic: its own to make, or made already.

Takes what the user asked for and the environment, gives an order. Terminals do not tell what they do; the variables
by which they are known do.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from importlib.util import find_spec
from typing import Literal, get_args

from quotes.errors import ModelError, UsageError

Order = Literal["isolated", "plain", "visual"]
# isolated: as it is read, each Arabic run closed off from its neighbours, for terminals that reorder; no harm on others
# plain: as it is read, with nothing added
# visual: letters joined and set from left to right as they are seen, for terminals that do not reorder

Asked = Literal["auto", "on", "off"]
ASKED: tuple[Asked, ...] = get_args(Asked)
VARIABLE = "QUOTES_BIDI"

# (variable, its value or "" for any, order): the first that fits; the innermost terminal is asked first.
TERMINALS: tuple[tuple[str, str, Order], ...] = (
    ("TERM_PROGRAM", "vscode", "visual"),  # xterm.js
    ("TERM_PROGRAM", "Apple_Terminal", "isolated"),
    ("TERM_PROGRAM", "mintty", "isolated"),
    ("MLTERM", "", "isolated"),
    ("KONSOLE_VERSION", "", "isolated"),
    ("KITTY_WINDOW_ID", "", "visual"),
    ("ALACRITTY_WINDOW_ID", "", "visual"),
    ("ALACRITTY_SOCKET", "", "visual"),
    ("WT_SESSION", "", "visual"),  # Windows Terminal
    ("VTE_VERSION", "", "isolated"),  # GNOME Terminal and its kin
)
_NEEDS = ("bidi", "arabic_reshaper")


def order(asked: str | None = None, *, environment: Mapping[str, str] = os.environ) -> Order:
    """Return the order for what was asked, else for QUOTES_BIDI, else for the terminal that the environment names.

    Raises UsageError for a value of QUOTES_BIDI that is none, ModelError where "on" lacks its extra.

    >>> order("off"), order(environment={"VTE_VERSION": "7600"}), order(environment={})
    ('plain', 'isolated', 'isolated')
    """
    wanted = asked or environment.get(VARIABLE) or "auto"
    if wanted not in ASKED:
        raise UsageError(f"{VARIABLE} is {wanted!r}", remedy=f"set it to one of {', '.join(ASKED)}")
    if wanted == "auto":
        found = detected(environment)
        return found if found != "visual" or installed() else "isolated"
    if wanted == "on" and not installed():
        raise ModelError("--bidi on needs python-bidi and arabic-reshaper", remedy="pip install 'quotes[bidi]'")
    return "visual" if wanted == "on" else "plain"


def detected(environment: Mapping[str, str]) -> Order:
    """Return the order that suits the terminal of an environment; isolates where it is unknown."""
    for variable, value, suited in TERMINALS:
        if variable in environment and value in ("", environment[variable]):
            return suited
    return "isolated"


def installed() -> bool:
    """Tell whether the libraries that reorder and join letters are there."""
    return all(find_spec(name) is not None for name in _NEEDS)
