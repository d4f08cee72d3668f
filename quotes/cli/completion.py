"""Write the script with which a shell completes verbs, options and their choices.

It is made from the parser, so it knows what the parser knows, and holds no call of `quotes`: completing costs nothing.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from quotes.cli.arguments import parser

SHELLS = {"bash": "", "zsh": "autoload -Uz bashcompinit && bashcompinit\n"}

_SCRIPT = """\
{setup}_quotes() {{
    local word=${{COMP_WORDS[COMP_CWORD]}} before=${{COMP_WORDS[COMP_CWORD - 1]}} verb=${{COMP_WORDS[1]}} words
    [[ $COMP_CWORD -eq 1 ]] && verb=
    case "$verb $before" in
{choices}
        *) case "$verb" in
{options}
        esac ;;
    esac
    COMPREPLY=($(compgen -W "$words" -- "$word"))
}}
complete -o default -F _quotes quotes
"""


def script(shell: str) -> str:
    """Return the completion of `quotes` for "bash" or "zsh"."""
    top = parser()
    verbs = next(action.choices for action in top._actions if isinstance(action, argparse._SubParsersAction))
    options = [_line("", [*verbs, *top._option_string_actions])]
    options += [_line(name, list(verb._option_string_actions)) for name, verb in verbs.items()]
    choices = [line for name, verb in verbs.items() for line in _choices(name, verb)]
    return _SCRIPT.format(setup=SHELLS[shell], choices="\n".join(choices), options="\n".join(options))


def _line(pattern: str, words: list[str]) -> str:
    return f"        '{pattern}') words='{' '.join(words)}' ;;"


def _choices(name: str, verb: argparse.ArgumentParser) -> Iterator[str]:
    for option, action in verb._option_string_actions.items():
        if action.choices:
            yield _line(f"{name} {option}", [str(choice) for choice in action.choices])
