"""Run the tagger's network over an article and say what it heard: at each cue its words and its speaker.

Takes an article, with the places where the rules see cues; gives its `Hearing`s.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import torch

from quotes.models import Article, Field
from quotes.tagger.network import Answers, Network
from quotes.tagger.pieces import PADDING, Vocabulary
from quotes.tagger.windows import Placed, Window, windows

_BATCH = 6400  # pieces read at once
_CUES = 96  # cues asked about at once
SLIGHT = 0.3  # a piece likelier than this to begin a cue is asked about


class Place(NamedTuple):
    """A code point of a field."""

    field: Field
    at: int


class Found(NamedTuple):
    """A stretch of a field and how likely it is."""

    start: int
    end: int
    probability: float


@dataclass(frozen=True, slots=True)
class Hearing:
    """What the tagger heard at one piece that may begin a cue."""

    field: Field
    start: int  # code points of the piece
    end: int
    cue: float  # the probability that a cue begins here
    nominal: float  # that its words are a noun phrase
    unnamed: float  # that no speaker is named at it
    pieces: tuple[Placed, ...]  # those that the pointers choose among
    pointers: np.ndarray  # (4, pieces) logarithms of probabilities
    who: tuple[tuple[Placed, float], ...]  # pieces likely to begin a name of the speaker

    def content(self) -> Found | None:
        """The likeliest words of the cue, on one side of it."""
        return self._best(0)

    def speaker(self) -> Found | None:
        """The likeliest mention of the speaker, None where none is named."""
        return self._best(2) if self.unnamed < 0.5 else None

    def content_probability(self, start: int, end: int) -> float:
        """How likely it is that the words of the cue are ``[start, end)``, an edge off by a piece forgiven."""
        return self._probability(0, start, end)

    def speaker_probability(self, start: int, end: int) -> float:
        """How likely it is that the mention ``[start, end)`` is the speaker as named at the cue."""
        return self._probability(2, start, end) * (1 - self.unnamed)

    def _best(self, row: int) -> Found | None:
        first, last = self.pointers[row], self.pointers[row + 1]
        usable = np.array([p.field == self.field and p.end > p.start for p in self.pieces])
        side = np.array([np.sign(p.start - self.start) for p in self.pieces])
        allowed = (usable[:, None] & usable[None, :]) & (side[:, None] == side[None, :]) & (side != 0)[:, None]
        score = np.where(np.triu(allowed), first[:, None] + last[None, :], -np.inf)
        i, j = np.unravel_index(int(score.argmax()), score.shape)
        if not np.isfinite(score[i, j]):
            return None
        return Found(self.pieces[i].start, self.pieces[j].end, float(np.exp(score[i, j])))

    def _probability(self, row: int, start: int, end: int) -> float:
        return float(self._near(row, start) * self._near(row + 1, end - 1))

    def _near(self, row: int, place: int) -> float:
        """The probability of the piece at `place`, with those beside it."""
        at = next((i for i, p in enumerate(self.pieces) if p.field == self.field and p.start <= place < p.end), None)
        if at is None:
            return 0.0
        return float(np.exp(self.pointers[row, max(0, at - 1) : at + 2]).sum())


class Tagger:
    """A network with its vocabulary."""

    def __init__(self, network: Network, vocabulary: Vocabulary) -> None:
        self.network = network.eval()
        self.vocabulary = vocabulary

    def hear(self, article: Article, cues: Sequence[Place]) -> list[Hearing]:
        """Return what is heard at the pieces likely to begin a cue and at those that `cues` name, by field and place.

        An article is read without any other beside it: how a batch is filled up tells in the last digit.
        """
        with torch.inference_mode():
            groups = _groups(windows(article, self.vocabulary))
            heard = [hearing for group in groups for hearing in self._hear(group, cues)]
        return sorted(heard, key=lambda h: (h.field, h.start))

    def _hear(self, group: Sequence[Window], cues: Sequence[Place]) -> Iterator[Hearing]:
        numbers, present = padded(group)
        read = self.network.read(numbers, present)
        likely = torch.sigmoid(self.network.cues(read).float())
        asked = [(row, at) for row, window in enumerate(group) for at in _to_ask(window, likely[row].tolist(), cues)]
        for begin in range(0, len(asked), _CUES):
            some = asked[begin : begin + _CUES]
            rows, places = (torch.tensor(column) for column in zip(*some, strict=True))
            answers = self.network.ask(read, present, rows, places)
            for k, (row, at) in enumerate(some):
                yield _hearing(group[row], at, float(likely[row, at]), answers, k)


def _groups(laid: Sequence[Window]) -> Iterator[list[Window]]:
    """Yield windows in groups of about `_BATCH` pieces, those of like length together."""
    group: list[Window] = []
    for window in sorted(laid, key=lambda window: len(window.pieces)):
        if group and len(window.pieces) * (len(group) + 1) > _BATCH:
            yield group
            group = []
        group.append(window)
    if group:
        yield group


def padded(laid: Sequence[Window]) -> tuple[torch.Tensor, torch.Tensor]:
    """Return windows side by side, (windows, length) piece numbers, and where there is a piece."""
    length = max(len(window.pieces) for window in laid)
    numbers = torch.full((len(laid), length), PADDING)
    for row, window in enumerate(laid):
        numbers[row, : len(window.pieces)] = torch.tensor([piece.number for piece in window.pieces])
    return numbers, numbers != PADDING


def _to_ask(window: Window, likely: Sequence[float], cues: Sequence[Place]) -> list[int]:
    named = {window.at(place.field, place.at) for place in cues}
    return [i for i in range(window.own, len(window.pieces)) if likely[i] > SLIGHT or i in named]


def _hearing(window: Window, at: int, cue: float, answers: Answers, k: int) -> Hearing:
    places = answers.places[k].tolist()
    kept = [(column, place) for column, place in enumerate(places) if place >= 0]
    columns = [column for column, _ in kept]
    pieces = tuple(window.pieces[place] for _, place in kept)
    logits = answers.pointers[k].float()[:, columns]
    nobody = answers.unnamed[k].float().expand(2, 1)
    content = torch.log_softmax(logits[:2], -1)
    named = torch.log_softmax(logits[2:], -1)
    unnamed = torch.softmax(torch.cat([logits[2:], nobody], -1), -1)[:, -1].mean()
    who = torch.softmax(answers.who[k].float(), -1)
    likely = (who > 0.02).nonzero().squeeze(-1).tolist()
    piece = window.pieces[at]
    return Hearing(
        piece.field, piece.start, piece.end, cue, float(torch.sigmoid(answers.nominal[k].float())), float(unnamed),
        pieces, torch.cat([content, named]).numpy(), tuple((window.pieces[i], float(who[i])) for i in likely),
    )  # fmt: skip
