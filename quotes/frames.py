"""Find what a cue opens: the complement that holds the reported words.

Takes a cue in its field, gives its `Frame`: a clause after a complementizer, words in marks, words after a colon, or a
noun phrase.

The law of the language: after قال ("said") the complementizer is إن, after other cues أن, بأن, إلى أن; the speaker
stands between cue and complement, and so may names in marks (المعلمة «زهراء», the teacher "Zahra"), times and places.
A complement never lies past another cue that has one of its own.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final, Literal

from quotes.cues import Attribution, Cue, find_attributions, find_cues
from quotes.lexicon import word_list, words
from quotes.marks import Mark, pair_marks
from quotes.particles import PARTICLES
from quotes.segment import CONJUNCTIONS, Tokens, is_word, tokenise

FrameKind = Literal["clause", "colon", "marks", "bare"]
_FAR: Final = 60  # tokens between a verb and its complement
_NEAR: Final = {"participle": 14, "masdar": 12}
_NAME_IN_MARKS: Final = 4  # words
_LONG_NAME: Final = 7  # words of a name behind its noun
_ADDING: Final = frozenset({"say", "add"})
_SAYING: Final = frozenset({"say", "answer", "add", "ask", "explain", "affirm"})
_CLAUSES: Final = frozenset({"inna", "anna", "bianna", "ilaanna", "alaanna", "minanna"})
_VAN: Final = "فان"  # فإن "then indeed" follows a comma; between words it is van in a Dutch name
_AS: Final = "ك"  # "as", written on to أن
_THAT: Final = "ذلك"  # ذلك أن "that is because"
_SPECIAL: Final = "خاصه"  # خاصة أن "especially as", and the adjective
_ALI: Final = "علي"  # Ali, and على "on"
_GOVERNED: Final = {"علي": "alaanna", "الي": "ilaanna", "من": "minanna"}
_CONDITIONS: Final = frozenset(
    {("كان",), ("كانت",), ("كانوا",), ("لم",)}
)  # وإن كان "even if": no verb follows إن "that"
_SIGN: Final = frozenset("،,؛.!?؟…-–")


@dataclass(frozen=True, slots=True)
class Scene:
    """One field with all that later stages look up in it."""

    tokens: Tokens
    marks: tuple[Mark, ...]
    opening: dict[int, Mark]  # by the token that opens
    cues: tuple[Cue, ...]
    cue_at: dict[int, Cue]
    attributions: tuple[Attribution, ...]
    attribution_at: dict[int, Attribution]
    quoted: bytes  # for each token whether a pair of marks holds it
    read: dict[tuple[str, int, int], Any] = field(default_factory=dict, compare=False)  # phrases that were looked for


@dataclass(frozen=True, slots=True)
class Frame:
    """A complement: tokens `gap` stand between cue and complement, the reported words begin at token `first`."""

    kind: FrameKind
    gap: tuple[int, int]
    first: int
    mark: Mark | None  # the marks round the words, where the complement is in marks


def set_scene(text: str) -> Scene:
    """Read one field."""
    tokens = tokenise(text)
    marks = pair_marks(tokens)
    cues = find_cues(tokens)
    attributions = find_attributions(tokens)
    return Scene(
        tokens,
        marks,
        {m.first: m for m in marks},
        cues,
        {c.first: c for c in cues},
        attributions,
        {a.first: a for a in attributions},
        _quoted(marks, len(tokens)),
    )


def _quoted(marks: tuple[Mark, ...], size: int) -> bytes:
    inside = bytearray(size)
    done = 0  # marks come in the order of their opening: what lies before is filled already
    for mark in marks:
        first = max(done, mark.first + 1)
        if mark.closed and first < mark.last:
            inside[first : mark.last] = b"\1" * (mark.last - first)
            done = mark.last
    return bytes(inside)


def find_frame(scene: Scene, cue: Cue) -> Frame | None:
    """Return the complement of `cue`, None where it opens no clause, colon or marks."""
    tokens = scene.tokens
    limit = min(_scope(scene, cue.last), cue.last + _NEAR.get(cue.reading.shape, _FAR), len(tokens))
    i = cue.last
    relative = False
    while i < limit:
        form = tokens.form[i]
        if form in PARTICLES["inna+anna"] and not (form == _VAN and is_word(tokens.form[i - 1])):
            if _opens_clause(scene, cue, i, limit, relative):
                return _clause(scene, cue, i)
        elif form == ":":
            return _after_colon(scene, cue, i)
        elif i in scene.opening:
            mark = scene.opening[i]
            if i == cue.last and _addressee(scene, cue, mark):
                i = mark.last
            elif _holds_statement(scene, cue, mark, limit):
                return Frame("marks", (cue.last, i), i + 1, mark)
            else:
                i = mark.last if mark.closed else i
        elif i > cue.last and _ends_search(scene, cue, i):
            return _resumed(scene, cue, i, limit) if relative or not _joined_at(scene, i) else None
        elif form in PARTICLES["relative"]:
            relative = True
        i += 1
    return None


def _joined_at(scene: Scene, i: int) -> bool:
    cue = scene.cue_at.get(i)
    return cue is not None and cue.joined


def _resumed(scene: Scene, cue: Cue, i: int, limit: int) -> Frame | None:
    """A comma before إن or أن leads back to the verb, past what was said of its subject: قال فلان، نشر كتابا، إن."""
    if cue.reading.shape not in {"perfect", "imperfect"}:
        return None
    for k in range(i + 1, limit):
        form = scene.tokens.form[k]
        if form in PARTICLES["inna+anna"] and scene.tokens.form[k - 1] in "،,":
            return _clause(scene, cue, k) if _opens_clause(scene, cue, k, limit, relative=True) else None
        if form == ":" or _reports_on(scene, k):
            return None
    return None


def _reports_on(scene: Scene, i: int) -> bool:
    """Tell a verb with a clause of its own right behind it."""
    cue = scene.cue_at.get(i)
    return cue is not None and cue.last < len(scene.tokens) and scene.tokens.form[cue.last] in PARTICLES["inna+anna"]


def _addressee(scene: Scene, cue: Cue, mark: Mark) -> bool:
    """Tell the medium that is told: أبلغ «الوطن» المسؤول ("the official told Al-Watan")."""
    return cue.reading.cue.takes_object and mark.closed and _words_in(scene, mark) <= _NAME_IN_MARKS


def _scope(scene: Scene, i: int) -> int:
    """The end of the cue's sentence; a full stop right before a mark or inside a name in marks does not end it."""
    return scene.tokens.sentence[i - 1]


