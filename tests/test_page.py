"""The page: in a real browser it searches, sorts, runs right to left, and nothing in an article can steer it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from screens import off_terminal
from webpages import ATTACK, chromium, demo, photograph

from quotes.errors import UsageError
from quotes.page import page, write_folder
from quotes.page.rendering import resource
from quotes.report.language import ARABIC, ENGLISH
from quotes.store import ClaimFilter, Store

AA, AA_LARGE = 4.5, 3.0  # the contrast that WCAG asks of text, and of signs


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("page")


@pytest.fixture(scope="module")
def db(folder) -> str:
    return demo(folder)


@pytest.fixture(scope="module")
def written(folder, db) -> Path:
    with Store.open(db) as store:
        for name, language in (("ar", ARABIC), ("en", ENGLISH)):
            (folder / f"{name}.html").write_text("".join(page(store, language=language)), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def chrome(written) -> Iterator[Any]:
    with chromium(written) as driver:
        yield driver


@pytest.fixture
def browser(chrome, written) -> Any:
    """The Arabic page, freshly opened."""
    chrome.get("about:blank")
    chrome.set_window_size(1280, 900)
    chrome.get((written / "ar.html").as_uri())
    return chrome


def all_of(browser: Any, selector: str) -> list[Any]:
    return [found for found in browser.find_elements("css selector", selector) if found.is_displayed()]


def go(browser: Any, fragment: str) -> None:
    browser.execute_script("location.hash = arguments[0]", fragment)
    let_draw(browser)


def let_draw(browser: Any) -> None:
    browser.execute_async_script("requestAnimationFrame(() => requestAnimationFrame(arguments[0]))")


# Safety


def test_nothing_in_an_article_runs_and_the_console_stays_silent(browser):
    assert browser.title == "تقرير · quotes"
    assert browser.execute_script("return document.scripts.length") == 1
    assert browser.execute_script("return document.querySelectorAll('main img, main script, main style').length") == 0
    assert ATTACK.lower() in browser.execute_script("return document.querySelector('main').textContent").lower()
    assert browser.get_log("browser") == []


def test_no_request_leaves_the_page(browser):
    sent = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
    told = [one["params"] for one in sent if one["method"] == "Network.requestWillBeSent"]
    asked = {one["request"]["url"] for one in told if one["documentURL"].startswith("file:")}
    assert asked
    assert {url for url in asked if not url.startswith(("file:", "data:"))} == set()
    assert browser.execute_script("return performance.getEntriesByType('resource').length") == 0


def test_the_policy_lets_only_our_own_script_and_style_work(browser):
    browser.execute_script(
        "const s = document.createElement('script'); s.textContent = 'document.title = 1'; document.body.append(s);"
        "const i = document.createElement('img'); i.setAttribute('onerror', 'document.title = 2'); i.src = 'x';"
        "document.body.append(i);"
    )
    browser.execute_async_script("setTimeout(arguments[0], 100)")
    assert browser.title == "تقرير · quotes"
    assert any("Content Security Policy" in entry["message"] for entry in browser.get_log("browser"))


def test_no_control_character_and_no_override_is_in_the_page(written):
    text = (written / "ar.html").read_text(encoding="utf-8")
    assert re.findall("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text) == []


# Use


def test_one_view_is_shown_at_a_time_and_the_address_names_it(browser):
    for view in ("overview", "speakers", "claims", "articles"):
        go(browser, view)
        assert [found.get_attribute("id") for found in all_of(browser, "section")] == [view]
        (current,) = browser.find_elements("css selector", "nav [aria-current]")
        assert current.get_attribute("data-home") == view


def test_search_narrows_a_table_whatever_the_spelling_and_says_how_many_rows_are_left(browser):
    go(browser, "speakers")
    (box,) = all_of(browser, "[data-search]")
    total = len(all_of(browser, "tbody tr"))
    box.send_keys("انتونيا")  # Antonia, whose name has a hamza
    shown = all_of(browser, "tbody tr")
    assert [row.find_element("tag name", "td").text for row in shown] == ["أنتونيا بيرادزا"]
    (found,) = all_of(browser, "output")
    assert found.text == f"1 / {total}"
    assert found.get_attribute("aria-live") == "polite"


def test_a_column_sorts_both_ways_and_says_so(browser):
    go(browser, "speakers")
    head = all_of(browser, "thead th")[2]
    for way in ("descending", "ascending"):
        head.find_element("tag name", "button").click()
        assert head.get_attribute("aria-sort") == way
        counts = [int(row.get_attribute("data-v")) for row in all_of(browser, "tbody tr td:nth-child(3)")]
        assert counts == sorted(counts, reverse=way == "descending")


def test_a_claim_leads_to_an_article_at_the_statement_and_back(browser, db):
    with Store.open(db) as store:
        claim = store.claims(ClaimFilter(limit=1))[0]
    go(browser, "claims")
    all_of(browser, f'a[href="#{claim.claim}"]')[0].click()
    (card,) = all_of(browser, "article")
    assert card.find_element("tag name", "h2").text == claim.content
    assert len(card.find_elements("css selector", "figure svg")) == 1
    assert {found.tag_name for found in card.find_elements("css selector", "del, ins")} == {"del", "ins"}
    card.find_element("css selector", ".said a[href^='#a-']").click()
    (article,) = all_of(browser, "article")
    marks = {name for mark in article.find_elements("tag name", "mark") for name in mark.get_attribute("class").split()}
    assert marks == {"q", "c", "s"}
    browser.back()
    assert all_of(browser, "article")[0].get_attribute("id") == claim.claim


def test_a_link_from_outside_opens_the_claim(chrome, written, db):
    with Store.open(db) as store:
        claim = store.claims(ClaimFilter(limit=3))[-1].claim
    chrome.get("about:blank")
    chrome.get(f"{(written / 'ar.html').as_uri()}#{claim}")
    let_draw(chrome)
    assert [found.get_attribute("id") for found in all_of(chrome, "article, section")] == [claim]


def test_every_link_leads_somewhere(written):
    for name in ("ar", "en"):
        text = (written / f"{name}.html").read_text(encoding="utf-8")
        places = set(re.findall(r'\bid="([^"]+)"', text))
        assert set(re.findall(r'href="#([^"]+)"', text)) - places == set()


def test_the_marks_of_an_article_are_its_quotations(browser, db):
    with Store.open(db) as store:
        row = next(row for row in store.stream() if row.field == "body" and row.kind == "indirect")
    go(browser, "articles")
    (link,) = [found for found in all_of(browser, "tbody a") if found.text == store_title(db, row.doc)]
    link.click()
    marked = "".join(found.text for found in all_of(browser, "mark.q"))
    assert row.content.replace(" ", "") in marked.replace(" ", "")


def store_title(db: str, doc: str) -> str:
    with Store.open(db) as store:
        return store.document(doc).title


def test_the_keyboard_alone_reaches_search_and_the_content(browser):
    from selenium.webdriver.common.keys import Keys

    go(browser, "claims")
    browser.find_element("tag name", "body").send_keys("/")
    assert browser.switch_to.active_element.get_attribute("data-search") == "claims"
    browser.get(browser.current_url.partition("#")[0])
    browser.find_element("tag name", "body").send_keys(Keys.TAB)
    assert browser.switch_to.active_element.get_attribute("class") == "skip"
    assert browser.switch_to.active_element.is_displayed()


# Looks


def test_columns_run_right_to_left_in_an_arabic_page_and_left_to_right_in_an_english_one(chrome, written):
    for name, rightward in (("ar", False), ("en", True)):
        chrome.get((written / f"{name}.html").as_uri())
        go(chrome, "speakers")
        first, second = (found.rect["x"] for found in all_of(chrome, "thead th")[:2])
        assert (first < second) == rightward


def test_time_runs_as_the_language_is_read(written):
    def days(name: str) -> list[int]:
        """The days of March under the first chart, from left to right."""
        svg = (written / f"{name}.html").read_text(encoding="utf-8").partition("<svg")[2].partition("</svg>")[0]
        found = re.findall(r'translate\(([\d.]+),[\d.]+\)"[^>]*>(\d+) (?:Mar|مارس)', svg)
        return [int(day) for _, day in sorted(found, key=lambda one: float(one[0]))]

    english, arabic = days("en"), days("ar")
    assert len(english) > 5
    assert english == sorted(english)
    assert arabic == english[::-1]


def test_nothing_is_wider_than_a_telephone(browser):
    browser.set_window_size(390, 800)
    for view in ("overview", "speakers", "claims", "articles"):
        go(browser, view)
        assert browser.execute_script("return document.documentElement.scrollWidth <= innerWidth")
    photograph(browser, "narrow-ar", width=390, height=1600)


def test_the_page_follows_the_dark_of_the_system_and_the_button(browser):
    def ground() -> str:
        return str(browser.execute_script("return getComputedStyle(document.body).backgroundColor"))

    light = ground()
    browser.execute_cdp_cmd(
        "Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": "dark"}]}
    )
    dark = ground()
    assert dark != light
    photograph(browser, "overview-dark-ar", height=2200)
    browser.find_element("id", "theme").click()
    assert ground() == light
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})


def test_on_paper_there_is_neither_navigation_nor_search(browser):
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    go(browser, "claims")
    assert all_of(browser, "header, .search") == []
    assert len(all_of(browser, "tbody tr")) > 5
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})


def test_pictures_are_kept(browser, chrome, written):
    photograph(browser, "overview-ar", height=2200)
    go(browser, "claims")
    photograph(browser, "claims-ar")
    browser.find_element("css selector", "#claims tbody a").click()
    photograph(browser, "claim-ar", height=1400)
    chrome.get((written / "en.html").as_uri())
    photograph(chrome, "overview-en", height=2200)


def colours(block: str) -> dict[str, tuple[float, ...]]:
    found = re.findall(r"--(\w+): (#[0-9a-f]{6});", block)
    return {name: tuple(int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)) for name, colour in found}


def contrast(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    """The contrast of two colours as WCAG 2 reckons it."""

    def light(colour: tuple[float, ...]) -> float:
        red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)


def themes() -> list[dict[str, tuple[float, ...]]]:
    blocks = re.findall(r"\{([^{}]*--page:[^{}]*)\}", resource("page.css"))
    assert len(blocks) == 3
    return [colours(block) for block in blocks]


def test_text_has_the_contrast_that_wcag_asks_for_in_light_and_dark():
    for theme in themes():
        grounds = ("page", "sheet")
        pairs = [
            *product(("ink", "soft", "link", "cue", "speaker"), grounds),
            ("cue", "content"),
            ("speaker", "content"),
        ]
        pairs += [("ink", ground) for ground in ("content", "good", "bad", "tag")] + [("soft", "tag"), ("soft", "good")]
        low = [(one, other) for one, other in pairs if contrast(theme[one], theme[other]) < AA]
        assert low == []


def test_the_dark_of_the_button_is_the_dark_of_the_system():
    _, system, button = themes()
    assert system == button


# The form


class Elements(HTMLParser):
    """The elements of a page, each with its attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def test_the_page_says_its_language_and_names_its_tables_and_charts(written):
    for name, direction in (("ar", "rtl"), ("en", "ltr")):
        elements = Elements((written / f"{name}.html").read_text(encoding="utf-8")).found
        html = next(attributes for tag, attributes in elements if tag == "html")
        assert (html["lang"], html["dir"]) == (name, direction)
        tags = [tag for tag, _ in elements]
        assert tags.count("table") == tags.count("caption")
        charts = [attributes for tag, attributes in elements if tag == "svg"]
        assert charts
        assert all(chart["role"] == "img" and chart["aria-labelledby"] for chart in charts)
        ids = [attributes["id"] for _, attributes in elements if "id" in attributes]
        assert len(ids) == len(set(ids))


