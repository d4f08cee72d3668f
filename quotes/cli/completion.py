"""Write the script with which a shell completes verbs, options, their choices and files.

It is made from the parser, so it knows what the parser knows, and holds no call of `quotes`: completing costs nothing.
`quotes.cli.shells` words it for each shell.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from quotes.cli.arguments import parser
from quotes.cli.shells import WRITERS, Kind, Value, Verb

FILES = frozenset({"FILE", "PATH", "FOLDER"})  # the names under which the help tells of files


def script(shell: str) -> str:
    """Return the completion of `quotes` for one of `quotes.cli.shells.WRITERS`."""
    top = parser()
    return WRITERS[shell](_verb("", "", top), list(_verbs(top)))


def _verbs(top: argparse.ArgumentParser) -> Iterator[Verb]:
    for action in top._actions:
        if isinstance(action, argparse._SubParsersAction):
            told = {choice.dest: choice.help or "" for choice in action._choices_actions}
            yield from (_verb(name, told.get(name, ""), verb) for name, verb in action.choices.items())


def _verb(name: str, about: str, parser: argparse.ArgumentParser) -> Verb:
    known = [action for action in parser._actions if action.help != argparse.SUPPRESS]
    values = [_value(action) for action in known if not isinstance(action, argparse._SubParsersAction)]
    return Verb(
        name, about, options=[one for one in values if one.flags], places=[one for one in values if not one.flags]
    )


def _value(action: argparse.Action) -> Value:
    about = (action.help or "") % {**vars(action), "prog": "quotes"}
    named = action.metavar if isinstance(action.metavar, str) else action.dest
    return Value(
        flags=tuple(action.option_strings), about=about, kind=_kind(action), name=named,
        choices=tuple(map(str, action.choices or ())), count=str(action.nargs or ""),
    )  # fmt: skip


def _kind(action: argparse.Action) -> Kind:
    if action.nargs == 0:
        return "none"
    if action.choices:
        return "choice"
    return "file" if action.metavar in FILES else "free"