def _opens_clause(scene: Scene, cue: Cue, i: int, limit: int, relative: bool) -> bool:
    """Reject an أن of the word right before it (رغم أن), or of the speaker's phrase while قال waits for إن.

    وأن goes on with a clause and opens none.
    """
    if i > cue.last and (_bound(scene, cue, i) or scene.tokens.form[i - 1] in CONJUNCTIONS):
        return False
    if not cue.reading.cue.complements & _CLAUSES:
        return False
    if "inna" not in cue.reading.cue.complements or "anna" in cue.reading.cue.complements:
        return not relative or i - cue.last < _FAR
    raw = scene.tokens.text[scene.tokens.start[i]]
    if raw != "أ":
        return True
    later = range(i + 1, limit)
    return not any(
        scene.tokens.form[k] in PARTICLES["inna"] and scene.tokens.text[scene.tokens.start[k]] == "إ" for k in later
    )


def _bound(scene: Scene, cue: Cue, i: int) -> bool:
    """Tell an أن that the word before it governs: رغم أن, يستحق أن "deserves to", or فإن, which goes on with a clause.

    Before إن stands no على, but a man's name: علي إن; and بان كي مون is a name.
    """
    tokens = scene.tokens
    before = tokens.form[i - 1]
    if before == _ALI and (tokens.text[tokens.start[i]] == "إ" or tokens.text[tokens.end[i - 1] - 1] == "ي"):
        return False
    if before == _AS:
        return True  # كأنه: "as if he"
    if before in PARTICLES["judgement"] and cue.reading.cue.sense not in _ADDING:
        return True  # ومن المهم أن: "and it is important that", a clause of its own, unless one says just this
    if before in PARTICLES["to whom"] and tokens.form[i - 2] in PARTICLES["binder"]:
        return True  # سبق له أن: "he had before"
    if before in _GOVERNED:
        return _GOVERNED[before] not in cue.reading.cue.complements
    if tokens.form[i].startswith(_VAN) or tokens.form[i + 1 : i + 2] == ("كي",):
        return True
    if before == _SPECIAL and i > 1 and is_word(tokens.form[i - 2]) and tokens.form[i - 2] != "و":
        return False  # مصادر خاصة أن: "special sources that"
    if before == _THAT and i > 1 and tokens.form[i - 2] in PARTICLES["preposition"]:
        return False  # مع ذلك أن: "nevertheless that"
    if before == "و" and i > 1 and tokens.form[i - 2] in PARTICLES["binder"]:
        return True  # لا سيما وأن: "all the more as"
    if before == "و" and tokens.text[tokens.start[i]] == "إ" and tokens.form[i + 1 : i + 2] in _CONDITIONS:
        return True
    return before in PARTICLES["binder"] or (before in word_list("verbs") and i - 1 not in scene.cue_at)


def _clause(scene: Scene, cue: Cue, at: int) -> Frame:
    first = at + 1
    tokens = scene.tokens
    while first < len(tokens) and tokens.form[first] in ":،,":
        first += 1
    mark = scene.opening.get(first)
    if mark is not None and _encloses(scene, mark):
        return Frame("marks", (cue.last, at), first + 1, mark)
    return Frame("clause", (cue.last, at), first, None)


def _encloses(scene: Scene, mark: Mark) -> bool:
    """Tell marks that hold the whole clause from a name that begins it: إن «طيران الخليج» ستبدأ."""
    if not mark.closed:
        return mark.last - mark.first > _NAME_IN_MARKS
    return at_boundary(scene, mark.last + 1) and _words_in(scene, mark) > 2


