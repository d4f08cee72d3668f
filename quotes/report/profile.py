"""Draw the profile of one speaker: roles, names and why they are one, words, outlets.

Takes a speaker and its statements, gives records that a screen and a program tell alike.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from quotes.match.reading import read_wording
from quotes.normalise import fold_text
from quotes.speakers import Titles, known_titles
from quotes.speakers.names import Reading, reading
from quotes.store.records import ClaimRow, Days, Row, SpeakerRow

WORDS = 10
LEAST = 3.0  # nats that a word must tell: one of twenty articles holds it, or fewer

Reason = Literal["titled", "articles", "shorter", "spelling"]


@dataclass(frozen=True, slots=True)
class Role:
    """What articles call a speaker before the name, where and when."""

    role: str
    statements: int
    outlets: tuple[str, ...]
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class Alias:
    """Another name of a speaker, and why it is taken to be the same."""

    name: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class Profile:
    """One speaker, and what its statements tell of it."""

    speaker: SpeakerRow
    activity: Days
    roles: tuple[Role, ...]  # most used first
    aliases: tuple[Alias, ...]
    outlets: tuple[tuple[str, int], ...]  # (outlet, statements), most first
    words: tuple[str, ...]  # most telling first, as written
    claims: tuple[ClaimRow, ...]  # that others repeat, most outlets first


def profile(speaker: SpeakerRow, *, rows: Sequence[Row], claims: Sequence[ClaimRow]) -> Profile:
    """Return the profile that statements and claims give of their speaker."""
    days = Counter(row.date for row in rows if row.date is not None)
    outlets = Counter(row.outlet for row in rows)
    return Profile(
        speaker=speaker,
        activity=tuple(sorted(days.items())),
        roles=tuple(_roles(speaker, rows)),
        aliases=tuple(_aliases(speaker)),
        outlets=tuple(sorted(outlets.items(), key=lambda item: (-item[1], item[0]))),
        words=tuple(_words(rows)),
        claims=tuple(claims),
    )


def _roles(speaker: SpeakerRow, rows: Sequence[Row]) -> Iterator[Role]:
    held: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if role := _role(row.speaker or "", names=speaker.aliases):
            held[fold_text(role)].append(row)
    for said in sorted(held.values(), key=lambda said: (-len(said), said[0].speaker or "")):
        days = sorted(row.date for row in said if row.date is not None)
        yield Role(
            role=_role(said[0].speaker or "", names=speaker.aliases),
            statements=len(said),
            outlets=tuple(sorted({row.outlet for row in said})),
            first=days[0] if days else None,
            last=days[-1] if days else None,
        )


def _role(mention: str, *, names: Sequence[str]) -> str:
    """Return the words of a mention before the name, "" where there are none.

    >>> _role("وزير النقل سامر الحداد", names=("سامر الحداد",))  # the minister of transport Samer al-Haddad
    'وزير النقل'
    """
    words = mention.split()
    folded = [fold_text(word) for word in words]
    for name in sorted((fold_text(name).split() for name in names), key=len, reverse=True):
        if name and folded[-len(name) :] == name:
            return " ".join(words[: -len(name)])
    return ""


def _aliases(speaker: SpeakerRow) -> Iterator[Alias]:
    titles = known_titles()
    for name in speaker.aliases:
        if name != speaker.name:
            yield Alias(name, _reason(name, speaker, titles=titles))


def _reason(name: str, speaker: SpeakerRow, *, titles: Titles) -> Reason:
    one, other = (reading(text, kind=speaker.kind, titles=titles) for text in (name, speaker.name))
    return _compared(one, other)


def _compared(one: Reading, other: Reading) -> Reason:
    """Tell in what two names of one speaker differ."""
    if one.words == other.words:
        return "titled"
    if "".join(one.bare) == "".join(other.bare):
        return "articles"
    return "shorter" if set(one.bare) < set(other.bare) else "spelling"


def _words(rows: Sequence[Row]) -> Iterator[str]:
    """Yield what statements are about: the words that weigh most, by their rarity and the wordings that hold them."""
    weights: Counter[str] = Counter()
    forms: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for content in sorted({row.content for row in rows}):
        read = read_wording(content)
        for word in {word.bare: word for word in read.words if word.value is None and not word.is_set}.values():
            if word.weight >= LEAST:
                weights[word.bare] += round(word.weight * 100)
                forms[word.bare][content[word.start : word.end]] += 1
    for bare, _ in sorted(weights.items(), key=lambda item: (-item[1], item[0]))[:WORDS]:
        yield min(forms[bare].items(), key=lambda item: (-item[1], item[0]))[0]
