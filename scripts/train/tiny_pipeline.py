"""Train a tiny stanza pipeline of Arabic on a treebank, for tests: a real parser of the official layout, in a minute.

Takes a CoNLL-U file (`python scripts/train/tiny_pipeline.py ar_pud-ud-test.conllu build/tiny`), gives a folder that
`stanza.Pipeline("ar", dir=FOLDER, download_method=None)` loads. Every tenth sentence is held out: it chooses the best
step of each model; the trainers log their figures on it.

It proves that the doors fit, not that the parse is good: models are narrow, steps are few, and no word vectors are
used. Two layers are made of what the treebank tells otherwise:

- tokens of many words: words with no space between them, marks and figures aside, are one token, as كتابها "her book";
- names: each run of proper nouns is one, a body, a place, a person or something else by the word before it and by its
  place in the tree. These labels are a guess, so the figure of names tells how well the guess was learned.
"""

from __future__ import annotations

import argparse
import json
import logging
import multiprocessing
import re
import shutil
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import groupby, pairwise
from pathlib import Path

PACKAGE, LANGUAGE, SHORTHAND, SEED = "tiny", "ar", "ar_tiny", "20"
HELD_OUT = 10  # one sentence in so many
PARAGRAPH = 4  # sentences of a paragraph of the text that the tokenizer learns from
LOOSE = frozenset({"PUNCT", "SYM", "NUM", "X"})  # parts of speech that never lean on a neighbour
BODIES = frozenset({"شَرِكَة", "حِزب", "وِزارَة", "جامِعَة", "جَيش", "مُنَظَّمَة", "مَجلِس", "بَنك"})  # company, party, ministry …
LANDMARKS = frozenset({"مَدِينَة", "وِلايَة", "دَولَة", "نَهر", "جَزِيرَة", "مُقاطَعَة", "جَبَل", "بَحر"})  # city, state, country …
INSIDE = frozenset({"فِي", "إِلَى"})  # في "in" and إلى "to" govern places more often than persons
NAMED = frozenset({"nsubj", "nsubj:pass", "iobj"})  # who acts is a person more often than a place
PART = re.compile(r"[1-9]\d*")


@dataclass(frozen=True, slots=True)
class Word:
    """One word of the treebank: the ten columns of its line."""

    columns: tuple[str, ...]

    @property
    def form(self) -> str:
        return self.columns[1]

    @property
    def lemma(self) -> str:
        return self.columns[2]

    @property
    def part(self) -> str:
        return self.columns[3]

    @property
    def relation(self) -> str:
        return self.columns[7]

    @property
    def spaced(self) -> bool:
        return "SpaceAfter=No" not in self.columns[9]


Token = tuple[Word, ...]
Sentence = tuple[Token, ...]
Train = Callable[[Path, Path], None]


def read(path: Path) -> list[Sentence]:
    """Return the sentences of a CoNLL-U file."""
    blocks = path.read_text(encoding="utf-8").strip().split("\n\n")
    return [tuple(tokens(list(words(block)))) for block in blocks]


def words(block: str) -> Iterator[Word]:
    for line in block.splitlines():
        columns = tuple(line.split("\t"))
        if PART.fullmatch(columns[0]):
            yield Word(columns)


def tokens(row: Sequence[Word]) -> Iterator[Token]:
    """Part the words of a sentence where a space, a mark or a figure stands between them."""
    start = 0
    for end, (left, right) in enumerate(pairwise(row), 1):
        if left.spaced or {left.part, right.part} & LOOSE:
            yield tuple(row[start:end])
            start = end
    yield tuple(row[start:])


def form(token: Token) -> str:
    return "".join(word.form for word in token)


def text(sentence: Sentence) -> str:
    return "".join(form(token) + " " * token[-1].spaced for token in sentence).rstrip()


def conllu(sentences: Iterable[Sentence]) -> str:
    return "".join("\n".join([f"# text = {text(each)}", *lines(each)]) + "\n\n" for each in sentences)


def lines(sentence: Sentence) -> Iterator[str]:
    """Yield the lines of a sentence; only the line of a whole token tells whether a space follows."""
    for token in sentence:
        after = "_" if token[-1].spaced else "SpaceAfter=No"
        if len(token) > 1:
            span = f"{token[0].columns[0]}-{token[-1].columns[0]}"
            yield "\t".join([span, form(token), *"_" * 7, after])
        for word in token:
            yield "\t".join([*word.columns[:9], after if len(token) == 1 else "_"])


def paragraphs(sentences: Sequence[Sentence]) -> list[Sequence[Sentence]]:
    return [sentences[start : start + PARAGRAPH] for start in range(0, len(sentences), PARAGRAPH)]


def plain(sentences: Sequence[Sentence]) -> str:
    return "\n\n".join(" ".join(map(text, rows)) for rows in paragraphs(sentences)) + "\n"


