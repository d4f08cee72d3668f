"""Train the tagger's network on examples: batches, losses, the loop."""

from __future__ import annotations

import math
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch
from examples import Asked, Example
from torch import Tensor
from torch.nn.functional import binary_cross_entropy_with_logits, log_softmax
from weights import Source

from quotes.tagger.network import Network, Shape
from quotes.tagger.pieces import PADDING

SEED = 20_150_721


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a network is trained."""

    epochs: float = 8
    pieces: int = 3200  # of a batch
    rate: float = 1.5e-4
    head_rate: float = 1e-3
    warmup: float = 0.1
    seed: int = SEED
    bf16: bool = True


def from_source(shape: Shape, source: Source, kept: Sequence[int], layers: Sequence[int]) -> Network:
    """Make a network with the weights of the encoder it starts from: pieces `kept`, layers `layers`."""
    torch.manual_seed(SEED)
    network = Network(shape)
    t = {name: torch.from_numpy(value.copy()) for name, value in source.tensors.items()}
    special = [source.specials[name] for name in ("bos", "eos", "unk", "pad")]
    with torch.no_grad():
        network.words.weight.copy_(t["emb.word"][[*special, *kept]])
        network.positions.weight.copy_(t["emb.pos"] + t["emb.type"][: shape.hidden])
        network.normed.weight.copy_(t["emb.ln.w"])
        network.normed.bias.copy_(t["emb.ln.b"])
        network.distance.weight.zero_()
        for layer, number in zip([*network.shared, *network.asked], layers, strict=True):
            p = f"l{number}."
            for part, names in (("weight", "w"), ("bias", "b")):
                getattr(layer.mix, part).copy_(torch.cat([t[f"{p}{n}.{names}"] for n in "qkv"]))
                getattr(layer.out, part).copy_(t[f"{p}ao.{names}"])
                getattr(layer.wide, part).copy_(t[f"{p}fi.{names}"])
                getattr(layer.narrow, part).copy_(t[f"{p}fo.{names}"])
                getattr(layer.mixed, part).copy_(t[f"{p}aln.{names}"])
                getattr(layer.mapped, part).copy_(t[f"{p}oln.{names}"])
    return network


@dataclass(frozen=True, slots=True)
class Batch:
    """Windows side by side, and the cues asked about with their answers as probabilities over pieces."""

    pieces: Tensor  # (batch, length)
    present: Tensor
    begins: Tensor  # (batch, length) 1 where a cue begins
    own: Tensor  # (batch, length) pieces that no window before holds
    window: Tensor  # (cues,)
    cue: Tensor
    asked: tuple[Asked, ...]


def batch_of(examples: Sequence[Example]) -> Batch:
    length = max(len(e.window.pieces) for e in examples)
    pieces = torch.full((len(examples), length), PADDING)
    own = torch.zeros(len(examples), length)
    begins = torch.zeros(len(examples), length)
    for i, e in enumerate(examples):
        pieces[i, : len(e.window.pieces)] = torch.tensor([p.number for p in e.window.pieces])
        own[i, e.window.own : len(e.window.pieces)] = 1
        for asked in e.asked:
            begins[i, asked.cue] = 1
    asked = tuple(a for e in examples for a in e.asked)
    window = torch.tensor([i for i, e in enumerate(examples) for _ in e.asked], dtype=torch.long)
    cue = torch.tensor([a.cue for a in asked], dtype=torch.long)
    return Batch(pieces, pieces != PADDING, begins, own, window, cue, asked)


def batches(examples: Sequence[Example], size: int, rng: random.Random) -> Iterator[list[Example]]:
    """Yield batches of about `size` pieces, windows of like length together, in a shuffled order."""
    ordered = sorted(examples, key=lambda e: (len(e.window.pieces) + rng.randrange(60), rng.random()))
    made, batch, longest = [], [], 0
    for e in ordered:
        longest = max(longest, len(e.window.pieces))
        if batch and longest * (len(batch) + 1) > size:
            made.append(batch)
            batch, longest = [], len(e.window.pieces)
        batch.append(e)
    made.append(batch)
    rng.shuffle(made)
    yield from made


def losses(network: Network, batch: Batch, weight: Tensor | None = None) -> Tensor:
    """The sum of all losses of a batch, each a mean."""
    read = network.read(batch.pieces, batch.present)
    cues = binary_cross_entropy_with_logits(network.cues(read).float(), batch.begins, reduction="none")
    total = 4 * (cues * batch.own).sum() / batch.begins.sum().clamp(min=1) / 4
    if not batch.asked:
        return total
    answers = network.ask(read, batch.present, batch.window, batch.cue)
    logits = answers.pointers.float()
    places = answers.places
    content = log_softmax(logits[:, :2], -1)
    speaker = log_softmax(torch.cat([logits[:, 2:], answers.unnamed.float()[:, None, None].expand(-1, 2, 1)], -1), -1)
    who = log_softmax(answers.who.float(), -1)
    terms = []
    for i, a in enumerate(batch.asked):
        row = {p: k for k, p in enumerate(places[i].tolist()) if p >= 0}
        spans = [(row[first], row[last]) for first, last in a.content if first in row and last in row]
        if spans:
            firsts, lasts = map(list, zip(*spans, strict=True))
            terms += [-content[i, 0, firsts].mean(), -content[i, 1, lasts].mean()]
        if a.speaker is None:
            terms.append(-speaker[i, :, -1].mean())
        elif a.speaker[0] in row and a.speaker[1] in row:
            terms.append(-(speaker[i, 0, row[a.speaker[0]]] + speaker[i, 1, row[a.speaker[1]]]) / 2)
        if a.who:
            terms.append(-0.5 * torch.logsumexp(who[i, list(a.who)], 0))
    nominal = binary_cross_entropy_with_logits(
        answers.nominal.float(), torch.tensor([float(a.nominal) for a in batch.asked])
    )
    return total + torch.stack(terms).sum() / len(batch.asked) + nominal


def train(network: Network, data: Sequence[Example], recipe: Recipe, *, log=print) -> None:
    """Train in place."""
    rng = random.Random(recipe.seed)
    torch.manual_seed(recipe.seed)
    heads = ("cue", "distance", "pointers", "of_cue", "asks", "answers")
    fresh = [p for n, p in network.named_parameters() if n.split(".")[0] in heads]
    old = [p for n, p in network.named_parameters() if n.split(".")[0] not in heads]
    optimiser = torch.optim.AdamW(
        [{"params": old, "lr": recipe.rate}, {"params": fresh, "lr": recipe.head_rate}], weight_decay=0.01
    )
    steps_an_epoch = sum(1 for _ in batches(data, recipe.pieces, random.Random(0)))
    steps = math.ceil(recipe.epochs * steps_an_epoch)
    warm = max(1, int(recipe.warmup * steps))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda s: min((s + 1) / warm, max(0.0, (steps - s) / max(1, steps - warm)))
    )
    network.train()
    began, step, shown = time.monotonic(), 0, 0.0
    while step < steps:
        for group in batches(data, recipe.pieces, rng):
            with torch.autocast("cpu", torch.bfloat16, enabled=recipe.bf16):
                loss = losses(network, batch_of(group))
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            step += 1
            shown = loss.item() if step == 1 else 0.95 * shown + 0.05 * loss.item()
            if step % 25 == 0:
                log(f"step {step}/{steps} loss {shown:.3f} {time.monotonic() - began:.0f} s")
            if step == steps:
                break
    network.eval()
