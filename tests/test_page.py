"""The page: in a real browser it searches, sorts, runs right to left, and nothing in an article can steer it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from screens import HOSTILE, fill, hostile_quotation

from quotes.page import page
from quotes.report.language import language
from quotes.store import Store

ATTACK = '</script><script>document.title="owned"</script><img src=x onerror="document.title=\'owned\'">'
DRIVER, BROWSER = shutil.which("chromedriver"), shutil.which("chromium")
MISSING = DRIVER is None or BROWSER is None


@pytest.fixture(scope="module")
def browser(tmp_path_factory) -> Iterator[object]:
    if MISSING and os.environ.get("QUOTES_BROWSER") != "required":
        pytest.skip("chromium is not there")
    from selenium import webdriver

    folder = tmp_path_factory.mktemp("page")
    database = fill(folder / "page.duckdb")
    with Store.create(str(database)) as store:
        attack = replace(
            HOSTILE, doc="attack", title=ATTACK, outlet='"onmouseover=alert(1)', body=HOSTILE.body + ATTACK
        )
        store.replace([(attack, (hostile_quotation(),))])
    with Store.open(str(database)) as store:
        (folder / "page.html").write_text(page(store, language=language("ar", environment={})), encoding="utf-8")
    options = webdriver.ChromeOptions()
    for word in ("headless", "no-sandbox", "disable-gpu", "disable-quic", "no-first-run", "disable-sync",
                 "disable-background-networking", "disable-component-update",
                 f"user-data-dir={folder / 'profile'}"):  # fmt: skip
        options.add_argument(f"--{word}")
    options.binary_location = BROWSER or ""
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(DRIVER))
    driver.get((folder / "page.html").as_uri())
    yield driver
    driver.quit()


def test_nothing_in_an_article_runs_and_the_console_stays_silent(browser):
    assert browser.title != "owned"
    assert browser.get_log("browser") == []
    assert browser.execute_script("return performance.getEntriesByType('resource').length") == 0
    assert browser.execute_script("return document.scripts.length") == 1
    assert "<script>" in browser.execute_script("return document.querySelector('main').textContent")


def test_columns_run_right_to_left_in_an_arabic_page(browser):
    heads = browser.find_elements("css selector", "thead th")
    assert heads[0].rect["x"] > heads[1].rect["x"]


def test_search_narrows_the_tables_and_says_how_many_rows_are_left(browser):
    box = browser.find_element("id", "search")
    total = len(browser.find_elements("css selector", "tbody tr"))
    box.send_keys("الحداد")
    shown = [row for row in browser.find_elements("css selector", "tbody tr") if row.is_displayed()]
    assert 0 < len(shown) < total
    assert browser.find_element("id", "found").text == f"{len(shown)} / {total}"


def test_a_column_sorts_both_ways_and_says_so(browser):
    head = browser.find_elements("css selector", "thead th")[1]
    for way in ("ascending", "descending"):
        head.find_element("tag name", "button").click()
        assert head.get_attribute("aria-sort") == way


def test_the_same_store_gives_the_same_page(tmp_path: Path):
    with Store.open(str(fill(tmp_path / "page.duckdb"))) as store:
        assert page(store, language=language("en", environment={})) == page(
            store, language=language("en", environment={})
        )
