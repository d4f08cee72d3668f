"""The tagger's network: a small transformer that reads a window of an article once, and then once more for each cue.

Takes piece numbers, gives for each piece how likely it begins a cue, and for each cue where its words and its speaker
begin and end.

The method: the encoder of BERT (Devlin et al. 2019) in its lower layers; its upper layers read the pieces round one cue
with that cue marked, so that "whose words, from where to where" is asked of one cue at a time; pointers (Vinyals et al.
2015) choose the edges.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn.functional import gelu, scaled_dot_product_attention

POINTERS = ("content_first", "content_last", "speaker_first", "speaker_last")
REACH = 48  # buckets of distance on either side of a cue


@dataclass(frozen=True, slots=True)
class Shape:
    """The sizes of a network."""

    pieces: int
    hidden: int = 384
    heads: int = 12
    inner: int = 1536
    shared: int = 6  # layers that read a window once
    asked: int = 2  # layers that read it once for each cue
    positions: int = 512
    before: int = 64  # pieces before a cue that its layers read
    after: int = 144  # pieces from the cue on


class Layer(nn.Module):
    """One layer of the encoder: attention, then two linear maps, each added to what came in and normed."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.heads = shape.heads
        self.mix = nn.Linear(shape.hidden, 3 * shape.hidden)
        self.out = nn.Linear(shape.hidden, shape.hidden)
        self.wide = nn.Linear(shape.hidden, shape.inner)
        self.narrow = nn.Linear(shape.inner, shape.hidden)
        self.mixed = nn.LayerNorm(shape.hidden, eps=1e-12)
        self.mapped = nn.LayerNorm(shape.hidden, eps=1e-12)
        self.dropout = nn.Dropout(0.1)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """(batch, pieces, hidden) and (batch, 1, 1, pieces) to (batch, pieces, hidden)."""
        batch, length, hidden = x.shape
        q, k, v = self.mix(x).view(batch, length, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
        seen = scaled_dot_product_attention(q, k, v, attn_mask=mask)
        x = self.mixed(x + self.dropout(self.out(seen.transpose(1, 2).reshape(batch, length, hidden))))
        mapped: Tensor = self.mapped(x + self.dropout(self.narrow(gelu(self.wide(x)))))
        return mapped


@dataclass(frozen=True, slots=True)
class Answers:
    """What the network says of each cue asked about; `places` are the pieces of the window that its rows stand for."""

    places: Tensor  # (cues, width) pieces of the window, -1 for none
    pointers: Tensor  # (cues, 4, width) logits
    unnamed: Tensor  # (cues,) the logit of "no speaker is named here", against the speaker pointers
    nominal: Tensor  # (cues,) the logit of "the words are a noun phrase"
    who: Tensor  # (cues, pieces) the logit of "here begins a name of whoever speaks"
    state: Tensor  # (cues, hidden) the cue as its layers read it


class Network(nn.Module):
    """The whole network."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        self.words = nn.Embedding(shape.pieces, shape.hidden)
        self.positions = nn.Embedding(shape.positions, shape.hidden)
        self.normed = nn.LayerNorm(shape.hidden, eps=1e-12)
        self.dropout = nn.Dropout(0.1)
        self.shared = nn.ModuleList(Layer(shape) for _ in range(shape.shared))
        self.asked = nn.ModuleList(Layer(shape) for _ in range(shape.asked))
        self.cue = nn.Linear(shape.hidden, 1)
        self.distance = nn.Embedding(2 * REACH + 1, shape.hidden)
        self.pointers = nn.Linear(shape.hidden, len(POINTERS))
        self.of_cue = nn.Linear(shape.hidden, 2)  # unnamed, nominal
        self.asks = nn.Linear(shape.hidden, shape.hidden)
        self.answers = nn.Linear(shape.hidden, shape.hidden)

    def read(self, pieces: Tensor, present: Tensor) -> Tensor:
        """Read windows: (batch, pieces) numbers and whether each is there, to (batch, pieces, hidden)."""
        x: Tensor = self.words(pieces) + self.positions.weight[: pieces.shape[1]]
        x = self.dropout(self.normed(x))
        mask = _mask(present)
        for layer in self.shared:
            x = layer(x, mask)
        return x

    def cues(self, read: Tensor) -> Tensor:
        """(batch, pieces, hidden) to the logits (batch, pieces) of "here begins a cue"."""
        logits: Tensor = self.cue(read).squeeze(-1)
        return logits

    def ask(self, read: Tensor, present: Tensor, window: Tensor, cue: Tensor) -> Answers:
        """Ask about cues: each is a piece `cue` of the window `window`, both (cues,)."""
        shape, length = self.shape, read.shape[1]
        near = torch.arange(-shape.before, shape.after, device=read.device)
        places = cue[:, None] + near[None, :]
        inside = (places >= 0) & (places < length)
        safe = places.clamp(0, length - 1)
        inside &= present[window[:, None], safe]
        kept = inside.any(0)  # no cue has pieces in the columns left out
        places, safe, inside, near = places[:, kept], safe[:, kept], inside[:, kept], near[kept]
        x = read[window[:, None], safe] + self.distance(bucket(near))[None]
        for layer in self.asked:
            x = layer(x, _mask(inside))
        logits = self.pointers(x).transpose(1, 2).masked_fill(~inside[:, None, :], -1e4)
        state = x[:, int((near == 0).nonzero()[0, 0])]
        unnamed, nominal = self.of_cue(state).unbind(-1)
        keys = self.answers(read)[window]
        who = (self.asks(state)[:, None, :] * keys).sum(-1) / shape.hidden**0.5
        who = who.masked_fill(~present[window], -1e4)
        return Answers(places.masked_fill(~inside, -1), logits, unnamed, nominal, who, state)


def bucket(distance: Tensor) -> Tensor:
    """Return the bucket of each distance: one apiece up to 16, then wider as a logarithm."""
    size = distance.abs()
    far = 16 + (torch.log(size.clamp(min=1).float() / 16) * 12).long()
    return REACH + distance.sign() * torch.where(size < 16, size, far.clamp(16, REACH))


def _mask(present: Tensor) -> Tensor:
    return present[:, None, None, :]
