"""Read one article from its words to its quotations: the stages in their order.

Takes an article, gives its quotations, sorted by field and place. Pure: the same article gives the same records.
"""

from __future__ import annotations

from quotes.attribute import attribute
from quotes.detect import Statement, detect
from quotes.frames import Scene, set_scene
from quotes.models import FIELDS, Article, Field, Quotation
from quotes.resolve import resolve

_SHORTEST_HEADLINE = 15  # code points: what is shorter may stand in the body by chance


def analyse(article: Article) -> tuple[Quotation, ...]:
    """Return every reported statement of `article` with its source."""
    scenes: dict[Field, Scene] = {field: set_scene(article[field]) for field in FIELDS}
    footer = _footer(article)
    found = [
        (field, statement)
        for field in FIELDS
        for statement in detect(scenes[field], field)
        if field == "title" or _starts_before(scenes[field], statement, footer)
    ]
    sources = [attribute(scenes[field], statement) for field, statement in found]
    return resolve(article, scenes, found, sources)


def _footer(article: Article) -> int:
    """Return where the body's end repeats the headline: a link of the site, not a statement made again."""
    title = article.title.strip()
    at = article.body.rfind(title) if len(title) >= _SHORTEST_HEADLINE else -1
    return at if at > len(article.body) // 2 else len(article.body)


def _starts_before(scene: Scene, statement: Statement, place: int) -> bool:
    return scene.tokens.start[statement.first] < place
