"""The tiny pipeline is a real one: stanza loads it as it loads the official models, and its offsets are of the text."""

from __future__ import annotations

import os
import socket

import pytest

# "The transport minister said that the bridge will open in May. Trump and Obama wrote to the United Nations in Paris."
TEXT = "قال وزير النقل إن الجسر سيفتح في مايو. وكتب دونالد ترامب وباراك أوباما إلى الأمم المتحدة في باريس."
PROCESSORS = {"tokenize", "mwt", "pos", "lemma", "depparse", "ner"}


def refuse(*_arguments, **_named):
    raise AssertionError("a socket was opened")


@pytest.fixture(scope="module")
def pipeline(tiny_stanza):
    """Load the pipeline while no socket can be opened."""
    import stanza

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", refuse)
        patch.setattr(socket, "getaddrinfo", refuse)
        return stanza.Pipeline("ar", dir=os.fspath(tiny_stanza), download_method=None, verbose=False, use_gpu=False)


@pytest.fixture(scope="module")
def parsed(pipeline):
    return pipeline(TEXT)


def test_every_processor_is_there(pipeline):
    assert set(pipeline.processors) == PROCESSORS


def test_the_offsets_of_tokens_are_of_the_text(parsed):
    tokens = [token for sentence in parsed.sentences for token in sentence.tokens]
    assert [TEXT[token.start_char : token.end_char] for token in tokens] == [token.text for token in tokens]
    assert sum(len(token.text) for token in tokens) == len(TEXT.replace(" ", ""))


def test_each_word_has_a_part_of_speech_a_lemma_and_a_relation(parsed):
    words = [word for sentence in parsed.sentences for word in sentence.words]
    assert all(word.upos and word.lemma and word.deprel for word in words)


def test_each_sentence_is_a_tree_with_one_root(parsed):
    for sentence in parsed.sentences:
        heads = [word.head for word in sentence.words]
        assert heads.count(0) == 1
        assert all(0 <= head <= len(heads) for head in heads)


def test_a_token_of_many_words_is_what_they_make_together(parsed):
    """As وكتب "and he wrote", of و "and" and the verb; where the tiny model cuts it is not asked."""
    many = [token for sentence in parsed.sentences for token in sentence.tokens if len(token.words) > 1]
    assert many
    assert all("".join(word.text for word in token.words) == token.text for token in many)


def test_names_stand_where_the_text_has_them(parsed):
    assert parsed.ents
    assert [TEXT[name.start_char : name.end_char] for name in parsed.ents] == [name.text for name in parsed.ents]
    assert {name.type for name in parsed.ents} <= {"PER", "ORG", "LOC", "MISC"}


def test_the_same_text_is_parsed_alike(pipeline, parsed):
    assert pipeline(TEXT).to_dict() == parsed.to_dict()
