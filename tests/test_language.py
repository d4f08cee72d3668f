"""The words of reports: each is there once, in both languages, and in every plural."""

from __future__ import annotations

import re
from collections import Counter
from importlib.resources import files
from pathlib import Path

import pytest

import quotes
from quotes.report.language import ARABIC, ENGLISH

PACKAGE = Path(quotes.__file__).parent
LINES = [
    line.split("\t")
    for line in files("quotes.report").joinpath("labels.tsv").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
PLURALS = {"en": {"one", "other"}, "ar": {"one", "two", "few", "many", "other"}}


def test_every_key_stands_once_with_a_word_in_each_language():
    assert [key for key, count in Counter(line[0] for line in LINES).items() if count > 1] == []
    assert [line for line in LINES if len(line) != 3 or not all(line)] == []


@pytest.mark.parametrize("key", [line[0] for line in LINES if "other=" in line[1]])
def test_a_counted_noun_has_every_plural_of_its_language(key):
    for language in (ENGLISH, ARABIC):
        forms = {form.partition("=")[0] for form in language.word(key).split()}
        assert forms >= PLURALS[language.code]
        assert "#" in language.word(key)


def test_arabic_is_arabic():
    """Words of the command line may stand in it, other Latin words may not."""
    latin = [
        line[0]
        for line in LINES
        if re.search(r"[A-Za-z]", re.sub(r"\{\w+\}|quotes[ \w/.-]*|one=|two=|few=|many=|other=", "", line[2]))
    ]
    assert [key for key in latin if not key.startswith(("page_left_out", "browse_", "guide_"))] == []


def test_every_word_is_used():
    """A key stands in the code as it is, or behind a prefix that the code puts before a value."""
    sources = [*PACKAGE.rglob("*.py"), *(PACKAGE / "page" / "web").iterdir()]
    text = "\n".join(path.read_text(encoding="utf-8") for path in sources if path.suffix != ".tsv")
    prefixes = tuple(set(re.findall(r"""["']([a-z]+[._])["']? ?[{~]""", text)) | {"page_", "guide_"})
    unused = [line[0] for line in LINES if not re.search(rf"""["']{re.escape(line[0])}["']""", text)]
    assert [key for key in unused if not key.startswith(prefixes)] == []
