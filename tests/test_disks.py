"""Disks that are full, files that cannot be written or are damaged: what is told, and nothing is lost in silence."""

from __future__ import annotations

import os
import random
import resource
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest
from scans import content
from screens import QUOTES, environment, off_terminal

from quotes.errors import StoreError
from quotes.scan import scan
from quotes.store import Store

CORPUS = Path(__file__).parent.parent / "corpora"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database of the demo corpus, which nobody disturbed; to be copied."""
    db = tmp_path_factory.mktemp("whole") / "whole.duckdb"
    scan([str(CORPUS)], db=str(db))
    return db


@pytest.fixture(scope="module")
def expected(whole: Path) -> bytes:
    return content(whole)


@contextmanager
def mounted(folder: Path, *words: str) -> Iterator[Path]:
    """A folder that is a file system of its own; only the system's own user may make one."""
    folder.mkdir(exist_ok=True)
    done = os.geteuid() == 0 and subprocess.run(["mount", *words, folder], capture_output=True, check=False)
    if not done or done.returncode:
        pytest.skip("only who may mount can make a small disk, or one that cannot be written by anybody")
    try:
        yield folder
    finally:
        subprocess.run(["umount", folder], check=True)


def told(done: subprocess.CompletedProcess[str]) -> tuple[int, int]:
    """The exit code, and the lines on standard error; never a traceback."""
    assert "Traceback" not in done.stderr
    return done.returncode, len(done.stderr.splitlines())


@pytest.mark.parametrize("size", ["200k", "500k", "600k"])
def test_a_scan_on_a_full_disk_says_so_and_goes_on_when_there_is_room(tmp_path, expected, size):
    with mounted(tmp_path / "disk", "-t", "tmpfs", "-o", f"size={size}", "tmpfs") as disk:
        db = disk / "q.duckdb"
        full = off_terminal("scan", "-q", str(CORPUS), "--db", str(db), "--jobs", "1", cwd=tmp_path)
        assert told(full) == (3, 2)
        assert "make room" in full.stderr or "with room for it" in full.stderr
        subprocess.run(["mount", "-o", "remount,size=100m", disk], check=True)
        again = off_terminal("scan", "-q", str(CORPUS), "--db", str(db), "--jobs", "1", cwd=tmp_path)
        assert told(again) == (0, 0)
        assert content(db) == expected


