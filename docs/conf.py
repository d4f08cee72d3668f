"""How Sphinx builds these pages; `scripts/docs` calls it on a copy of this folder with the generated pages beside."""

from __future__ import annotations

from typing import Any

from quotes import __version__

project = "quotes"
release = version = __version__
extensions = ["myst_parser"]
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
html_theme = "furo"
html_title = "quotes"
html_static_path = ["_static"]
html_css_files = ["direction.css"]
html_show_copyright = False
html_copy_source = False
templates_path: list[str] = []
exclude_patterns: list[str] = []
smartquotes = False
highlight_language = "none"
pygments_style = "tango"

RIGHT_TO_LEFT = ".ar"  # how the names of pages in Arabic end


def turn(app: Any, page: str, template: str, context: dict[str, Any], tree: Any) -> None:
    """Give a page in Arabic its language and direction."""
    if page.endswith(RIGHT_TO_LEFT) and "body" in context:
        context["body"] = f'<div lang="ar" dir="rtl">{context["body"]}</div>'


def setup(app: Any) -> None:
    """Connect what Sphinx calls."""
    app.connect("html-page-context", turn)
