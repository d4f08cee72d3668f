"""Read the day out of the many ways in which outlets write a date.

Takes a date field or a file name, gives an ISO 8601 day or None. Arabic outlets write the day first (21/07/2015),
use either set of digits, and name months in three ways: after the Latin names (يوليو, July), in the Levant after the
Syriac ones (تموز), in the Maghreb after the French ones (جويلية). The day is taken as written, whatever its zone.
A Hijri year (1436) is no Gregorian day: None.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

_PLAIN = str.maketrans(
    {"أ": "ا", "إ": "ا", "آ": "ا"}
    | {chr(0x660 + digit): str(digit) for digit in range(10)}
    | {chr(0x6F0 + digit): str(digit) for digit in range(10)}
)

# One line a month: English, Latin names in Arabic, Levantine, Maghrebi; hamza is dropped, as `_PLAIN` drops it.
_MONTH_LINES = """
january jan يناير كانون-الثاني جانفي
february feb فبراير شباط فيفري
march mar مارس اذار
april apr ابريل نيسان افريل
may مايو ايار ماي
june jun يونيو حزيران جوان يونيه
july jul يوليو تموز جويلية يوليوز يوليه
august aug اغسطس اب اوت غشت
september sept sep سبتمبر ايلول شتنبر
october oct اكتوبر تشرين-الاول
november nov نوفمبر تشرين-الثاني نونبر
december dec ديسمبر كانون-الاول دجنبر
"""
_MONTHS = {
    name.replace("-", " "): number
    for number, line in enumerate(_MONTH_LINES.strip().splitlines(), start=1)
    for name in line.split()
}
_NAME = r"(?<!\w)(?P<name>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")(?!\w)"
_OTHER_NAME = r"(?:\s*[/(]\s*[^\W\d_]+(?:\s+[^\W\d_]+)?\s*\)?)?"  # 21 تموز/يوليو 2015, "21 July" in both names

_YEAR_FIRST = re.compile(r"(?<!\d)(?P<y>\d{4})([-/.])(?P<m>\d{1,2})\2(?P<d>\d{1,2})(?!\d)")
_DAY_FIRST = re.compile(r"(?<!\d)(?P<d>\d{1,2})([-/.])(?P<m>\d{1,2})\2(?P<y>\d{4})(?!\d)")
_DAY_NAME = re.compile(r"(?<!\d)(?P<d>\d{1,2})[\s\-]*" + _NAME + _OTHER_NAME + r"[\s\-،,.]*(?P<y>\d{4})(?!\d)")
_NAME_DAY = re.compile(_NAME + r"\.?\s+(?P<d>\d{1,2})\s*[،,]?\s+(?P<y>\d{4})(?!\d)")
_COMPACT = re.compile(r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})(?:t?\d{4,6}z?)?")
_IN_NAME = re.compile(r"(?<!\d)(?P<y>\d{4})(?P<gap>[-_.]?)(?P<m>\d{2})(?P=gap)(?P<d>\d{2})(?!\d)")


@lru_cache(maxsize=1 << 12)
def day(written: str) -> str | None:
    """Return the ISO day that a date field tells, or None.

    >>> day("21/07/2015"), day("2015-07-21 03:21:00"), day("الثلاثاء ٢١ يوليو ٢٠١٥")  # Tuesday 21 July 2015
    ('2015-07-21', '2015-07-21', '2015-07-21')
    """
    plain = written.strip().lower().translate(_PLAIN)
    if found := _COMPACT.fullmatch(plain):
        return _iso(found["y"], found["m"], found["d"])
    if found := _YEAR_FIRST.search(plain):
        return _iso(found["y"], found["m"], found["d"])
    if found := _DAY_FIRST.search(plain):
        return _iso(found["y"], found["m"], found["d"]) or _iso(found["y"], found["d"], found["m"])
    if found := _DAY_NAME.search(plain) or _NAME_DAY.search(plain):
        return _iso(found["y"], _MONTHS[found["name"]], found["d"])
    return None


def day_in_name(name: str) -> str | None:
    """Return the first ISO day in a file name, or None.

    >>> day_in_name("okaz-2015-07-21.json"), day_in_name("20150721.txt"), day_in_name("report-7.txt")
    ('2015-07-21', '2015-07-21', None)
    """
    days = (_iso(found["y"], found["m"], found["d"]) for found in _IN_NAME.finditer(name))
    return next((one for one in days if one), None)


def _iso(year: str, month: str | int, of_month: str) -> str | None:
    if not 1800 <= int(year) <= 2200:
        return None
    try:
        return date(int(year), int(month), int(of_month)).isoformat()
    except ValueError:
        return None
