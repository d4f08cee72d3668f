"""Articles that would steer whatever shows them: no verb, in no format, lets through what acts on a terminal.

Titles, words, names, outlets, ids, addresses and the names of files are hostile; a sign that acts is left out, shown as
a picture, or spelled out as JSON spells it.
"""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from screens import on_terminal

import quotes
from quotes.store import Store

ROOT = Path(__file__).resolve().parent.parent
# C0 but for tab and line feed, DEL and C1, direction marks, line separators, embeddings, overrides and isolates.
_ACTING = (range(9), range(0x0B, 0x20), range(0x7F, 0xA0), (0x061C, 0x200E, 0x200F), range(0x2028, 0x202F))
ACTING = frozenset(chr(code) for codes in (*_ACTING, range(0x2066, 0x206A)) for code in codes)
STEERING = "\x1b[2J\x1b]8;;http://a.invalid\x07\x9b31m\x85\u202e\u2066\u200f\u061c\u2028"
MARKUP = "<script>alert(1)</script>\"><img src=x onerror=alert(1)><a href='javascript:alert(1)'>"
NAME = f"سامر{STEERING} الحداد"  # Samer al-Haddad
SAID = (
    f"قال الوزير {NAME} إن الجسر {STEERING}{MARKUP} سيفتح في مايو. "  # the minister said that the bridge opens in May
)
AGAIN = "وأكد المتحدث =cmd|' /C calc'!A0 أن «الطريق آمن =1+1». وقال سامر الحداد: «=HYPERLINK(0) لن نغلق الطريق»."
ROWS = [
    {"id": f"{n}{STEERING}", "title": f"{STEERING}{MARKUP} الوزير: «الجسر سيفتح»", "text": SAID + AGAIN,
     "outlet": f"=cmd{STEERING}{n}", "url": f"javascript:alert(1){STEERING}", "author": STEERING, "date": "2026-03-01"}
    for n in range(3)
]  # fmt: skip


def run(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "quotes", *words]
    around = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=folder, capture_output=True, env=around, check=False)
    return subprocess.CompletedProcess(command, done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with hostile articles, and a database of them."""
    place = tmp_path_factory.mktemp("text")
    news = place / "news" / "\x1b[31m\u202eoutlet"
    news.mkdir(parents=True)
    lines = [json.dumps(row) for row in ROWS]
    (news / "a\x1b]0;b\x07\n\x9bc.jsonl").write_text("\n".join([*lines, "{no json"]), encoding="utf-8")
    (news / "\u202etxt.none\x1b[5m.bin").write_bytes(bytes(range(256)))
    done = run(place, "scan", "news", "--jobs", "1")
    assert done.returncode == 1
    assert clean(done.stdout + done.stderr)
    return place


def clean(text: str) -> bool:
    found = sorted(ACTING & set(text))
    assert found == [], [text[max(0, text.index(sign) - 40) :][:80] for sign in found[:3]]
    return True


def first(folder: Path, what: str) -> str:
    with Store.open(str(folder / "quotes.duckdb")) as store:
        summary = store.summary()
        found = {"doc": store.documents()[0].doc, "speaker": summary.top_speakers[0].name}
        return found | {"claim": summary.top_claims[0].claim}[what] if what == "claim" else found[what]


FORMATS = ("jsonl", "json", "jsonld", "webannotation", "labelstudio", "labelstudio-config", "conll", "markdown")
CALLS = [
    (), ("list",), ("list", "--format", "json"), ("speakers",),
    ("speakers", "--format", "jsonl"), ("claims",), ("claims", "--format", "json"), ("report",),
    ("report", "--format", "json"), ("report", "-o", "-", "--format", "html"), ("trace", "لن نغلق الطريق"),
    ("compare", SAID.replace("\0", ""), AGAIN), ("sql", "SELECT * FROM v_quotations"), ("config",),
    ("sql", "SELECT content, outlet FROM v_quotations", "--format", "csv"),
    ("sql", "SELECT content, outlet FROM v_quotations", "--format", "json"),
    ("sql", "SELECT '\x1b[2J' AS \"\x1b[31m\u202e\""), ("export", "claims", "--format", "csv"),
    ("export", "speakers", "--format", "csv"), *(("export", "--format", form) for form in FORMATS),
]  # fmt: skip


@pytest.mark.parametrize(
    "words", CALLS, ids=[" ".join(words)[:30].encode("ascii", "replace").decode() for words in CALLS]
)
def test_no_sign_that_acts_is_told(folder: Path, words: tuple[str, ...]) -> None:
    done = run(folder, *words)
    assert done.returncode == 0, done.stderr
    assert done.stdout
    assert clean(done.stdout.replace("\r\n", "\n") if "conll" in words else done.stdout)
    assert clean(done.stderr)


@pytest.mark.parametrize("what", ["doc", "speaker"])
def test_no_sign_that_acts_is_told_of_one(folder: Path, what: str) -> None:
    verb = {"doc": "show", "speaker": "speakers"}[what]
    for form in ("table", "json"):
        done = run(folder, verb, first(folder, what), "--format", form)
        assert (done.returncode, clean(done.stdout + done.stderr)) == (0, True)


@pytest.mark.parametrize(
    "words",
    [("show", f"x{STEERING}"), ("scan", f"x{STEERING}"), ("list", "--db", f"x{STEERING}"), (f"x{STEERING}",),
     ("sql", f"SELECT '{STEERING}"), ("list", "--since", STEERING), ("export", "-o", f"none{STEERING}/x")],
)  # fmt: skip
def test_no_sign_that_acts_is_told_in_an_error(folder: Path, words: tuple[str, ...]) -> None:
    done = run(folder, *words)
    assert (done.returncode in (2, 3), done.stdout) == (True, "")
    assert clean(done.stderr)


def test_no_cell_of_a_table_for_excel_is_reckoned(folder: Path) -> None:
    done = run(folder, "export", "--excel")
    assert done.returncode == 0
    rows = list(csv.reader(io.StringIO(done.stdout.removeprefix("\ufeff"))))
    assert len(rows) > 3
    assert [cell for row in rows for cell in row if cell[:1] in ("=", "+", "-", "@", "\t", "\r")] == []


def test_a_table_in_a_file_has_all_signs_and_on_a_screen_none_that_acts(folder: Path) -> None:
    assert "\x1b[2J" in run(folder, "export", "--format", "csv").stdout
    for form, begin in (("csv", ""), ("excel", "\ufeff")):
        shown = on_terminal("export", "--format", form, cwd=folder)
        assert shown.startswith(f"{begin}schema,doc,path,")
        assert clean(shown.replace("\r\n", "\n"))


def test_a_plain_table_has_its_cells_as_they_are(folder: Path) -> None:
    done = run(folder, "sql", "SELECT DISTINCT outlet FROM v_quotations", "--format", "csv")
    assert "=cmd" in done.stdout.splitlines()[1][:5]


def test_a_notebook_gets_no_sign_that_acts_and_no_markup() -> None:
    shown = quotes.analyse(SAID + AGAIN)._repr_html_()
    assert clean(shown)
    assert "<script" not in shown
    assert "<img" not in shown
