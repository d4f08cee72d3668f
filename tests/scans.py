"""What the tests of scans by several processes and machines share: what a database holds, and an engine that kills."""

import os
from collections.abc import Sequence
from pathlib import Path

from quotes.draft import Draft
from quotes.engines import Rules
from quotes.export import export
from quotes.store import Store

DEADLY = 37


def content(db: Path) -> bytes:
    """The export of a database, its documents and its skips."""
    with Store.open(str(db)) as store:
        export(store, format="jsonl", output=f"{db}.jsonl")
        return Path(f"{db}.jsonl").read_bytes() + repr((store.documents(), store.skips())).encode()


class Deadly(Rules):
    """An engine that one article ends, and its process with it."""

    def read(self, drafts: Sequence[Draft]) -> Sequence[Draft]:
        if any(f" {DEADLY} " in draft.article.body for draft in drafts):
            os._exit(9)
        return drafts
