"""Draw a chart as SVG: the one door to vl-convert, which runs Vega-Lite without a browser.

Takes a chart as Vega-Lite says it, gives SVG to stand in a page: as wide as its place, in the ink of the page, so that
it follows its light and dark, and with a name for those who do not see it. No script runs in the page.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any
from xml.etree import ElementTree

from quotes.errors import ModelError
from quotes.report.language import Language

Spec = Mapping[str, Any]

SVG = "http://www.w3.org/2000/svg"
INK = "currentColor"
FONT = "Noto Sans Arabic, Segoe UI, Geeza Pro, system-ui, sans-serif"
# Told apart by the colour-blind (after Okabe and Ito, 2008), each with a contrast of 3 to 1 on light and on dark.
SERIES = ("#0072b2", "#c75a00", "#008f6b", "#b8578f", "#8a7200", "#4a8fd0", "#7a7f87")
_CONFIG: Spec = {
    "font": FONT,
    "view": {"stroke": None},
    "axis": {
        "labelColor": INK, "titleColor": INK, "tickColor": INK, "domainColor": INK, "gridColor": INK,
        "gridOpacity": 0.12, "labelFontSize": 12, "labelLimit": 170,
    },
    "legend": {
        "labelColor": INK, "titleColor": INK, "labelFontSize": 12, "labelLimit": 170, "orient": "bottom", "columns": 4,
    },
    "text": {"color": INK, "fontSize": 12},
}  # fmt: skip
_NOISE = ("role", "aria-roledescription", "aria-hidden", "aria-label", "pointer-events", "font-family")

_FORBIDDEN = {0xFFFE: "\ufffd", 0xFFFF: "\ufffd"}  # the others are taken out by `sanitise`
_FRACTION = re.compile(r"(\.\d\d)\d+")  # a hundredth of a px is finer than any screen


def draw(spec: Spec, *, key: str, title: str) -> str:
    """Return a chart as SVG; `key` makes its ids its own in the page. Raises ModelError where vl-convert is missing."""
    try:
        import vl_convert
    except ImportError as error:
        raise ModelError("charts need vl-convert, which is missing", remedy="pip install 'quotes[page]'") from error
    return _named(
        vl_convert.vegalite_to_svg(_legal({"background": None, "config": _CONFIG, **spec})), key=key, title=title
    )


def _named(svg: str, *, key: str, title: str) -> str:
    """Return SVG with a name, as wide as its place, without what speaks of its parts one by one."""
    ElementTree.register_namespace("", SVG)
    root = ElementTree.fromstring(svg)  # noqa: S314 - our own chart
    for element in root.iter():
        for noise in _NOISE:
            element.attrib.pop(noise, None)
        for attribute, value in element.attrib.items():
            element.set(attribute, _FRACTION.sub(r"\1", value))
    for fixed in ("width", "height", "class"):
        root.attrib.pop(fixed, None)
    name = ElementTree.Element(f"{{{SVG}}}title", {"id": f"{key}-title"})
    name.text = title
    root.insert(0, name)
    root.attrib |= {"role": "img", "aria-labelledby": f"{key}-title", "font-family": FONT}
    return ElementTree.tostring(root, encoding="unicode")


def _legal(spec: Spec) -> str:
    """Return a chart as JSON without the code points that XML forbids: one in a name ends the whole program."""
    return json.dumps(spec, ensure_ascii=False).translate(_FORBIDDEN)


def digits(language: Language) -> Spec:
    """Return what an axis of numbers needs to write them in the digits of a language."""
    told = "format(datum.value, ',d')"
    for digit in range(10):
        if language.number(digit) != str(digit):
            told = f"replace({told}, regexp('{digit}', 'g'), '{language.number(digit)}')"
    return {"labelExpr": told}


def start(language: Language) -> Mapping[str, str]:
    """Return at which side the numbers of a chart stand: where a line begins."""
    return {"orient": "right" if language.direction == "rtl" else "left"}


def in_time(labels: list[str], language: Language) -> list[str]:
    """Return the labels of days in the order in which they stand from left to right.

    Time runs as the language is read: Arabic papers set it from right to left, as the rows of a table.
    """
    return labels[::-1] if language.direction == "rtl" else labels
