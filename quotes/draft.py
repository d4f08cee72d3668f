"""Draft an article: all that the rules make of it before anybody asks whom a source stands for.

Takes an article, gives its `Draft`: the scenes of its fields, the statements found in them, the source each names. An
engine may correct a draft (`quotes.engines`); `quotes.resolve` makes quotations of it.
"""

from __future__ import annotations

from dataclasses import dataclass

from quotes.attribute import Source, attribute
from quotes.detect import Statement, detect
from quotes.frames import Scene, set_scene
from quotes.models import FIELDS, Article, Field

_SHORTEST_HEADLINE = 15  # code points: what is shorter may stand in the body by chance


@dataclass(frozen=True, slots=True)
class Draft:
    """One article half read: `sources[i]` is the source of the statement `found[i]`, which stands in its field."""

    article: Article
    scenes: dict[Field, Scene]
    found: tuple[tuple[Field, Statement], ...]  # by field, title first, and place
    sources: tuple[Source, ...]


def draft(article: Article) -> Draft:
    """Return what the rules make of `article`."""
    scenes: dict[Field, Scene] = {field: set_scene(article[field]) for field in FIELDS}
    footer = _footer(article)
    found = tuple(
        (field, statement)
        for field in FIELDS
        for statement in detect(scenes[field], field)
        if field == "title" or _starts_before(scenes[field], statement, footer)
    )
    return Draft(article, scenes, found, tuple(attribute(scenes[field], statement) for field, statement in found))


def _footer(article: Article) -> int:
    """Return where the body's end repeats the headline: a link of the site, not a statement made again."""
    title = article.title.strip()
    at = article.body.rfind(title) if len(title) >= _SHORTEST_HEADLINE else -1
    return at if at > len(article.body) // 2 else len(article.body)


def _starts_before(scene: Scene, statement: Statement, place: int) -> bool:
    return scene.tokens.start[statement.first] < place
