"""Who said what in Arabic news, and who repeated it.

The verbs, `quotes.analyse(text)`, `quotes.scan(folder, db=…)` and more, are those of `quotes.api`; `__all__` names them
and their records. Each is fetched when it is first asked for: importing the package loads nothing else. A module that
bears the name of a verb is reached by ``from quotes.scan import …``; the attribute of the package is the verb.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

__version__ = "0.1.0"

if TYPE_CHECKING:
    from quotes.api import analyse as analyse
    from quotes.api import compare as compare
    from quotes.api import match as match
    from quotes.api import open as open
    from quotes.api import read as read
    from quotes.api import scan as scan
    from quotes.api import trace as trace
    from quotes.claims import Traced as Traced
    from quotes.errors import ModelError as ModelError
    from quotes.errors import QuotesError as QuotesError
    from quotes.errors import StoreError as StoreError
    from quotes.errors import UsageError as UsageError
    from quotes.library import Database as Database
    from quotes.library import Genealogy as Genealogy
    from quotes.library import Quotations as Quotations
    from quotes.library import Rows as Rows
    from quotes.match.comparing import Comparison as Comparison
    from quotes.match.differences import Difference as Difference
    from quotes.match.ranking import Ranked as Ranked
    from quotes.models import Article as Article
    from quotes.models import Claim as Claim
    from quotes.models import Mention as Mention
    from quotes.models import Quotation as Quotation
    from quotes.models import Skip as Skip
    from quotes.models import Speaker as Speaker
    from quotes.scan import Progress as Progress
    from quotes.store import ClaimRow as ClaimRow
    from quotes.store import ClaimStatement as ClaimStatement
    from quotes.store import Row as Row
    from quotes.store import SpeakerRow as SpeakerRow
    from quotes.store import Summary as Summary

_VERBS = ("analyse", "compare", "match", "open", "read", "scan", "trace")
_RECORDS = {
    "Article": "models", "Claim": "models", "Mention": "models", "Quotation": "models", "Skip": "models",
    "Speaker": "models", "ModelError": "errors", "QuotesError": "errors", "StoreError": "errors",
    "UsageError": "errors", "Database": "library", "Genealogy": "library", "Quotations": "library", "Rows": "library",
    "Comparison": "match.comparing", "Difference": "match.differences", "Ranked": "match.ranking", "Traced": "claims",
    "Progress": "scan", "ClaimRow": "store", "ClaimStatement": "store", "Row": "store", "SpeakerRow": "store",
    "Summary": "store",
}  # fmt: skip
_HOMES = dict.fromkeys(_VERBS, "api") | _RECORDS

__all__ = [
    "Article", "Claim", "ClaimRow", "ClaimStatement", "Comparison", "Database", "Difference", "Genealogy", "Mention",
    "ModelError", "Progress", "Quotation", "Quotations", "QuotesError", "Ranked", "Row", "Rows", "Skip", "Speaker",
    "SpeakerRow", "StoreError", "Summary", "Traced", "UsageError", "analyse", "compare", "match", "open", "read",
    "scan", "trace",
]  # fmt: skip


class _Package(ModuleType):
    """The package, whose verbs stay verbs when a module of the same name is imported."""

    def __setattr__(self, name: str, value: object) -> None:
        if not (name in _VERBS and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


def __getattr__(name: str) -> object:
    """Fetch a verb or a record when it is first asked for."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


sys.modules[__name__].__class__ = _Package
