"""Link a person's name to the fuller one that it is cut from: محمد الصفيان to محمد بن علي الصفيان.

A short name keeps the first and the last word (given and family name), or, where it is long or tells descent
(محمد بن سلمان), the first words; where it tells a father, the fuller name has the same. It is the fuller name's only
where no other full name fits, where no article names both, and where namesakes are not to be expected: many men are
called محمد القحطاني, few عادل الجبير.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from quotes.speakers.census import Census, Ends
from quotes.speakers.groups import Group, Links, meet


def link(groups: Sequence[Group], *, links: Links, census: Census, first_names: frozenset[str]) -> None:
    """Link each short name to the one fuller name that it fits."""
    fuller = _fuller(groups)
    for short in groups:
        for ends in _ends(short, first_names):
            hosts = [host for host in fuller.get(ends, ()) if _holds(host, short)]
            host = _only(hosts, links=links)
            if host is None or any(meet(short, one) for one in hosts):
                continue
            if census.tells(ends, groups=[short, *hosts]):
                links.link(short, host)


def _fuller(groups: Sequence[Group]) -> dict[Ends, list[Group]]:
    index: defaultdict[Ends, list[Group]] = defaultdict(list)
    for group in groups:
        if len(group.bare) > 2:
            for place in (1, -1):
                index[Ends(group.bare[0], place, group.bare[place])].append(group)
    return index


def _ends(short: Group, first_names: frozenset[str]) -> Iterator[Ends]:
    """Yield the ways in which a name may be short for another; two given names alone (محمد علي) tell no one."""
    long = len(short.bare) > 2
    if long or short.father or short.bare[-1] not in first_names:
        yield Ends(short.bare[0], -1, short.bare[-1])
    if long or short.father:
        yield Ends(short.bare[0], 1, short.bare[1])


def _holds(host: Group, short: Group) -> bool:
    """Tell whether the fuller name has the words of the short one in their order, up to its end or from its start."""
    if len(host.bare) <= len(short.bare) or host.bare[0] != short.bare[0]:
        return False
    if short.father and short.father != (host.father or host.reading.words[1]):
        return False
    if host.bare[: len(short.bare)] == short.bare:
        return True
    rest = iter(host.bare)
    return host.bare[-1] == short.bare[-1] and all(word in rest for word in short.bare)


def _only(hosts: Sequence[Group], *, links: Links) -> Group | None:
    """Return the fullest name where all the others are it, or short for it."""
    if not hosts:
        return None
    fullest = max(hosts, key=lambda host: len(host.bare))
    fits = all(links.root(host) == links.root(fullest) or _holds(fullest, host) for host in hosts)
    return fullest if fits else None
