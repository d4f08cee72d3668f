"""Make the row of one label: what the person marked, and what follows from it.

The person's word is certain: the confidence is 1, and the evidence says whose word it is. What the person does not tell
is read as the rules would read it: the stance off the cue, the kind of a source off its name.
"""

from __future__ import annotations

from quotes.cues import find_cues
from quotes.entities import describe
from quotes.models import Field, Kind, Mention, Quotation, Stance, WhoKind
from quotes.phrases import read_phrase
from quotes.segment import tokenise

RULE = "label+label"  # of the words and of the source, as every row names two


class LabelError(Exception):
    """Why a label cannot be taken; the message begins with "it" or "its"."""


def mark(source: str, annotator: str = "") -> str:
    """Return the evidence of a label.

    >>> mark("march.json", "noor@example.org")
    'corrected in march.json by noor@example.org'
    """
    return f"corrected in {source}" + (f" by {annotator}" if annotator else "")


def row(
    evidence: str, *, field: Field, content: Mention, kind: Kind, stance: Stance | None, cue: Mention | None,
    speaker: Mention | None, who: str | None, who_kind: WhoKind | None, via: str,
) -> Quotation:  # fmt: skip
    """Return the quotation of one label; a `stance` or `who_kind` of None is read, a source without a name has none."""
    return Quotation(
        field=field, start=content.start, end=content.end, content=content.text, kind=kind, cue=cue,
        stance=stance or stance_of(cue), speaker=speaker, who=who,
        who_kind=None if who is None else who_kind or kind_of(who), via=via, rule=RULE, evidence=evidence,
        confidence=1.0,
    )  # fmt: skip


def stance_of(cue: Mention | None) -> Stance:
    """Return the stance of the first reporting word of a cue, neutral where there is none.

    >>> stance_of(Mention(0, 4, "نفى"))  # denied
    'deny'
    """
    found = () if cue is None else find_cues(tokenise(cue.text))
    return found[0].reading.cue.stance if found else "neutral"


def kind_of(name: str) -> WhoKind:
    """Return what a name names, as the rules read it.

    >>> kind_of("وزارة الصحة"), kind_of("سامر الحداد")  # the ministry of health, a man
    ('organisation', 'person')
    """
    tokens = tokenise(name)
    phrase = read_phrase(tokens, 0, len(tokens), {}) if len(tokens) else None
    return "person" if phrase is None else describe(phrase, tokens).kind
