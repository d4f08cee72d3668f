"""Write articles otherwise than they came, without another meaning, and see whether their statements are still found.

A transformation takes a text and gives its edits (`edits`), by which a reference's spans go with their words. Where a
transformation leaves a field out, what is measured is the other field, before and after.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from edits import (
    MARKS,
    WIDTH,
    Carried,
    Edits,
    around_marks,
    each,
    enclosed,
    letters,
    lost_closing,
    marks,
    normal,
    shaped,
    spaced_and,
    wrapped,
    wrapped_on,
)
from scoring import Verdict, figures, judge

from quotes import corpus
from quotes.analyse import analyse_all
from quotes.models import Article, Quotation

BOUND = 2.0  # points that found@.5 may fall
KEYS = ("title", "text")
_MARKED = r"(?<!\w)[«“„‹\"](?=\w)[^«»“”„\"\n]*[»”›\"]"
_LETTER = "[\u0621-\u063a\u0641-\u064a]"


@dataclass(frozen=True, slots=True)
class Transformation:
    """One way in which the same news comes otherwise."""

    name: str
    what: str  # what becomes of the text
    edits: Edits
    keys: tuple[str, ...] = KEYS  # the fields that are left


@dataclass(frozen=True, slots=True)
class Fall:
    """What a transformation costs on one reference: F1 of found@.5 in per cent, before and after."""

    name: str
    before: float
    after: float

    @property
    def points(self) -> float:
        return round(self.before - self.after, 1)


def _digits(first: str) -> dict[str, str]:
    """Each decimal digit of the three scripts → that of the script whose zero is `first`."""
    return {chr(ord(zero) + n): chr(ord(first) + n) for zero in "0٠۰" for n in range(10)}


_ENTITIES = {"«": "&laquo;", "»": "&raquo;", '"': "&quot;", "“": "&ldquo;", "”": "&rdquo;"}
_NUMBERED = {mark: f"&#{ord(mark)};" for mark in _ENTITIES}
_INSIDE = r"(?<=[\u0620-\u063a\u0641-\u064a])(?=[\u0620-\u063a\u0641-\u064a])"  # between two letters
_JOINED = r"(?<=[بتثجحخسشصضطظعغفقكلمنهي])(?=[\u0621-\u063a\u0641-\u064a])"  # between two letters that join
_HARAKAT = "[\u064b-\u0652\u0670]"

TRANSFORMATIONS = (
    Transformation("marks « »", "guillemets", marks("«", "»")),
    Transformation('marks " "', "straight marks", marks('"', '"')),
    Transformation("marks “ ”", "curly marks", marks("“", "”")),
    Transformation("marks ” “", "curly marks set the wrong way round", marks("”", "“")),
    Transformation("marks „ ”", "low and high marks", marks("„", "”")),
    Transformation("marks „ “", "low and high marks, as in German", marks("„", "“")),
    Transformation("marks ‟ ”", "high marks, the opening one reversed", marks("‟", "”")),
    Transformation("marks ‘ ’", "single curly marks", marks("‘", "’")),
    Transformation("marks ' '", "single straight marks", marks("'", "'")),
    Transformation("marks '' ''", "two single straight marks for one", marks("''", "''")),
    Transformation("marks `` ''", "marks of a typewriter", marks("``", "''")),
    Transformation("marks ‹ ›", "single guillemets", marks("‹", "›")),
    Transformation("marks << >>", "signs of less and greater", marks("<<", ">>")),
    Transformation("marks ≪ ≫", "signs of much less and greater", marks("≪", "≫")),
    Transformation("marks 《 》", "double angle brackets", marks("《", "》")),
    Transformation("marks ＂ ＂", "wide straight marks", marks("＂", "＂")),
    Transformation("marks (( ))", "two round brackets for a mark", marks("((", "))")),
    Transformation("closing lost", "the mark that closes a paragraph is left out", lost_closing),
    Transformation("marks doubled", "each mark twice", each(MARKS.pattern, r"\g<0>\g<0>")),
    Transformation("marks spaced inside", "« … »", around_marks(("", " "), (" ", ""))),
    Transformation(
        "marks glued outside", "no blank before and behind marks", each("(?<=\\w) (?=[«“„‹])|(?<=[»”›]) (?=\\w)", "")
    ),
    Transformation(
        "harakat on every letter", "a fatha behind each letter", each(f"{_LETTER}(?!{_HARAKAT})", "\\g<0>\u064e")
    ),
    Transformation("harakat removed", "no vowel signs", each(_HARAKAT, "")),
    Transformation("tatweel", "each joining letter stretched", each(_JOINED, "ـ")),
    Transformation("hamza dropped", "أ إ آ ٱ → ا", letters(dict.fromkeys("أإآٱ", "ا"))),
    Transformation("ya without dots", "ي at the end of a word → ى", each(r"ي\b", "ى")),
    Transformation("ya with dots", "ى → ي", letters({"ى": "ي"})),
    Transformation(
        "ya swapped",
        "ى and ي change places at the end of a word",
        each(r"[ىي]\b", lambda m: "ي" if m[0] == "ى" else "ى"),
    ),
    Transformation("ta marbuta without dots", "ة → ه", letters({"ة": "ه"})),
    Transformation("Persian letters", "ی and ک for ي and ك", letters({"ي": "ی", "ك": "ک"})),
    Transformation("digits ٠١٢", "Arabic-Indic digits", letters(_digits("٠"))),
    Transformation("digits 012", "ASCII digits", letters(_digits("0"))),
    Transformation("digits ۰۱۲", "Persian digits", letters(_digits("۰"))),
    Transformation("و spaced", "و قال for وقال", spaced_and),
    Transformation("wrapped", f"lines of {WIDTH} at blanks, an empty line between paragraphs", wrapped),
    Transformation("wrapped, no empty lines", f"lines of {WIDTH} at blanks, paragraphs not parted", wrapped_on),
    Transformation("line ends doubled", "an empty line behind each", each(r"\n+", "\n\n")),
    Transformation("line ends single", "no empty lines", each(r"\n\s*\n", "\n")),
    Transformation("CRLF", "line ends of Windows", each(r"\r?\n", "\r\n")),
    Transformation("CR", "line ends of old machines", each(r"\r?\n", "\r")),
    Transformation("U+2028, U+2029", "the line and paragraph separators of Unicode", each(r"\n", "\u2029")),
    Transformation(
        "RLM round marks", "a right-to-left mark before and behind", each(MARKS.pattern, "\u200f\\g<0>\u200f")
    ),
    Transformation(
        "LRM round marks", "a left-to-right mark before and behind", each(MARKS.pattern, "\u200e\\g<0>\u200e")
    ),
    Transformation("RLE…PDF", "embedding round what stands in marks", enclosed(_MARKED, "\u202b", "\u202c")),
    Transformation("RLI…PDI", "isolates round each paragraph", enclosed(r"[^\n]+", "\u2067", "\u2069")),
    Transformation("ALM at signs", "an Arabic letter mark behind each sign", each(r"[.،:؛؟!]", "\\g<0>\u061c")),
    Transformation("ZWNJ", "a zero-width non-joiner between letters", each(_INSIDE, "\u200c")),
    Transformation("ZWJ", "a zero-width joiner behind each word", each(r"(?<=[\u0620-\u064a])\b", "\u200d")),
    Transformation("zero-width blank", "behind each blank", each(" ", " \u200b")),
    Transformation("byte order mark", "before each paragraph", each(r"(?m)^", "\ufeff")),
    Transformation("soft hyphen", "between letters", each(_INSIDE, "\u00ad")),
    Transformation("NBSP", "no-break blanks", each(" ", "\u00a0")),
    Transformation("narrow NBSP", "narrow no-break blanks", each(" ", "\u202f")),
    Transformation("tabs", "a tab for each blank", each(" ", "\t")),
    Transformation("blanks doubled", "two for one", each(" ", "  ")),
    Transformation(
        "blanks before signs", "a blank before each comma, stop and colon", each(r"(?<=\w)(?=[،.:؛؟!](?!\S))", " ")
    ),
    Transformation("no blanks behind signs", "a comma is written on to what follows", each(r"(?<=،) ", "")),
    Transformation("title alone", "the headline without its article", lambda text: (), ("title",)),
    Transformation("body alone", "the article without its headline", lambda text: (), ("text",)),
    Transformation("NFKC", "composed, without compatibility forms", normal("NFKC")),
    Transformation("NFD", "hamza and madda parted from their letters", normal("NFD")),
    Transformation("entities named", "&laquo; &quot; for marks", letters(_ENTITIES)),
    Transformation("entities numbered", "&#171; &#34; for marks", letters(_NUMBERED)),
    Transformation("entities of blanks", "&nbsp; for each blank", each(" ", "&nbsp;")),
    Transformation("presentation forms", "each letter by the sign of its shape", shaped),
    Transformation("Latin signs", ", ; ? for ، ؛ ؟", letters({"،": ",", "؛": ";", "؟": "?"})),
    Transformation(
        "wide signs", "， ； ？ ！ ： for ، ؛ ؟ ! :", letters({"،": "，", "؛": "；", "؟": "？", "!": "！", ":": "："})
    ),
    Transformation("colon ∶", "the sign of ratio for the colon", letters({":": "∶"})),
    Transformation("colon spaced", "a blank before the colon", each(r"(?<=\S):(?= )", " :")),
    Transformation("colon and dash", ":- for a colon", each(r":(?= )", ":-")),
    Transformation("dots", "the one sign … for three full stops, and back", letters({"...": "…", "…": "..."})),
    Transformation("dashes", "– and — for -", each(r"(?<= )-(?= )", "—")),
    Transformation("kashida dashes", "a stretching sign for a dash", each(r"(?<= )[-–—](?= )", "ـ")),
)


def transform(article: Mapping[str, Any], change: Transformation) -> dict[str, Any]:
    """Return an article of a reference after a transformation, its spans carried over."""
    carried = {key: Carried(article[key], change.edits(article[key])) for key in change.keys}
    texts = {key: carried[key].text if key in carried else "" for key in KEYS}
    return {
        **article,
        **texts,
        "quotes": [_carry(q, carried[q["in"]]) for q in article["quotes"] if q["in"] in carried],
    }


def _carry(quote: Mapping[str, Any], carried: Carried) -> dict[str, Any]:
    start, end = quote["span"]
    return {**quote, "span": [carried.start(start), carried.end(end)]}


def fall(articles: Sequence[Mapping[str, Any]], change: Transformation, before: Sequence[Verdict]) -> Fall:
    """Return what `change` costs; `before` are the verdicts of the articles as they came."""
    after = verdicts([transform(article, change) for article in articles])
    fields = {"title" if key == "title" else "body" for key in change.keys}
    return Fall(change.name, *(_found([v for v in some if v.field in fields]) for some in (before, after)))


def _found(some: Sequence[Verdict]) -> float:
    found = figures(some)["found@.5"]
    assert isinstance(found, dict)
    return found["F"]


def verdicts(articles: Sequence[Mapping[str, Any]]) -> list[Verdict]:
    """Read articles from a file and judge what the rules find in them."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "corpus.jsonl")
        path.write_text("".join(map(as_input, articles)), encoding="utf-8")
        read = [item for item in corpus.read([str(path)]) if isinstance(item, Article)]
    rows = [_row(article.doc, one) for article in read for one in _quotations(article)]
    return list(judge(articles, rows))


