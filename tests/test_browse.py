"""The text UI: search, opening an article at the span, the tree of a claim, back, keys, languages, hostile text."""

from __future__ import annotations

import asyncio
import shutil
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from screens import MASKED, QUOTES, ROOT, environment, fill, off_terminal

pytest.importorskip("textual")

from textual.pilot import Pilot

from quotes.browse.app import Browser
from quotes.browse.home import Home
from quotes.browse.lines import focused
from quotes.browse.reading import OneArticle, OneClaim, OneSpeaker
from quotes.browse.rows import Rows
from quotes.browse.screens import Choice, Keys
from quotes.report.language import ARABIC, ENGLISH, Language
from quotes.store import Store

Steps = Callable[[Browser, Pilot[None]], Awaitable[None]]
ISOLATES = dict.fromkeys((0x2068, 0x2069, 0x200F))


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    path = tmp_path_factory.mktemp("browse") / "demo.duckdb"
    subprocess.run([*QUOTES, "scan", "-q", "corpora/", "--db", str(path)], cwd=ROOT, env=environment(), check=True)
    return path


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    return fill(tmp_path_factory.mktemp("browse") / "small.duckdb")


def browsing(path: Path, steps: Steps, *, size: tuple[int, int] = (140, 40), language: Language = ENGLISH) -> None:
    async def run() -> None:
        with Store.open(str(path)) as store:
            app = Browser(store, language=language, order="isolated")
            async with app.run_test(size=size) as pilot:
                await until(pilot, lambda: isinstance(app.screen, Home) and (rows(app, "documents").option_count > 0))
                await steps(app, pilot)

    asyncio.run(run())


async def until(pilot: Pilot[None], holds: Callable[[], bool]) -> None:
    """Wait until something holds that a thread brings about; fail after ten seconds."""
    for _ in range(200):
        await pilot.pause(0.05)
        if holds():
            return
    pytest.fail("it never came")


def rows(app: Browser, name: str) -> Rows:
    return app.screen.query_one(f"#{name}", Rows)


def screen_text(app: Browser) -> str:
    """What stands on the screen, without isolates."""
    strips = app.screen._compositor.render_strips()
    return "\n".join(strip.text for strip in strips).translate(ISOLATES)


async def typed(pilot: Pilot[None], text: str) -> None:
    await pilot.press("slash", *text)


def test_a_search_narrows_all_lists_as_one_types_and_spelling_does_not_matter(demo):
    async def steps(app, pilot):
        await typed(pilot, "رَشيد بنع")  # Rashid Ben…, with a vowel sign and half a word
        await until(pilot, lambda: [one.name for one in rows(app, "speakers").records] == ["رشيد بنعلال"])
        await until(pilot, lambda: 0 < len(rows(app, "claims").records) < 34)
        await until(pilot, lambda: 0 < len(rows(app, "documents").records) < 52)

    browsing(demo, steps)


def test_a_search_finds_a_claim_by_words_of_any_statement_of_it(demo):
    async def steps(app, pilot):
        await typed(pilot, "بطباعه النقود")  # "by printing money", ه for ة
        await until(pilot, lambda: 0 < len(rows(app, "claims").records) < 5)
        assert "c-1499cb28d8" in {one.claim for one in rows(app, "claims").records}

    browsing(demo, steps)


def test_what_is_not_found_says_what_to_do(demo):
    async def steps(app, pilot):
        await typed(pilot, "zzzz")
        await until(pilot, lambda: not rows(app, "speakers").records and "clear the filters" in screen_text(app))
        await pilot.press("escape", "x")
        await until(pilot, lambda: len(rows(app, "documents").records) == 52)

    browsing(demo, steps)


def test_a_statement_opens_its_article_at_the_span_with_the_content_marked(demo):
    async def steps(app, pilot):
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, OneSpeaker) and bool(rows(app, "said").records))
        await pilot.press("down", "down")
        asked = rows(app, "said").chosen
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, OneArticle) and bool(app.screen.shown))
        assert app.screen.statement() == asked
        marked = " ".join(found for line in app.screen.shown if (found := focused(line)))
        assert marked.translate(ISOLATES).split() == asked.content.split()

    browsing(demo, steps)