def test_the_same_store_gives_the_same_page(db):
    with Store.open(db) as store:
        assert list(page(store, language=ENGLISH)) == list(page(store, language=ENGLISH))


def test_the_page_of_the_demo_corpus_stays_below_two_megabytes(written):
    assert (written / "ar.html").stat().st_size < 2_000_000


def test_an_empty_store_has_a_page(tmp_path):
    Store.create(str(tmp_path / "empty.duckdb")).close()
    with Store.open(str(tmp_path / "empty.duckdb")) as store:
        text = "".join(page(store, language=ENGLISH))
    assert "0 documents" in text
    assert "<svg" not in text


# The command, and a folder


def test_the_command_writes_a_page_or_a_folder(db, tmp_path):
    done = off_terminal("report", "--db", db, "--lang", "ar", "-o", "report.html", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, "")
    assert (tmp_path / "report.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    done = off_terminal("report", "--db", db, "-o", "report/", cwd=tmp_path)
    assert done.returncode == 0
    assert "begin with index.html" in done.stderr
    assert (tmp_path / "report" / "index.html").exists()


def test_every_link_in_a_folder_leads_to_a_place_in_it(db, tmp_path):
    with Store.open(db) as store:
        write_folder(store, str(tmp_path), language=ENGLISH)
    pages = {path: path.read_text(encoding="utf-8") for path in tmp_path.rglob("*.html")}
    places = {path.resolve(): set(re.findall(r'\bid="([^"]+)"', text)) for path, text in pages.items()}
    for path, text in pages.items():
        for href in set(re.findall(r'href="([^"]+)"', text)):
            file, _, place = href.partition("#")
            target = (path.parent / file).resolve() if file else path.resolve()
            assert target in places
            assert not place or place in places[target]


def test_a_second_report_takes_the_place_of_the_first_and_touches_nothing_else(db, tmp_path):
    folder = tmp_path / "report"
    with Store.open(db) as store:
        write_folder(store, str(folder), language=ENGLISH)
    (folder / "articles" / "notes.html").write_text("mine", encoding="utf-8")
    listed = json.loads((folder / "quotes-report.json").read_text(encoding="utf-8"))
    (folder / "articles" / "0099.html").write_text("of an earlier report", encoding="utf-8")
    (tmp_path / "outside.html").write_text("mine", encoding="utf-8")
    foul = [*listed, "articles/0099.html", "../outside.html", "articles/notes.html"]
    (folder / "quotes-report.json").write_text(json.dumps(foul), encoding="utf-8")
    with Store.open(db) as store:
        write_folder(store, str(folder), language=ENGLISH)
    assert not (folder / "articles" / "0099.html").exists()
    assert (folder / "articles" / "notes.html").exists()
    assert (tmp_path / "outside.html").exists()


def test_a_folder_with_pages_of_another_is_refused(db, tmp_path):
    (tmp_path / "index.html").write_text("mine", encoding="utf-8")
    with Store.open(db) as store, pytest.raises(UsageError, match="did not write"):
        write_folder(store, str(tmp_path), language=ENGLISH)
    assert (tmp_path / "index.html").read_text(encoding="utf-8") == "mine"
