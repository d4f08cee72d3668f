"""Compile the rule engine where a wheel is built: the same modules, as machine code, at about twice the speed.

`[tool.quotes] compiled` of pyproject.toml names the modules. An editable install, or one with QUOTES_COMPILE=0 in the
environment, runs the sources as they are; so does a machine without a C compiler.
"""

from __future__ import annotations

import os
import sys
import tomllib
from pathlib import Path

from setuptools import Extension, setup
from setuptools.command.build_ext import build_ext

os.umask(0o022)  # a wheel keeps the modes of its files: those of whoever builds it would make another wheel
ROOT = Path(__file__).resolve().parent
BUILDS = {"bdist_wheel", "build_ext"}  # the commands that need C; the others only ask what the project is called


class WholeOrNot(build_ext):
    """Compile all modules or none: they share one library, so that half of them would not even be imported."""

    def run(self) -> None:
        """Build the extensions; where the machine cannot, warn and leave the modules as they are."""
        try:
            super().run()
        except Exception as error:
            self.warn(f"the rule engine stays uncompiled: {error}")
            for extension in self.extensions:
                Path(self.get_ext_fullpath(extension.name)).unlink(missing_ok=True)
            self.extensions = []


def extensions() -> list[Extension]:
    """Return the compiled modules, none where they are not wanted or cannot be made."""
    if os.environ.get("QUOTES_COMPILE") == "0" or not BUILDS & set(sys.argv):
        return []
    try:
        from mypyc.build import mypycify
    except ImportError:
        return []
    return list(mypycify([f"quotes/{name}.py" for name in compiled()], group_name="quotes", debug_level="0"))


def compiled() -> list[str]:
    """Return the names of the modules to compile."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return list(project["tool"]["quotes"]["compiled"])


setup(ext_modules=extensions(), cmdclass={"build_ext": WholeOrNot})
