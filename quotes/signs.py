"""Tell which sign of punctuation stands there, in whatever shape it came.

Takes the raw text of one sign, or of one entity of a web page, gives the sign that the later stages know.

The law of the data: a sign comes in many shapes. Keyboards without « write <<, (( or ''; typewriters set `` for “;
tables of data double a mark; East Asian fonts bring wide signs; pages leave their code behind (&laquo;, &nbsp;).
"""

from __future__ import annotations

import re
from html import unescape
from typing import Final

BLANK: Final = " "
_SHAPES: Final = {
    '"': '"＂″〃❞❝〝〞˝',
    "«": "≪《⟪〈",
    "»": "≫》⟫〉",
    "“": "“",
    "‘": "‛",
    "'": "`´＇′",
    "،": "，﹐､‚",
    "؛": "；﹔⁏",
    "؟": "？﹖⸮",
    "!": "！﹗",
    ":": "：﹕∶︓׃꞉",
    ".": "．。۔",
    "…": "⋯‥",
    "(": "（",
    ")": "）",
    "-": "‐‑‒−﹣－",
    "–": "—―",
}
_WRITTEN: Final = {"<<": "«", ">>": "»", "((": "«", "))": "»", "''": '"', "``": '"', "’’": "”", "‘‘": "“"}
_SIGNS: Final = {shape: sign for sign, shapes in _SHAPES.items() for shape in shapes} | _WRITTEN
_BARE: Final = "#171|#187|laquo|raquo|quot"  # codes of marks that lost their & on the way
ENTITY: Final = rf"&(?:amp;)?(?:#\d{{2,5}}|#[xX][0-9a-fA-F]{{2,5}}|[a-zA-Z]{{2,8}});|(?:{_BARE});"
DOUBLED: Final = "<<|>>|\\(\\(|\\)\\)|''|``|’’|‘‘|\"\"+|««+|»»+|““+|””+"
_AMPERSAND: Final = re.compile("^&?(?:amp;)?")


def sign_of(raw: str) -> str:
    """Return the sign that `raw` is a shape of, else `raw` itself.

    >>> sign_of("："), sign_of("<<"), sign_of('""'), sign_of("؛")
    (':', '«', '"', '؛')
    """
    known = _SIGNS.get(raw)
    return known or (raw[0] if len(raw) > 1 and raw == raw[0] * len(raw) else raw)


def entity(raw: str) -> str:
    """Return the text that an entity of a page stands for, with its & or without; `raw` where it stands for none.

    >>> entity("&laquo;"), entity("#187;"), entity("&amp;quot;"), entity("&nbsp;")
    ('«', '»', '"', '\\xa0')
    """
    code = "&" + _AMPERSAND.sub("", raw)
    text = unescape(code)
    return raw if text == code else text
