"""What a cue opens: a clause, words after a colon, words in marks, or nothing."""

from __future__ import annotations

import pytest
from tables import Case, cases

from quotes.frames import find_frame, set_scene


@pytest.mark.parametrize("case", cases("frames"))
def test_a_cue_opens_its_complement(case: Case) -> None:
    scene = set_scene(case.text)
    frame = find_frame(scene, scene.cues[0])
    opened = [] if frame is None else [(frame.kind, scene.tokens.raw(frame.first, frame.first + 1))]
    assert opened == case.expected("kind", "opens")
