"""Keep a tagger on disk and bring it back: weights, pieces, the judge's weights, and a card that vouches for them.

A folder holds `weights.safetensors`, `pieces.tsv`, `judge.tsv` and `card.json`. Matrices are kept in whole numbers of
eight bits with one scale a row. Nothing is unpickled, and a file whose SHA-256 is not the card's is refused.
"""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load as tensors_of
from safetensors.torch import save as bytes_of
from torch import Tensor

from quotes.errors import ModelError
from quotes.tagger.hearing import Tagger
from quotes.tagger.network import Network, Shape
from quotes.tagger.pieces import SPECIAL, Vocabulary

SHIPPED = Path(__file__).with_name("model")
WEIGHTS, PIECES, JUDGE, CARD = "weights.safetensors", "pieces.tsv", "judge.tsv", "card.json"
REMEDY = "install the package again: pip install --force-reinstall 'quotes[stanza]'"
_SCALE = ".scale"
_MOST = 127


def save(folder: Path, network: Network, scores: Mapping[str, float]) -> None:
    """Write a network and its pieces."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / WEIGHTS).write_bytes(bytes_of(dict(_packed(network.state_dict()))))
    lines = [f"{piece}\t{score:.6g}\n" for piece, score in scores.items()]
    (folder / PIECES).write_text("piece\tscore\n" + "".join(lines), encoding="utf-8")


def save_judge(folder: Path, weights: Mapping[str, float]) -> None:
    """Write the weights of the judge."""
    lines = [f"{name}\t{weight:.4f}\n" for name, weight in weights.items()]
    (folder / JUDGE).write_text("feature\tweight\n" + "".join(lines), encoding="utf-8")


def save_card(folder: Path, shape: Shape, told: Mapping[str, Any]) -> None:
    """Write the card last: it vouches for the files as they are now."""
    hashes = {name: _hash((folder / name).read_bytes()) for name in (WEIGHTS, PIECES, JUDGE)}
    card = {"shape": asdict(shape), "sha256": hashes, **told}
    (folder / CARD).write_text(json.dumps(card, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def load(folder: Path = SHIPPED) -> tuple[Tagger, dict[str, float], str]:
    """Return the tagger, the judge's weights and the version of the model in `folder`.

    Raises ModelError where a file is missing or is not the one that the card vouches for.
    """
    card = json.loads(_read(folder / CARD))
    files = {name: _vouched(folder / name, digest) for name, digest in card["sha256"].items()}
    shape = Shape(**card["shape"])
    network = Network(shape)
    network.load_state_dict(_unpacked(tensors_of(files[WEIGHTS])))
    vocabulary = Vocabulary({row["piece"]: float(row["score"]) for row in _table(files[PIECES])})
    if len(vocabulary) != shape.pieces:
        raise ModelError(f"{folder / PIECES} holds {len(vocabulary) - len(SPECIAL)} pieces", remedy=REMEDY)
    judge = {row["feature"]: float(row["weight"]) for row in _table(files[JUDGE])}
    return Tagger(network, vocabulary), judge, _hash("".join(sorted(card["sha256"].values())).encode())[:12]


def _packed(state: Mapping[str, Tensor]) -> Iterator[tuple[str, Tensor]]:
    for name, value in state.items():
        if value.dim() < 2:
            yield name, value.contiguous()
            continue
        scale = value.abs().amax(1, keepdim=True).clamp(min=1e-8) / _MOST
        yield name, (value / scale).round().to(torch.int8).contiguous()
        yield name + _SCALE, scale.contiguous()


def _unpacked(stored: Mapping[str, Tensor]) -> dict[str, Tensor]:
    scales = {name.removesuffix(_SCALE): value for name, value in stored.items() if name.endswith(_SCALE)}
    return {
        name: value.float() * scales[name] if name in scales else value
        for name, value in stored.items()
        if not name.endswith(_SCALE)
    }


def _vouched(path: Path, digest: str) -> bytes:
    data = _read(path)
    if _hash(data) != digest:
        raise ModelError(f"{path} is not the file that its card vouches for", remedy=REMEDY)
    return data


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ModelError(f"the tagger's file {path} cannot be read: {error.strerror}", remedy=REMEDY) from error


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _table(data: bytes) -> Any:
    return csv.DictReader(data.decode("utf-8").splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