def test_an_article_opens_so_far_down_that_the_quotation_is_on_the_screen(demo):
    async def steps(app, pilot):
        await pilot.press("tab", "tab", "enter")
        await until(pilot, lambda: isinstance(app.screen, OneArticle) and bool(app.screen.shown))
        await pilot.press("p")  # the last quotation
        pane = app.screen.query_one("#text")
        line = next(number for number, line in enumerate(app.screen.shown) if focused(line))
        await until(pilot, lambda: pane.scroll_y <= line < pane.scroll_y + pane.size.height)
        assert pane.scroll_y > 0

    browsing(demo, steps, size=(60, 20))


def test_a_claim_shows_its_tree_with_the_words_that_differ(demo):
    async def steps(app, pilot):
        await typed(pilot, "4200 نازح")  # 4,200 displaced people
        await until(pilot, lambda: [one.claim for one in rows(app, "claims").records] == ["c-60af810177"])
        rows(app, "claims").focus()
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, OneClaim) and bool(rows(app, "tree").records))
        await until(pilot, lambda: "[-4200-]{+2400+}" in screen_text(app))
        assert "└─" in screen_text(app)
        assert "Altered" in screen_text(app)

    browsing(demo, steps)


def test_one_goes_back_to_where_one_was_and_forward_again(demo):
    async def steps(app, pilot):
        await pilot.press("down", "enter")
        await until(pilot, lambda: isinstance(app.screen, OneSpeaker) and bool(rows(app, "said").records))
        visit = app.screen.visit
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, Home))
        assert rows(app, "speakers").highlighted == 1
        await pilot.press("right_square_bracket")
        await until(pilot, lambda: isinstance(app.screen, OneSpeaker))
        assert app.screen.visit == visit

    browsing(demo, steps)


def test_a_filter_leaves_only_what_passes_it(demo):
    async def steps(app, pilot):
        await pilot.press("d")
        await until(pilot, lambda: 0 < len(rows(app, "claims").records) < 34)
        assert all(one.disputed for one in rows(app, "claims").records)
        await pilot.press("x", "o")
        await until(pilot, lambda: isinstance(app.screen, Choice) and rows(app, "choice").option_count > 1)
        await pilot.press("down", "enter")
        await until(pilot, lambda: isinstance(app.screen, Home) and len(rows(app, "documents").records) < 52)
        assert {one.outlet for one in rows(app, "documents").records} == {app.outlets[0]}

    browsing(demo, steps)


def test_a_sort_by_day_puts_the_latest_article_first(demo):
    async def steps(app, pilot):
        await pilot.press("s")
        await until(pilot, lambda: rows(app, "documents").records[0].date == "2026-03-22")
        dates = [one.date for one in rows(app, "documents").records]
        assert dates == sorted(dates, reverse=True)

    browsing(demo, steps)


def test_a_copied_quotation_brings_its_source_line(demo):
    async def steps(app, pilot):
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, OneSpeaker) and bool(rows(app, "said").records))
        row = rows(app, "said").chosen
        await pilot.press("y")
        assert app.clipboard.startswith(f"«{row.content}»\n")
        assert all(part in app.clipboard for part in (row.name, row.outlet, row.doc))

    browsing(demo, steps)


def test_keys_stand_at_the_foot_and_all_of_them_in_the_help(demo):
    async def steps(app, pilot):
        told = ("/ Search", "? Keys", "q Quit", "Open")
        await until(pilot, lambda: all(word in screen_text(app).splitlines()[-1] for word in told))
        await pilot.press("question_mark")
        await until(pilot, lambda: isinstance(app.screen, Keys))
        assert all(word in screen_text(app) for word in ("Light/dark", "Forward", "Disputed"))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, Home))

    browsing(demo, steps)


@pytest.mark.parametrize(("width", "beside"), [(140, True), (60, False)])
def test_lists_stand_side_by_side_where_there_is_room_and_else_one_above_another(demo, width, beside):
    async def steps(app, pilot):
        first, second = rows(app, "speakers").region, rows(app, "claims").region
        assert (first.y == second.y, first.x == second.x) == (beside, not beside)

    browsing(demo, steps, size=(width, 30))


def test_labels_and_numbers_are_arabic_for_an_arabic_reader(demo):
    async def steps(app, pilot):
        await until(pilot, lambda: bool(rows(app, "speakers").records))
        told = screen_text(app)
        assert all(word in told for word in ("المتحدثون", "المقالات", "خروج", "٢٥ تصريحًا"))  # speakers, articles, quit
        assert "Speakers" not in told

    browsing(demo, steps, language=ARABIC)


