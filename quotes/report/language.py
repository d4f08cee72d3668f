"""Speak to the reader in English or Arabic: the words of reports, numbers, shares, days.

The words are data, `labels.tsv`; the forms of numbers, days and plurals are those of CLDR, by Babel.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Literal, get_args

Code = Literal["en", "ar"]
CODES: tuple[Code, ...] = get_args(Code)
HOME: dict[Code, str] = {"en": "en_GB", "ar": "ar_EG"}  # whose forms are used where the environment names no country
ENVIRONMENT = ("LC_ALL", "LC_MESSAGES", "LANG")  # in the order in which POSIX asks for them


@dataclass(frozen=True, slots=True)
class Language:
    """One language of reports, in the form of one country: digits, names of months."""

    code: Code
    locale: str  # as CLDR names it, "ar_EG"

    @property
    def direction(self) -> Literal["ltr", "rtl"]:
        """The direction of its script, as HTML names it."""
        return "rtl" if self.code == "ar" else "ltr"

    def word(self, key: str) -> str:
        """Return the word or phrase of a key of `labels.tsv`; raises KeyError where there is none."""
        return _labels(self.code)[key]

    def count(self, number: int, key: str) -> str:
        """Return a number with its noun in the right plural.

        >>> ENGLISH.count(1, "document"), ENGLISH.count(1200, "document")
        ('1 document', '1,200 documents')
        >>> ARABIC.count(3, "document")  # three documents
        '٣ مقالات'
        """
        from babel import Locale

        forms = _forms(self.word(key))
        noun = forms.get(Locale.parse(self.locale).plural_form(number), forms["other"])
        return noun.replace("#", self.number(number))

    def number(self, number: float) -> str:
        """Return a number in the digits of the language, grouped."""
        from babel.numbers import format_decimal

        return self._digits(format_decimal(number, locale=self.locale, numbering_system="default"))

    def share(self, share: float) -> str:
        """Return a share from 0 to 1 in per cent, whole."""
        from babel.numbers import format_percent

        return self._digits(format_percent(share, locale=self.locale, numbering_system="default"))

    def day(self, iso: str) -> str:
        """Return an ISO day as the language writes it.

        >>> ENGLISH.day("2026-03-01"), ARABIC.day("2026-03-01")  # 1 March 2026
        ('1 Mar 2026', '١ مارس ٢٠٢٦')
        """
        from babel.dates import format_date

        return self._digits(format_date(date.fromisoformat(iso), format=_DAY[self.code], locale=self.locale))

    def days(self, first: str | None, last: str | None) -> str:
        """Return a period, one day as itself, the word for "undated" where there is none."""
        if first is None or last is None:
            return self.word("undated")
        return self.day(first) if first == last else f"{self.day(first)} – {self.day(last)}"

    def _digits(self, text: str) -> str:
        """Write digits as the country does: Babel knows which it prefers, but leaves European ones."""
        from babel import Locale

        return text.translate(_EASTERN) if Locale.parse(self.locale).default_numbering_system == "arab" else text


_DAY: dict[Code, str] = {"en": "d MMM y", "ar": "d MMMM y"}  # Arabic does not shorten its months
_EASTERN = {ord(str(digit)): chr(0x0660 + digit) for digit in range(10)}
ENGLISH, ARABIC = (Language(code, HOME[code]) for code in CODES)


def language(code: str | None = None, *, environment: Mapping[str, str] = os.environ) -> Language:
    """Return the language of a code, else that of the environment's locale; its country only where languages agree.

    >>> language("ar", environment={"LANG": "ar_MA.UTF-8"}).locale, language(environment={"LANG": "C"}).locale
    ('ar_MA', 'en_GB')
    """
    home = next((value for name in ENVIRONMENT if (value := environment.get(name))), "").partition(".")[0]
    spoken = home.partition("_")[0]
    chosen: Code = "ar" if (code or spoken) == "ar" else "en"
    return Language(chosen, home if spoken == chosen and _known(home) else HOME[chosen])


def _known(locale: str) -> bool:
    from babel.localedata import exists

    return exists(locale)


@cache
def _labels(code: Code) -> dict[str, str]:
    lines = files("quotes.report").joinpath("labels.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return {row[0]: row[1 + CODES.index(code)] for row in rows}


def _forms(text: str) -> dict[str, str]:
    """Read the forms of a noun that is counted.

    >>> _forms("one=one_day other=#_days")
    {'one': 'one day', 'other': '# days'}
    """
    return {form: noun.replace("_", " ") for form, _, noun in (part.partition("=") for part in text.split())}