def limited(size: int, *words: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run `quotes` where no file may be longer than `size` bytes."""
    return subprocess.run(
        [*QUOTES, *words], cwd=cwd, env=environment(), capture_output=True, encoding="utf-8", check=False,
        preexec_fn=partial(resource.setrlimit, resource.RLIMIT_FSIZE, (size, size)),
    )  # fmt: skip


def test_what_fits_into_the_log_alone_is_stored(tmp_path, expected):
    """Where there is no room to merge the log into the file, it stays, and holds all that was committed."""
    with mounted(tmp_path / "disk", "-t", "tmpfs", "-o", "size=3m", "tmpfs") as disk:
        words = ("scan", "-q", str(CORPUS), "--db", str(disk / "q.duckdb"), "--jobs", "1")
        assert told(off_terminal(*words, cwd=tmp_path)) == (0, 0)
        assert (disk / "q.duckdb.wal").exists()
        copy = shutil.copytree(disk, tmp_path / "copy")
    assert content(copy / "q.duckdb") == expected


@pytest.mark.parametrize("size", [100_000, 300_000])
def test_a_file_that_may_not_grow_is_told_as_a_full_disk(tmp_path, expected, size):
    words = ("scan", "-q", str(CORPUS), "--jobs", "1")
    done = limited(size, *words, cwd=tmp_path)
    assert told(done) == (3, 2)
    assert "make room" in done.stderr
    assert told(off_terminal(*words, cwd=tmp_path)) == (0, 0)
    assert content(tmp_path / "quotes.duckdb") == expected


def test_a_database_that_cannot_be_written_is_read_and_not_scanned(tmp_path, whole, expected):
    folder = tmp_path / "kept"
    folder.mkdir()
    shutil.copy(whole, folder / "quotes.duckdb")
    with mounted(folder, "--bind", str(folder)):
        subprocess.run(["mount", "-o", "remount,bind,ro", folder], check=True)
        assert len(off_terminal("list", "--limit", "3", cwd=folder).stdout.splitlines()) == 3
        refused = off_terminal("scan", str(CORPUS), cwd=folder)
        assert told(refused) == (3, 2)
        assert "--db" in refused.stderr
        made = off_terminal("scan", str(CORPUS), "--db", "new.duckdb", cwd=folder)
        assert told(made) == (3, 2)
        assert "--db" in made.stderr
    assert content(folder / "quotes.duckdb") == expected


def cut_short(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data))]


def altered(data: bytes, chance: random.Random) -> bytes:
    """The same with one byte changed, in the headers every third time."""
    place = chance.randrange(12_288 if chance.random() < 0.3 else len(data))
    return data[:place] + bytes([data[place] ^ chance.randrange(1, 256)]) + data[place + 1 :]


def read(db: Path, *, written: bool) -> bytes | StoreError:
    """What a database holds, opened for writing before where it is to be written; or why it is refused."""
    try:
        if written:
            Store.create(str(db)).close()
        return content(db)
    except StoreError as error:
        return error


@pytest.mark.parametrize("damage", [cut_short, altered])
@pytest.mark.parametrize("written", [False, True])
def test_a_damaged_database_is_refused_or_gives_all_that_it_held(
    tmp_path: Path, whole: Path, expected: bytes, damage: Callable[[bytes, random.Random], bytes], written: bool
) -> None:
    db, data, chance = tmp_path / "q.duckdb", whole.read_bytes(), random.Random(7)
    refused = 0
    for _ in range(8):
        db.write_bytes(damage(data, chance))
        found = read(db, written=written)
        assert isinstance(found, StoreError) or found == expected
        if isinstance(found, StoreError):
            assert "damaged" in str(found) or "not a database" in str(found)
            assert "--db" in found.remedy
            refused += 1
        for left in tmp_path.glob("q.duckdb*"):
            left.unlink()
    assert refused > 0


def test_a_log_that_is_damaged_is_refused_and_one_cut_short_gives_whole_batches(tmp_path):
    code = (
        "import os, sys; from quotes.models import Article; from quotes.store import Store\n"
        "store = Store.create(sys.argv[1])\n"
        "for n in range(9): store.replace([(Article(f'{n}-{m}', 't', 'b' * 999), ()) for m in range(10)])\n"
        "os._exit(9)"
    )
    db = tmp_path / "q.duckdb"
    subprocess.run([QUOTES[0], "-c", code, str(db)], env=environment(), check=False)
    log = tmp_path / "q.duckdb.wal"
    data, chance = log.read_bytes(), random.Random(7)
    for _ in range(6):
        log.write_bytes(altered(data, chance))
        with pytest.raises(StoreError, match="damaged"):
            Store.open(str(db))
        log.write_bytes(cut_short(data, chance))
        with Store.open(str(db)) as store:
            assert len(store.documents()) % 10 == 0
    log.write_bytes(data)
    with Store.open(str(db)) as store:
        assert len(store.documents()) == 90


def test_nothing_is_written_but_the_database_and_what_is_asked_for(tmp_path):
    places = {name: tmp_path / name for name in ("HOME", "TMPDIR", "XDG_CACHE_HOME", "cwd", "kept")}
    for place in places.values():
        place.mkdir()
    around = {name: str(place) for name, place in places.items() if name.isupper()}
    db, out = places["kept"] / "q.duckdb", places["kept"] / "out.csv"
    calls = (
        ("scan", "-q", str(CORPUS), "--jobs", "2", "--db", str(db)),
        ("scan", "-q", str(CORPUS), "--db", str(db)),
        ("verify", str(CORPUS), "--db", str(db)),
        ("list", "--db", str(db), "--limit", "1"),
        ("export", "-q", "--format", "csv", "--db", str(db), "-o", str(out)),
    )
    for words in calls:
        assert told(off_terminal(*words, cwd=places["cwd"], **around)) == (0, 0)
    found = sorted(str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if not path.is_dir())
    assert found == ["kept/out.csv", "kept/q.duckdb"]