def labels(sentences: Sequence[Sentence]) -> str:
    """Return a figure for each character: 1 ends a token, 2 a sentence too; 2 more if the token holds many words."""
    return "\n\n".join("0".join(map(ends, rows)) for rows in paragraphs(sentences)) + "\n"


def ends(sentence: Sentence) -> str:
    told = "".join(
        "0" * (len(form(token)) - 1) + ("3" if len(token) > 1 else "1") + "0" * token[-1].spaced for token in sentence
    )
    told = told[: len(text(sentence))]
    return told[:-1] + str(int(told[-1]) + 1)


def expansions(sentences: Iterable[Sentence]) -> str:
    """Return each token of many words, its words, and how often it stands, as JSON."""
    seen = Counter((form(t), tuple(w.form for w in t)) for sentence in sentences for t in sentence if len(t) > 1)
    return json.dumps(list(seen.items()), ensure_ascii=False)


def names(sentences: Iterable[Sentence]) -> str:
    """Return the tokens of each sentence with their labels of names, as JSON."""
    rows = [
        [{"text": form(token), "ner": label} for token, label in zip(sentence, tags(sentence), strict=True)]
        for sentence in sentences
    ]
    return json.dumps(rows, ensure_ascii=False)


def tags(sentence: Sentence) -> Iterator[str]:
    """Yield the label of each token: runs of tokens that hold a proper noun are names."""
    before: Token = ()
    for proper, run in groupby(sentence, key=lambda token: any(word.part == "PROPN" for word in token)):
        found = tuple(run)
        kind = kind_of(found, before)
        yield from (f"{'I' if n else 'B'}-{kind}" if proper else "O" for n in range(len(found)))
        before = found[-1]


def kind_of(run: Sequence[Token], before: Token) -> str:
    """Return what a run of proper nouns names, by the lemmas at it, then by what it does in the sentence."""
    near = {word.lemma for token in (before, *run) for word in token}
    if near & BODIES:
        return "ORG"
    if near & (LANDMARKS | INSIDE):
        return "LOC"
    acts = {word.relation for word in run[0]} & NAMED
    return "PER" if acts or any(word.relation.startswith("flat") for token in run for word in token) else "MISC"


def furnish(sentences: Sequence[Sentence], folder: Path) -> None:
    """Write what the trainers read: for the learned and the held-out sentences, each layer in a file."""
    from stanza.utils.datasets.contract_mwt import contract_mwt

    held = sentences[::HELD_OUT]
    learned = [sentence for n, sentence in enumerate(sentences) if n % HELD_OUT]
    makers: Mapping[str, Callable[[Sequence[Sentence]], str]] = {
        "conllu": conllu, "txt": plain, "labels": labels, "mwt.json": expansions, "ner.json": names,
    }  # fmt: skip
    for stem, rows in (("train", learned), ("dev", held)):
        for suffix, make in makers.items():
            (folder / f"{stem}.{suffix}").write_text(make(rows), encoding="utf-8")
    contract_mwt(str(folder / "dev.conllu"), str(folder / "dev.in.conllu"))


def saved(into: Path, processor: str) -> list[str]:
    """Return the arguments that every trainer takes."""
    folder = into / LANGUAGE / processor
    told = {"save_dir": str(folder), "save_name": f"{PACKAGE}.pt", "shorthand": SHORTHAND, "seed": SEED}
    return [*options(told), "--mode", "train", "--cpu"]


def options(told: Mapping[str, object]) -> list[str]:
    return [part for name, value in told.items() for part in (f"--{name}", str(value))]


def tokenize(data: Path, into: Path) -> None:
    from stanza.models import tokenizer

    told = {
        "txt_file": data / "train.txt", "label_file": data / "train.labels", "mwt_json_file": data / "train.mwt.json",
        "dev_txt_file": data / "dev.txt", "dev_label_file": data / "dev.labels", "dev_conll_gold": data / "dev.conllu",
        "lang": LANGUAGE, "max_seqlen": 300, "steps": 200, "eval_steps": 50, "hidden_dim": 32, "batch_size": 16,
        "lr0": 0.01,
    }  # fmt: skip
    tokenizer.main(saved(into, "tokenize") + options(told))


def mwt(data: Path, into: Path) -> None:
    from stanza.models import mwt_expander

    told = {
        "train_file": data / "train.conllu", "eval_file": data / "dev.in.conllu", "gold_file": data / "dev.conllu",
        "lang": LANGUAGE, "num_epoch": 4, "hidden_dim": 48, "emb_dim": 24, "lr": 0.005,
    }  # fmt: skip
    mwt_expander.main(saved(into, "mwt") + options(told))