def as_input(article: Mapping[str, Any]) -> str:
    """Return an article of a reference as a line of JSON that the program reads."""
    fields = {key: article.get(key) for key in ("id", "title", "text", "outlet", "date")}
    return json.dumps(fields, ensure_ascii=False) + "\n"


def _quotations(article: Article) -> Sequence[Quotation]:
    (found,) = analyse_all([article])
    if isinstance(found, Exception):
        raise found
    for one in found:
        assert article[one.field][one.start : one.end] == one.content, (article.doc, one)
    return found


def _row(doc: str, one: Quotation) -> dict[str, Any]:
    cue, speaker = (mention.text if mention else "" for mention in (one.cue, one.speaker))
    keys = ("field", "start", "end", "kind", "who", "rule", "confidence")
    return {"doc": doc, "cue": cue, "speaker": speaker, **{key: getattr(one, key) for key in keys}}


def all_falls(articles: Mapping[str, Sequence[Mapping[str, Any]]]) -> Iterator[tuple[Transformation, dict[str, Fall]]]:
    """Yield for each transformation what it costs on each reference, by the reference's name."""
    before = {name: verdicts(some) for name, some in articles.items()}
    for change in TRANSFORMATIONS:
        yield change, {name: fall(some, change, before[name]) for name, some in articles.items()}