def _words_in(scene: Scene, mark: Mark) -> int:
    return sum(is_word(f) for f in scene.tokens.form[mark.first + 1 : mark.last])


def at_boundary(scene: Scene, i: int) -> bool:
    """Tell whether a clause can end before token `i`."""
    tokens = scene.tokens
    if i >= len(tokens) or tokens.sentence[i - 1] <= i or tokens.form[i] in _SIGN or tokens.form[i] in ")":
        return True
    cue = scene.cue_at.get(i)
    return (
        (cue is not None and (cue.joined or cue.reading.shape == "participle"))
        or is_attribution(scene, i)
        or tokens.form[i] in PARTICLES["linker"]
    )


def is_attribution(scene: Scene, i: int) -> bool:
    return i in scene.attribution_at


def _after_colon(scene: Scene, cue: Cue, at: int) -> Frame | None:
    first = at + 1
    tokens = scene.tokens
    before = tokens.form[at - 1]
    if (
        first >= len(tokens)
        or (tokens.paragraph[at] <= first and first not in scene.opening)
        or before in PARTICLES["pronoun"]
        or (before in PARTICLES["listing"] and first not in scene.opening)
        or before in PARTICLES["titled"]
        or tokens.form[first] == "/"
        or _is_label(scene, cue, at)
    ):
        return None
    if tokens.form[first] in PARTICLES["inna+anna"] and tokens.form[first] in PARTICLES["inna"]:
        inner = _clause(scene, cue, first)
        return Frame(inner.kind, (cue.last, at), inner.first, inner.mark)
    mark = scene.opening.get(first)
    if mark is not None and (
        not mark.closed or _words_in(scene, mark) > _NAME_IN_MARKS or at_boundary(scene, mark.last + 1)
    ):
        return Frame("marks", (cue.last, at), first + 1, mark)
    return Frame("colon", (cue.last, at), first, None)


def _is_label(scene: Scene, cue: Cue, colon: int) -> bool:
    """Tell a byline or a section's label (كتب: "written by") from a verb of saying that opens its sentence."""
    opens = cue.first == 0 or scene.tokens.sentence[cue.first - 1] == cue.first
    says = cue.reading.cue.sense in _SAYING and cue.reading.shape in {"perfect", "imperfect"}
    says = says or (cue.reading.shape == "participle" and scene.tokens.form[cue.first].endswith("ا"))
    return opens and colon - cue.last < 2 and not says


def _holds_statement(scene: Scene, cue: Cue, mark: Mark, limit: int) -> bool:
    """Tell a statement in marks from a name in marks that stands before the complement."""
    tokens = scene.tokens
    if mark.first > 0 and tokens.form[mark.first - 1] in {"ل", "ب"}:
        return False
    count = _words_in(scene, mark)
    if not mark.closed:
        return count > _NAME_IN_MARKS
    after = mark.last + 1
    if any(tokens.form[k] in PARTICLES["inna+anna"] for k in range(after, min(limit, after + 2))):
        return False
    if count <= _LONG_NAME and mark.first > cue.last and _named_by(tokens.form[mark.first - 1]):
        return False
    if count <= _NAME_IN_MARKS:
        if any(
            tokens.form[k] in PARTICLES["inna+anna"] or tokens.form[k] == ":" or k in scene.opening
            for k in range(after, min(limit, after + 25))
        ):
            return False
        return count > 2 and at_boundary(scene, after) and bool(cue.reading.cue.complements & {"marks"})
    return True


def _named_by(form: str) -> bool:
    """Tell an indefinite noun that takes its name in marks: معرض «...», شركة «...»; in a talk (في كلمة) are words."""
    if form in PARTICLES["event"] or form in words("documents"):
        return form in PARTICLES["titled"]
    return form in PARTICLES["titled"] or form in word_list("nouns") or form in words("organisations")


def _ends_search(scene: Scene, cue: Cue, i: int) -> bool:
    """Another cue that can have a complement of its own ends the search, unless it only describes the speaker."""
    tokens = scene.tokens
    other = scene.cue_at.get(i)
    before = tokens.form[i - 1]
    if tokens.form[i] == "؛":
        return not any(f in PARTICLES["inna+anna"] for f in tokens.form[i + 1 : i + 6])
    if other is None or other.reading.cue.prior == "low":
        return False
    if before in PARTICLES["relative"]:
        return False
    if cue.reading.shape == "masdar" or other.reading.shape == "masdar":
        return False
    if tokens.form[i] in PARTICLES["withholding"] and before not in "،,":
        return False
    if other.reading.shape == "participle":
        if other.last - cue.last < 2 and other.reading.cue.lemma == "قال":
            return False  # أضاف قائلا
        return before in "،," or (tokens.form[i].endswith("ا") and other.reading.gender == "m")
    return other.joined or before in "،," or before in PARTICLES["linker"] or before in PARTICLES["auxiliary"]