def trees(data: Path) -> dict[str, object]:
    """Return the arguments of a model that reads words of the treebank."""
    return {
        "train_file": data / "train.conllu", "eval_file": data / "dev.conllu", "lang": LANGUAGE, "hidden_dim": 64,
        "char_hidden_dim": 32, "char_emb_dim": 24, "word_emb_dim": 32, "tag_emb_dim": 16, "transformed_dim": 32,
        "deep_biaff_hidden_dim": 64, "num_layers": 1, "word_cutoff": 2,
    }  # fmt: skip


def pos(data: Path, into: Path) -> None:
    from stanza.models import tagger

    told = {
        **trees(data), "max_steps": 120, "eval_interval": 60, "batch_size": 20, "composite_deep_biaff_hidden_dim": 24,
        "lr": 0.01,
    }  # fmt: skip
    tagger.main([*saved(into, "pos"), "--no_pretrain", "--fix_eval_interval", *options(told)])


def lemma(data: Path, into: Path) -> None:
    from stanza.models import lemmatizer

    told = {
        "train_file": data / "train.conllu", "eval_file": data / "dev.conllu", "num_epoch": 2, "hidden_dim": 48,
        "emb_dim": 24, "pos_dim": 24, "batch_size": 200, "lr": 0.005,
    }  # fmt: skip
    lemmatizer.main([*saved(into, "lemma"), "--skip_blank_lemmas", *options(told)])


def depparse(data: Path, into: Path) -> None:
    from stanza.models import parser

    told = {
        **trees(data), "max_steps": 120, "eval_interval": 60, "batch_size": 500, "deep_biaff_output_dim": 32,
        "optim": "adam", "lr": 0.005,
    }  # fmt: skip
    parser.main([*saved(into, "depparse"), "--no_pretrain", "--no_checkpoint", *options(told)])


def ner(data: Path, into: Path) -> None:
    from stanza.models import ner_tagger

    told = {
        "train_file": data / "train.ner.json", "eval_file": data / "dev.ner.json", "hidden_dim": 48,
        "char_hidden_dim": 32, "char_emb_dim": 24, "word_emb_dim": 32, "max_steps": 200, "eval_interval": 100,
        "optim": "adam", "lr": 0.01,
    }  # fmt: skip
    ner_tagger.main([*saved(into, "ner"), "--no_pretrain", *options(told)])


PROCESSORS: Mapping[str, Train] = {
    "tokenize": tokenize, "mwt": mwt, "pos": pos, "lemma": lemma, "depparse": depparse, "ner": ner,
}  # fmt: skip
SLOWEST_FIRST = ("depparse", "pos", "lemma", "ner", "tokenize", "mwt")  # so that two workers end together


def train_one(processor: str, data: Path, into: Path) -> tuple[str, float]:
    """Train one processor on one core; return its name and the seconds that it took."""
    import torch

    logging.getLogger("stanza").setLevel(logging.WARNING)
    torch.set_num_threads(1)
    start = time.perf_counter()
    PROCESSORS[processor](data, into)
    return processor, time.perf_counter() - start


def train_all(data: Path, into: Path, *, workers: int) -> dict[str, float]:
    """Train every processor, each in a process of its own; return the seconds of each."""
    fresh = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=fresh, max_tasks_per_child=1) as pool:
        asked = [pool.submit(train_one, name, data, into) for name in SLOWEST_FIRST]
        return dict(each.result() for each in asked)


def resources() -> str:
    """Return the index that stanza looks models up in, as JSON."""
    told: dict[str, object] = {name: {PACKAGE: {}} for name in PROCESSORS}
    default = {"packages": {"default": dict.fromkeys(PROCESSORS, PACKAGE)}, "lang_name": "Arabic"}
    return json.dumps({LANGUAGE: told | default}, indent=1)


def train(treebank: Path, into: Path, *, workers: int = 2) -> dict[str, float]:
    """Train the pipeline into a folder, which appears whole or not at all; return the seconds of each processor."""
    into.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=into.parent, prefix=".tiny-") as room:
        data, models = Path(room, "data"), Path(room, "models")
        data.mkdir()
        furnish(read(treebank), data)
        took = train_all(data, models, workers=workers)
        (models / "resources.json").write_text(resources(), encoding="utf-8")
        shutil.rmtree(into, ignore_errors=True)
        models.rename(into)
    return took


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description="Train a tiny stanza pipeline of Arabic, for tests.")
    parser.add_argument("treebank", type=Path, help="a CoNLL-U file")
    parser.add_argument("folder", type=Path, help="where the pipeline is put; what is there is replaced")
    parser.add_argument("--workers", type=int, default=2, help="processors trained at a time")
    told = parser.parse_args(arguments)
    took = train(told.treebank, told.folder, workers=told.workers)
    for name in PROCESSORS:
        model = told.folder / LANGUAGE / name / f"{PACKAGE}.pt"
        print(name, f"{took[name]:.1f} s", f"{model.stat().st_size / 1000:.0f} kB", sep="\t")


if __name__ == "__main__":
    main()
