"""Word a command line for the completion of bash, zsh and fish.

Takes the verbs with their options, gives a script for the shell to read once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

Kind = Literal["none", "choice", "file", "free"]  # what stands behind an option


@dataclass(frozen=True, slots=True)
class Value:
    """An option, or what stands in a place of its own; that one has no flags."""

    flags: tuple[str, ...]
    about: str
    kind: Kind
    name: str  # of what is to be given, as the help has it
    choices: tuple[str, ...]
    count: str  # as argparse counts: "" one, "?" none or one, "+" and "*" many


@dataclass(frozen=True, slots=True)
class Verb:
    """One command; the program itself has no name."""

    name: str
    about: str
    options: Sequence[Value]
    places: Sequence[Value]


_BASH = """\
_quotes() {{
    local word=${{COMP_WORDS[COMP_CWORD]}} before=${{COMP_WORDS[COMP_CWORD - 1]}} verb= words= files= at
    [[ $word == = ]] && word=
    [[ $before == = ]] && before=${{COMP_WORDS[COMP_CWORD - 2]}}
    for ((at = 1; at < COMP_CWORD; at++)); do
        case "${{COMP_WORDS[at]}}" in
            {verbs}) verb=${{COMP_WORDS[at]}}; break ;;
        esac
    done
    case "$verb $before" in
{values}
        *) case "$verb" in
{options}
        esac
        case "$verb $word" in
            *' -'*) ;;
{places}
        esac ;;
    esac
    COMPREPLY=($(compgen -W "$words" -- "$word"))
    [[ -z $files ]] || compopt -o default 2>/dev/null
}}
complete -F _quotes quotes
"""


def bash(top: Verb, verbs: Sequence[Verb]) -> str:
    """Return the completion for bash; a file is left to bash itself, which knows of blanks and "~"."""
    every = [top, *verbs]
    own = {"": [verb.name for verb in verbs]}
    return _BASH.format(
        verbs="|".join(verb.name for verb in verbs),
        values="\n".join(line for verb in every for line in _bash_values(verb)),
        options="\n".join(_bash_options(verb, own.get(verb.name, [])) for verb in every),
        places="\n".join(line for verb in verbs for line in _bash_places(verb)),
    )


def _bash_values(verb: Verb) -> Iterator[str]:
    for option in verb.options:
        if option.kind != "none":
            pattern = "|".join(f"'{verb.name} {flag}'" for flag in option.flags)
            yield f"        {pattern}) {_bash_offer(option)} ;;"


def _bash_offer(value: Value) -> str:
    return "words= files=yes" if value.kind == "file" else f"words='{' '.join(value.choices)}'"


def _bash_options(verb: Verb, more: Sequence[str]) -> str:
    flags = [flag for option in verb.options for flag in option.flags]
    return f"            '{verb.name}') words='{' '.join([*more, *flags])}' ;;"


def _bash_places(verb: Verb) -> Iterator[str]:
    for place in verb.places[:1]:
        if place.kind in ("choice", "file"):
            yield f"            '{verb.name} '*) {_bash_offer(place)} ;;"


_ZSH = """\
#compdef quotes
_quotes() {{
    local context state state_descr line
    typeset -A opt_args
    _arguments -C {options} ':command:->verb' '*::argument:->rest'
    case $state in
        verb)
            local -a verbs=({verbs})
            _describe command verbs ;;
        rest)
            case $words[1] in
{cases}
            esac ;;
    esac
}}
if [[ $funcstack[1] == _quotes ]]; then _quotes "$@"; else compdef _quotes quotes; fi
"""


def zsh(top: Verb, verbs: Sequence[Verb]) -> str:
    """Return the completion for zsh, to be read by `eval` or put as `_quotes` into a folder of `fpath`."""
    return _ZSH.format(
        options=" ".join(_zsh_options(top)),
        verbs=" ".join(_quoted(f"{verb.name}:{verb.about}") for verb in verbs),
        cases="\n".join(_zsh_case(verb) for verb in verbs),
    )


def _zsh_case(verb: Verb) -> str:
    words = [*_zsh_options(verb), *(_quoted(_zsh_place(place)) for place in verb.places)]
    return f"                {verb.name}) _arguments {' '.join(words)} ;;"


def _zsh_options(verb: Verb) -> Iterator[str]:
    for option in verb.options:
        for flag in option.flags:
            sign = "=" if flag.startswith("--") and option.kind != "none" else ""
            what = f"({' '.join(option.flags)}){flag}{sign}[{_zsh_text(option.about)}]"
            yield _quoted(what + ("" if option.kind == "none" else f":{_zsh_action(option)}"))


def _zsh_place(place: Value) -> str:
    before = {"": ":", "?": "::"}.get(place.count, "*:")
    return before + _zsh_action(place)


def _zsh_action(value: Value) -> str:
    offer = {"choice": f"({' '.join(value.choices)})", "file": "_files"}.get(value.kind, " ")
    return f"{_zsh_text(value.name)}:{offer}"


def _zsh_text(text: str) -> str:
    r"""Return text with a backslash before what zsh would read as the end of it.

    >>> _zsh_text("0 to 1 [default: 1]")
    '0 to 1 \\[default\\: 1\\]'
    """
    return "".join(f"\\{sign}" if sign in "\\[]:" else sign for sign in text)


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"


def fish(top: Verb, verbs: Sequence[Verb]) -> str:
    """Return the completion for fish, to be read by `source`."""
    lines = ["complete -c quotes -f"]
    lines += [_fish("__fish_use_subcommand", f"-a {verb.name}", verb.about) for verb in verbs]
    lines += [_fish_option("__fish_use_subcommand", option) for option in top.options]
    for verb in verbs:
        asked = f"__fish_seen_subcommand_from {verb.name}"
        lines += [_fish_option(asked, option) for option in verb.options]
        lines += [_fish(asked, _fish_offer(place), place.about) for place in verb.places[:1] if place.kind != "free"]
    return "\n".join(lines) + "\n"


def _fish_option(asked: str, option: Value) -> str:
    flags = (f"-l {flag[2:]}" if flag.startswith("--") else f"-s {flag[1:]}" for flag in option.flags)
    takes = {"none": "", "file": "-r", "choice": "-x", "free": "-x"}[option.kind]
    return _fish(asked, " ".join(filter(None, [*flags, takes, _fish_offer(option)])), option.about)


def _fish_offer(value: Value) -> str:
    return {"choice": f"-a '{' '.join(value.choices)}'", "file": "-F"}.get(value.kind, "")


def _fish(asked: str, what: str, about: str) -> str:
    told = about.replace("\\", "\\\\").replace("'", "\\'")
    return f"complete -c quotes -n '{asked}' {what} -d '{told}'"


WRITERS: dict[str, Callable[[Verb, Sequence[Verb]], str]] = {"bash": bash, "zsh": zsh, "fish": fish}
