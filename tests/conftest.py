"""What tests of more than one module stand on: a tiny stanza pipeline, trained once and kept."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import blake2b
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
TRAINER = ROOT / "scripts" / "train" / "tiny_pipeline.py"
TREEBANK = ROOT.parent / "shared" / "data" / "pud" / "ar_pud-ud-test.conllu"
KEPT = ROOT / "build" / "tiny-stanza"
# Files of tests that take a minute or more, the longest first: begun first, none is left alone at the end of a run by
# several processes.
LONG = (
    "test_parse.py", "test_crew.py", "test_span_law.py", "test_crashes.py", "test_tagger.py", "test_cluster.py",
    "test_disks.py", "test_page.py", "test_docs.py", "test_network.py", "test_linking.py",
)  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the long files begin."""
    ranks = {name: rank for rank, name in enumerate(LONG)}
    items.sort(key=lambda item: ranks.get(item.path.name, len(LONG)))


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Hold the lock of a file: of two runs at once the second waits for the first."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def digest() -> str:
    """Return what the pipeline is made of: the script, the treebank and the library."""
    told = TRAINER.read_bytes() + TREEBANK.read_bytes() + version("stanza").encode() + version("torch").encode()
    return blake2b(told, digest_size=8).hexdigest()


def trained() -> Path:
    folder = KEPT / digest()
    with alone(KEPT / "lock"):
        if not folder.exists():
            quiet = {**os.environ, "OMP_NUM_THREADS": "1"}
            done = subprocess.run(
                [sys.executable, TRAINER, TREEBANK, folder], capture_output=True, text=True, env=quiet
            )
            assert done.returncode == 0, done.stderr[-4000:]
    return folder


@pytest.fixture(scope="session")
def tiny_stanza() -> Path:
    """Return the folder of a tiny pipeline of Arabic, trained on the first use, about a minute."""
    if find_spec("stanza") is None:
        pytest.skip("stanza is not installed: pip install '.[stanza]'")
    if not TREEBANK.exists():
        pytest.skip(f"the treebank that the tiny pipeline learns from is not here: {TREEBANK}")
    return trained()
