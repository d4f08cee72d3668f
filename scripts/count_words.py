"""Count words and stock phrases in a corpus, and write the tables of `quotes/match/data` that weigh words.

rarity.tsv: bare words of twenty articles and more, with ln(articles / articles that hold the word).
formulas.tsv: phrases of 2 and 3 bare words that at least six outlets print on at least ten days, in fifty articles and
more, and those of 4 to 6 that four outlets print on seven days, in fifteen articles: what is told of one event comes
on fewer days. Their words come together far more often than by chance (normalised pointwise mutual information,
Bouma 2009).
Both are read while they are counted, for the stem of a word depends on its rarity: run it twice from an empty table.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from math import log
from operator import ge
from pathlib import Path

from quotes import corpus
from quotes.match.stems import bare
from quotes.models import Article
from quotes.wording import words_of

DATA = Path(__file__).resolve().parent.parent / "quotes" / "match" / "data"
FEWEST_ARTICLES, FEWEST_TOGETHER = 20, 15
LONGEST = 6  # words of a phrase
LONG = 4  # words: so many come together in many articles only where they are a formula, or one event is told
SPREAD = {False: (50, 6, 10), True: (15, 4, 7)}  # by long or not: the fewest articles, outlets and days of a formula
TOLD = 2.2  # nats: two words of a phrase at least must tell this much
BOUND = 0.3  # normalised pointwise mutual information
KEPT = 0.75  # a phrase is left out where a longer one comes in this share of its articles

Phrase = tuple[str, ...]


def main() -> None:
    """Count, and write both tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="+", metavar="PATH")
    articles = list(_articles(parser.parse_args().paths))
    counts = Counter(word for _, words in articles for word in set(words))
    _write("rarity", ("word", "rarity"), _rarities(counts, total=len(articles)))
    _write("formulas", ("formula", "articles"), _formulas(articles, counts))


def _articles(paths: Sequence[str]) -> Iterator[tuple[Article, list[str]]]:
    """Yield every article once, with its bare words."""
    seen: set[str] = set()
    for item in corpus.read(paths):
        if isinstance(item, Article) and item.body not in seen:
            seen.add(item.body)
            yield item, [bare(word) for word in words_of(f"{item.title}\n{item.body}")]


def _rarities(counts: Counter[str], *, total: int) -> Iterator[tuple[str, str]]:
    for word, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        if count >= FEWEST_ARTICLES and any("ء" <= letter <= "ي" for letter in word):
            yield word, f"{log(total / count):.1f}"


def _formulas(articles: Sequence[tuple[Article, list[str]]], counts: Counter[str]) -> Iterator[tuple[str, str]]:
    together = _together(articles, {word for word, count in counts.items() if count >= FEWEST_TOGETHER})
    spread = _spread(articles, together)
    total = len(articles)
    bound = {
        phrase: together[phrase]
        for phrase, (outlets, days) in spread.items()
        if all(map(ge, (together[phrase], outlets, days), SPREAD[len(phrase) >= LONG]))
        and _is_bound(phrase, together[phrase], counts, total)
    }
    inside = {
        part for phrase, n in bound.items() for part in (phrase[:-1], phrase[1:]) if n >= KEPT * bound.get(part, n)
    }
    for phrase in sorted(bound.keys() - inside):
        yield " ".join(phrase), str(bound[phrase])


def _together(articles: Sequence[tuple[Article, list[str]]], common: set[str]) -> dict[Phrase, int]:
    """Count the articles of every phrase, the longer ones from the shorter that are common enough."""
    found: dict[Phrase, int] = {}
    for length in range(2, LONGEST + 1):
        counts: Counter[Phrase] = Counter()
        for _, words in articles:
            counts.update(
                {
                    phrase
                    for phrase in _phrases(words, length)
                    if common.issuperset(phrase) and (length == 2 or (phrase[:-1] in found and phrase[1:] in found))
                }
            )
        found |= {phrase: count for phrase, count in counts.items() if count >= FEWEST_TOGETHER}
    return found


def _phrases(words: Sequence[str], length: int) -> Iterator[Phrase]:
    return (tuple(words[i : i + length]) for i in range(len(words) - length + 1))


def _spread(
    articles: Sequence[tuple[Article, list[str]]], together: dict[Phrase, int]
) -> dict[Phrase, tuple[int, int]]:
    """Return the number of outlets and of days of every phrase."""
    outlets, days = defaultdict(set), defaultdict(set)
    for article, words in articles:
        for length in range(2, LONGEST + 1):
            for phrase in together.keys() & set(_phrases(words, length)):
                outlets[phrase].add(article.outlet)
                days[phrase].add(article.date)
    return {phrase: (len(outlets[phrase]), len(days[phrase])) for phrase in together}


def _is_bound(phrase: Phrase, count: int, counts: Counter[str], total: int) -> bool:
    if sum(log(total / counts[word]) > TOLD for word in phrase) < 2:
        return False
    share = count / total
    gain = log(share) - sum(log(counts[word] / total) for word in phrase)
    return gain / (-(len(phrase) - 1) * log(share)) >= BOUND


def _write(name: str, header: tuple[str, str], rows: Iterator[tuple[str, str]]) -> None:
    lines = ["\t".join(row) for row in (header, *rows)]
    (DATA / f"{name}.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
