"""Choose the pieces that the tagger keeps: those that Arabic news uses, of the 250,002 that the encoder came with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from quotes.tagger.pieces import Vocabulary

_OFTEN = 3  # times that a piece must occur


def chosen(pieces: Sequence[str], scores: Sequence[float], texts: Iterable[str], specials: Iterable[int]) -> list[int]:
    """Return the places, in `pieces`, of those that occur in `texts`, in their order."""
    special = set(specials)
    known = {piece: i for i, piece in enumerate(pieces) if i not in special and _plain(piece)}
    vocabulary = Vocabulary({piece: float(scores[i]) for piece, i in known.items()})
    counts: Counter[int] = Counter()
    for text in texts:
        counts.update(piece.number for piece in vocabulary.cut(text))
    return sorted(known[vocabulary.pieces[n]] for n, k in counts.items() if k >= _OFTEN and n > 3)


def _plain(piece: str) -> bool:
    """Tell pieces of Arabic letters, digits, marks and Latin letters from those of other scripts."""
    return all(c == "▁" or ord(c) < 0x250 or 0x600 <= ord(c) < 0x700 or 0x2000 <= ord(c) < 0x2100 for c in piece)