def test_text_of_an_article_acts_on_nothing(small):
    async def steps(app, pilot):
        await until(pilot, lambda: any(one.name == MASKED for one in rows(app, "speakers").records))
        seen = [screen_text(app)]
        await typed(pilot, "عاجل")
        await until(pilot, lambda: len(rows(app, "documents").records) == 1)
        seen.append(screen_text(app))
        rows(app, "documents").focus()
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, OneArticle) and "[/red]" in screen_text(app))
        seen.append(screen_text(app))
        assert "[bold]" in seen[-1]
        assert not {"\x1b", "\x07", "\x9b", "\u202e", "\u2066"} & set("".join(seen))

    browsing(small, steps)


def test_every_isolate_that_opens_on_a_line_closes_on_it(demo):
    async def steps(app, pilot):
        await until(pilot, lambda: bool(rows(app, "claims").records))
        for name in ("speakers", "claims", "documents"):
            pane = rows(app, name)
            for number in range(pane.option_count):
                for line in str(pane.get_option_at_index(number).prompt).splitlines():
                    assert line.count("\u2068") == line.count("\u2069")

    browsing(demo, steps, size=(60, 30))


def test_an_article_without_a_quotation_says_so(small):
    async def steps(app, pilot):
        rows(app, "documents").focus()
        await pilot.press("end", "enter")
        await until(pilot, lambda: isinstance(app.screen, OneArticle) and "No quotation found" in screen_text(app))

    browsing(small, steps)


def test_an_empty_database_says_what_to_do(tmp_path):
    path = tmp_path / "empty.duckdb"
    Store.create(str(path)).close()

    async def run() -> None:
        with Store.open(str(path)) as store:
            app = Browser(store, language=ENGLISH, order="isolated")
            async with app.run_test(size=(140, 30)) as pilot:
                await until(pilot, lambda: "quotes scan" in screen_text(app))

    asyncio.run(run())


def test_without_a_terminal_browse_says_what_to_use_instead(small):
    done = off_terminal("browse", "--db", str(small), cwd=small.parent)
    assert (done.returncode, done.stdout) == (2, "")
    assert "quotes list" in done.stderr


def test_without_textual_browse_names_the_extra(small):
    probe = (
        "import sys, argparse; sys.modules['textual'] = None\n"
        "sys.stdin.isatty = sys.stdout.isatty = lambda: True\n"
        f"from quotes.cli import main; sys.exit(main(['browse', '--db', {str(small)!r}]))"
    )
    done = subprocess.run([sys.executable, "-c", probe], env=environment(), capture_output=True, text=True, check=False)
    assert done.returncode == 3
    assert "quotes[tui]" in done.stderr


@pytest.mark.skipif(shutil.which("tmux") is None, reason="no tmux")
def test_in_a_real_terminal_a_search_is_typed_and_q_leaves_the_screen_as_it_was(demo, tmp_path):
    socket = f"quotes-{tmp_path.name}"

    def tmux(*words: str) -> str:
        return subprocess.run(
            ["tmux", "-L", socket, *words], env=environment(), capture_output=True, encoding="utf-8", check=False
        ).stdout

    def shows(holds: Callable[[str], bool]) -> bool:
        for _ in range(100):
            if holds(tmux("capture-pane", "-p").translate(ISOLATES)):
                return True
            time.sleep(0.1)
        return False

    tmux("-f", "/dev/null", "-u", "new-session", "-d", "-x", "120", "-y", "30", "sh")
    try:
        tmux("send-keys", f"cd {ROOT}; {' '.join(QUOTES)} browse --db {demo}; echo left with $?", "Enter")
        assert shows(lambda told: "رشيد بنعلال" in told and "طارق النعسان" in told)  # two speakers
        assert shows(lambda told: "Quit" in told)  # the lists have the keyboard
        tmux("send-keys", "/")
        assert shows(lambda told: "Lists" in told)  # the search has the keyboard
        tmux("send-keys", "-l", "النعسان")
        assert shows(lambda told: "رشيد بنعلال" not in told and "طارق النعسان" in told)  # one is left
        tmux("send-keys", "Enter")
        assert shows(lambda told: "Quit" in told)  # the lists have it again
        tmux("send-keys", "q")
        assert shows(lambda told: "left with 0" in told and "Speakers" not in told)
    finally:
        tmux("kill-server")
