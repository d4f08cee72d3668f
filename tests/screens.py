"""What the tests of the command line share: a small database, and programs run off and on a real terminal."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import struct
import subprocess
import sys
import termios
from dataclasses import replace
from pathlib import Path

from quotes.models import Article, Mention, Quotation, Skip, Speaker, WhoKind
from quotes.store import Scope, Store

ROOT = Path(__file__).parent.parent
QUOTES = (sys.executable, "-m", "quotes")
SGR = re.compile(r"\x1b\[[0-9;]*m")

TITLE = "وزير النقل سامر الحداد: «لن نرفع الأسعار»"  # The transport minister: we will not raise prices
BODY = (
    "وقال وزير النقل سامر الحداد لوكالة Nova News: «لن نرفع الأسعار قبل عام 2027، وقد أكدت الهيئة أن 45% من الخطوط "
    "جاهزة»، مشيرًا إلى أن العمل مستمر.\r\n\r\nوأضافَ أنَّ الوزارةَ ستعلنُ الجدولَ قريبًا."
)
ARTICLE = Article(
    doc="mirror-17", title=TITLE, body=BODY, path="mirror/day.jsonl", line=3, root="/news", outlet="صحيفة المرآة",
    date="2026-03-01",
)  # fmt: skip
HOSTILE = Article(
    doc="bad\x1b]0;owned\x07", title="\x1b[31m[bold]عاجل[/bold]\u202e \x9b2J", body="نص\x1b[2J بلا قول\x00 [/red]",
    path="mirror/day.jsonl", line=4, root="/news", outlet="\x1b[5mمرآة\u2066", date="2026-03-02",
)  # fmt: skip


def mention(text: str, words: str | None) -> Mention | None:
    """The first place of `words` in `text`."""
    if words is None:
        return None
    start = text.index(words)
    return Mention(start=start, end=start + len(words), text=words)


def quotation(text: str, content: str, *, cue: str | None, speaker: str | None, **rest: object) -> Quotation:
    """A quotation of `content` where it first stands in `text`; `rest` are the other fields of the record."""
    start = text.index(content)
    facts = {"field": "body", "kind": "direct", "stance": "neutral", "who": "سامر الحداد", "who_kind": "person"}
    facts |= {"via": "", "rule": "verb-clause/subject-after", "evidence": "قال, then its subject", "confidence": 0.9}
    span = {"start": start, "end": start + len(content), "content": content}
    mentions = {"cue": mention(text, cue), "speaker": mention(text, speaker)}
    return Quotation(**(facts | span | mentions | rest))  # type: ignore[arg-type]


OUTER = "لن نرفع الأسعار قبل عام 2027، وقد أكدت الهيئة أن 45% من الخطوط جاهزة"
MINISTER = "وزير النقل سامر الحداد"
QUOTATIONS = (
    quotation(TITLE, "لن نرفع الأسعار", cue=":", speaker=MINISTER, field="title", kind="headline"),
    quotation(BODY, OUTER, cue="قال", speaker=MINISTER, via="Nova News"),
    quotation(
        BODY, "45% من الخطوط جاهزة", cue="أكدت", speaker="الهيئة", kind="indirect", who="الهيئة",
        who_kind="organisation",
    ),
    quotation(BODY, "العمل مستمر", cue="مشيرًا إلى", speaker=None, kind="indirect"),
    quotation(
        BODY, "الوزارةَ ستعلنُ الجدولَ قريبًا", cue="أضافَ", speaker=None, kind="indirect", who=None, who_kind=None,
        evidence="two speakers agree with أضافَ: سامر الحداد and the head of الهيئة, neither is nearer",
    ),
)  # fmt: skip


MASKED = "\x1b[31mمجهول"
SPEAKERS: tuple[tuple[str, WhoKind], ...] = (("سامر الحداد", "person"), ("الهيئة", "organisation"), (MASKED, "person"))


def hostile_quotation() -> Quotation:
    evidence = "\x1b]8;;http://x\x07 قال"
    return quotation(HOSTILE.body, "بلا قول\x00", cue=None, speaker=None, who=MASKED, evidence=evidence)


def fill(path: Path) -> Path:
    """Make a database with an article of nested quotations, one without any, and one that attacks the terminal."""
    silent = replace(ARTICLE, doc="أخبار/سبأ.txt", title="", body="لا شيء", path="أخبار/سبأ.txt", line=None, date=None)
    with Store.create(str(path)) as store:
        store.filing.begin()
        store.replace([(ARTICLE, QUOTATIONS), (silent, ()), (HOSTILE, (hostile_quotation(),))])
        skip = Skip(path="mirror/\x1b[1mسيئ.txt", reason="empty document", line=7, root="/news")
        store.record_skips([skip], scopes=[Scope("/news")])
        store.save_speakers([Speaker(name, kind, aliases=(name,)) for name, kind in SPEAKERS])
    return path


def environment(**more: str) -> dict[str, str]:
    """The environment of a child: this package, colours as on a usual terminal, then `more`."""
    kept = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "COLUMNS", "LINES")}
    return kept | {"PYTHONPATH": str(ROOT), "TERM": "xterm-256color"} | more


def off_terminal(*words: str, cwd: Path, stdin: str = "", **more: str) -> subprocess.CompletedProcess[str]:
    """Run `quotes` with its streams in pipes."""
    return subprocess.run(
        [*QUOTES, *words], cwd=cwd, env=environment(**more), input=stdin, capture_output=True, encoding="utf-8",
        check=False,
    )  # fmt: skip


def on_terminal(*words: str, cwd: Path, columns: int = 80, **more: str) -> str:
    """Run `quotes` with all its streams on a terminal of so many columns; return what it wrote there."""
    here, there = pty.openpty()
    fcntl.ioctl(there, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    child = subprocess.Popen(
        [*QUOTES, *words], cwd=cwd, env=environment(**more), stdin=there, stdout=there, stderr=there
    )
    os.close(there)
    written = b"".join(iter(lambda: _read(here), b""))
    os.close(here)
    child.wait()
    return written.decode("utf-8").replace("\r\n", "\n")


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # Linux reports the end of a terminal as an error
        return b""
