"""Read one article from its words to its quotations: the stages in their order.

Takes an article, gives its quotations, sorted by field and place. Pure: the same article gives the same records.
"""

from __future__ import annotations

from quotes.attribute import attribute
from quotes.detect import detect
from quotes.frames import Scene, set_scene
from quotes.models import FIELDS, Article, Field, Quotation
from quotes.resolve import resolve


def analyse(article: Article) -> tuple[Quotation, ...]:
    """Return every reported statement of `article` with its source."""
    scenes: dict[Field, Scene] = {field: set_scene(article[field]) for field in FIELDS}
    found = [(field, statement) for field in FIELDS for statement in detect(scenes[field], field)]
    sources = [attribute(scenes[field], statement) for field, statement in found]
    return resolve(article, scenes, found, sources)
