"""What the tests of pages share: a headless Chromium, and a report with hostile articles beside the demo corpus."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from screens import HOSTILE, ROOT, hostile_quotation

sys.path.insert(0, str(ROOT / "scripts"))

from browser import is_there, opened

from quotes.scan import follow, scan
from quotes.store import Store

SCREENSHOTS = ROOT / "build" / "screenshots"
ATTACK = '</script></style><script>document.title="owned"</script><img src=x onerror="document.title=\'owned\'">'


def demo(folder: Path) -> str:
    """A database of the demo corpus, and of articles that attack whatever shows them."""
    db = str(folder / "demo.duckdb")
    scan([str(ROOT / "corpora")], db=db)
    with Store.create(db) as store:
        attack = replace(
            HOSTILE, doc="attack", title=ATTACK, outlet='"onmouseover=alert(1) x="', body=HOSTILE.body + ATTACK
        )
        store.replace([(attack, (hostile_quotation(),)), (HOSTILE, (hostile_quotation(),))])
        follow(store)
    return db


@contextmanager
def chromium(folder: Path) -> Iterator[Any]:
    """A driver of a headless Chromium; the test is skipped where there is none, unless QUOTES_BROWSER is "required"."""
    if not is_there():
        if os.environ.get("QUOTES_BROWSER") == "required":
            pytest.fail("chromium and chromedriver are not installed")
        pytest.skip("chromium and chromedriver are not installed")
    with opened(folder) as browser:
        yield browser


def photograph(browser: Any, name: str, *, width: int = 1280, height: int = 900) -> None:
    """Keep a picture of what the browser shows, for people to look at."""
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    browser.set_window_size(width, height)
    browser.save_screenshot(str(SCREENSHOTS / f"{name}.png"))
