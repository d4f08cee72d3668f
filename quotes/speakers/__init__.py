"""Unite the sources of a corpus: one speaker for each person, organisation, document or unnamed source.

Takes every resolved name with the documents it speaks in, gives the speakers. In doubt two names stay two speakers:
an analyst can see that two rows are one man, but not that one row is two.

    names      a name → its words without titles and particles
    groups     names that read the same, and which of them are one speaker
    census     how many namesakes chance alone would make
    spelling   names that differ in articles, or in the spelling of one word
    shorter    names that are a part of another
"""

from __future__ import annotations

import gc
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from quotes.models import WHO_KINDS, Speaker, WhoKind
from quotes.speakers import shorter, spelling
from quotes.speakers.census import Census
from quotes.speakers.groups import Alias, Group, Links
from quotes.speakers.names import Reading, Titles, known_titles, reading, searchable

__all__ = ["Named", "Titles", "known_titles", "searchable", "unite"]


RARELY = 3  # a speaker is not called by a name that is this many times rarer than another of his


@dataclass(frozen=True, slots=True)
class Named:
    """One resolved name of a source, the documents in which it speaks, and how often it does."""

    who: str
    who_kind: WhoKind
    docs: Sequence[int]  # a number each, the same in all rows; none twice
    count: int


def unite(rows: Iterable[Named], *, titles: Titles) -> tuple[Speaker, ...]:
    """Return the speakers that `rows` name, sorted by kind and name.

    Persons are one where they differ in spelling, titles, particles, or where one name is the other cut short and fits
    no one else. Organisations are one where they differ in spelling, articles, or an abbreviation in brackets. Unnamed
    sources and documents with one description share a row, which does not make them one source.
    """
    with _uncollected():
        groups = _groups(rows, titles)
        links = Links(groups)
        for kind in WHO_KINDS:
            _link([group for group in groups if group.kind == kind], kind=kind, links=links, titles=titles)
        speakers = [_speaker(cluster) for cluster in links.clusters()]
        return tuple(sorted(speakers, key=lambda one: (WHO_KINDS.index(one.kind), one.name)))


@contextmanager
def _uncollected() -> Iterator[None]:
    """Look for no garbage in cycles meanwhile: names make none, and the search takes a third of the time."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


def _groups(rows: Iterable[Named], titles: Titles) -> list[Group]:
    """Group the names that read the same; a word written apart reads as one (نور الدين, نورالدين)."""
    alike: defaultdict[tuple[WhoKind, bool, str], list[Alias]] = defaultdict(list)
    for (kind, _), alias in sorted(_aliases(rows, titles).items()):
        alike[kind, alias.reading.full, _key(kind, alias.reading)].append(alias)
    return [
        Group(
            number=number,
            kind=kind,
            reading=max(aliases, key=lambda alias: (alias.count, alias.who)).reading,
            aliases=tuple(aliases),
            documents=sum(len(alias.docs) for alias in aliases),
        )
        for number, ((kind, _, _), aliases) in enumerate(alike.items())
    ]


def _key(kind: WhoKind, reading: Reading) -> str:
    """Return what names of one reading share: a person's articles and بن count, an organisation's articles do not."""
    if kind == "organisation":
        return "".join(reading.bare)
    return "".join(reading.words) + (" بن" if reading.father else "") if reading.full else " ".join(reading.words)


def _aliases(rows: Iterable[Named], titles: Titles) -> dict[tuple[WhoKind, str], Alias]:
    aliases: dict[tuple[WhoKind, str], Alias] = {}
    for row in rows:
        alias = aliases.get((row.who_kind, row.who))
        if alias is None:
            alias = Alias(who=row.who, reading=reading(row.who, kind=row.who_kind, titles=titles))
            aliases[row.who_kind, row.who] = alias
        alias.count += row.count
        alias.docs.extend(row.docs)
    return aliases


def _link(groups: Sequence[Group], *, kind: WhoKind, links: Links, titles: Titles) -> None:
    full = [group for group in groups if group.reading.full]
    spelling.link(full, links=links, first_names=titles.first_names)
    if kind == "person" and full:
        census = Census(full)
        spelling.link_loosely(full, links=links, census=census)
        shorter.link(full, links=links, census=census, first_names=titles.first_names)


def _speaker(cluster: Sequence[Group]) -> Speaker:
    usual = max(group.documents for group in cluster) / RARELY
    names = [alias for group in cluster if group.documents >= usual for alias in group.aliases]
    return Speaker(
        name=(max(names, key=_fullness) if len(names) > 1 else names[0]).who,
        kind=cluster[0].kind,
        aliases=tuple(sorted(alias.who for group in cluster for alias in group.aliases)),
    )


def _fullness(alias: Alias) -> tuple[int, bool, int, int, str]:
    """Order names: most words first, then no title, then the fewest signs, then the most used."""
    signs = sum(not (letter.isalnum() or letter.isspace()) for letter in alias.who)
    return len(alias.reading.words), not alias.reading.titled, -signs, alias.count, alias.who
