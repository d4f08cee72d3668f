"""The trained tagger: a small transformer that hears cues, words and speakers where the rules' lexicon ends.

`load` gives it as an engine. It needs torch and safetensors (`pip install 'quotes[stanza]'`), which are imported only
when it is loaded; its model is shipped in the package, so nothing is fetched.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quotes.engines import Engine


def load() -> Engine:
    """Return the tagger as an engine; ImportError without torch, ModelError where the model is missing or not ours."""
    from quotes.tagger import storage
    from quotes.tagger.engine import TaggerEngine

    return TaggerEngine(*storage.load())


@cache
def shared() -> Engine:
    """Return this process's tagger, loaded once: the tagger of another process arrives here as this one."""
    return load()
