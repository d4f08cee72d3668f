"""Train the tagger's network on examples: batches, losses, the loop."""

from __future__ import annotations

import math
import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import torch
from examples import Asked, Example
from torch import Tensor
from torch.nn.functional import binary_cross_entropy_with_logits, log_softmax
from torch.optim import Optimizer
from torch.optim.lr_scheduler import LambdaLR, LRScheduler
from weights import Source

from quotes.tagger.hearing import padded
from quotes.tagger.network import Answers, Network, Shape

SEED = 20_150_721
_OF_WHO = 0.5  # weight of whoever speaks among the losses of a cue
_HEADS = ("cue", "distance", "pointers", "of_cue", "asks", "answers")  # parts that begin untrained


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

    asked: tuple[Asked, ...]
    pieces: Tensor  # (batch, length)
    present: Tensor
    begins: Tensor  # (batch, length) 1 where a cue begins
    own: Tensor  # (batch, length) pieces that no window before holds
    window: Tensor  # (cues,)
    cue: Tensor


def batch_of(examples: Sequence[Example], device: str = "cpu") -> Batch:
    pieces, present = padded([e.window for e in examples])
    own, begins = torch.zeros(pieces.shape), torch.zeros(pieces.shape)
    for i, e in enumerate(examples):
        own[i, e.window.own : len(e.window.pieces)] = 1
        begins[i, [a.cue for a in e.asked]] = 1
    asked = tuple(a for e in examples for a in e.asked)
    window = torch.tensor([i for i, e in enumerate(examples) for _ in e.asked], dtype=torch.long)
    cue = torch.tensor([a.cue for a in asked], dtype=torch.long)
    on_device = [tensor.to(device) for tensor in (pieces, present, begins, own, window, cue)]
    return Batch(asked, *on_device)


def batches(examples: Sequence[Example], size: int, rng: random.Random) -> Iterator[list[Example]]:
    """Yield batches of about `size` pieces, windows of like length together, in a shuffled order."""
    ordered = sorted(examples, key=lambda e: (len(e.window.pieces) + rng.randrange(60), rng.random()))
    made: list[list[Example]] = []
    batch: list[Example] = []
    longest = 0
    for e in ordered:
        longest = max(longest, len(e.window.pieces))
        if batch and longest * (len(batch) + 1) > size:
            made.append(batch)
            batch, longest = [], len(e.window.pieces)
        batch.append(e)
    made.append(batch)
    rng.shuffle(made)
    yield from made


def losses(network: Network, batch: Batch) -> Tensor:
    """The sum of all losses of a batch: of cues by cue, of answers as a mean over the cues asked about."""
    read = network.read(batch.pieces, batch.present)
    wrong = binary_cross_entropy_with_logits(network.cues(read).float(), batch.begins, reduction="none")
    cues = (wrong * batch.own).sum() / batch.begins.sum().clamp(min=1)
    if not batch.asked:
        return cues
    answers = network.ask(read, batch.present, batch.window, batch.cue)
    likely = _Likely.of(answers)
    terms = [term for i, asked in enumerate(batch.asked) for term in likely.terms(i, asked)]
    nominal = torch.tensor([float(asked.nominal) for asked in batch.asked], device=read.device)
    of_form = binary_cross_entropy_with_logits(answers.nominal.float(), nominal)
    return cues + torch.stack(terms).sum() / len(batch.asked) + of_form


@dataclass(frozen=True, slots=True)
class _Likely:
    """The answers as logarithms of probabilities; the last column of `speaker` is "none is named here"."""

    columns: list[dict[int, int]]  # for each cue the column of each piece that it chooses among
    content: Tensor  # (cues, 2, width)
    speaker: Tensor  # (cues, 2, width + 1)
    who: Tensor  # (cues, pieces)

    @classmethod
    def of(cls, answers: Answers) -> _Likely:
        logits = answers.pointers.float()
        unnamed = answers.unnamed.float()[:, None, None].expand(-1, 2, 1)
        columns = [{piece: k for k, piece in enumerate(row) if piece >= 0} for row in answers.places.tolist()]
        speaker = log_softmax(torch.cat([logits[:, 2:], unnamed], -1), -1)
        return cls(columns, log_softmax(logits[:, :2], -1), speaker, log_softmax(answers.who.float(), -1))

    def terms(self, i: int, asked: Asked) -> Iterator[Tensor]:
        """Yield the losses of cue `i`; what lies outside its reach is not learned from."""
        column = self.columns[i]
        spans = [(column[first], column[last]) for first, last in asked.content if {first, last} <= column.keys()]
        if spans:
            firsts, lasts = map(list, zip(*spans, strict=True))
            yield from (-self.content[i, 0, firsts].mean(), -self.content[i, 1, lasts].mean())
        if asked.speaker is None:
            yield -self.speaker[i, :, -1].mean()
        elif set(asked.speaker) <= column.keys():
            first, last = asked.speaker
            yield -(self.speaker[i, 0, column[first]] + self.speaker[i, 1, column[last]]) / 2
        if asked.who:
            yield -_OF_WHO * torch.logsumexp(self.who[i, list(asked.who)], 0)


def train(network: Network, data: Sequence[Example], recipe: Recipe, *, log: Callable[[str], None] = print) -> None:
    """Train in place, on a graphics card where there is one."""
    rng = random.Random(recipe.seed)
    torch.manual_seed(recipe.seed)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    network.to(device).train()
    steps = math.ceil(recipe.epochs * sum(1 for _ in batches(data, recipe.pieces, random.Random(0))))
    optimiser, schedule = _optimiser(network, recipe, steps)
    began, step, shown = time.monotonic(), 0, 0.0
    while step < steps:
        for group in batches(data, recipe.pieces, rng):
            with torch.autocast(device, torch.bfloat16, enabled=recipe.bf16):
                loss = losses(network, batch_of(group, device))
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            step += 1
            shown = loss.item() if step == 1 else 0.95 * shown + 0.05 * loss.item()
            if step % 25 == 0:
                log(f"step {step}/{steps} loss {shown:.3f} {time.monotonic() - began:.0f} s")
            if step == steps:
                break
    network.to("cpu").eval()


def _optimiser(network: Network, recipe: Recipe, steps: int) -> tuple[Optimizer, LRScheduler]:
    """AdamW with a rate that rises, then falls in a line; untrained parts learn faster."""
    fresh = [p for name, p in network.named_parameters() if name.split(".")[0] in _HEADS]
    old = [p for name, p in network.named_parameters() if name.split(".")[0] not in _HEADS]
    groups = [{"params": old, "lr": recipe.rate}, {"params": fresh, "lr": recipe.head_rate}]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01)
    warm = max(1, int(recipe.warmup * steps))
    schedule = LambdaLR(optimiser, lambda s: min((s + 1) / warm, max(0.0, (steps - s) / max(1, steps - warm))))
    return optimiser, schedule
