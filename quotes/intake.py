"""Take in what workers have made of the shards: settle what each article is called, store it, count it.

One process does this, in the order of the corpus, so that what is stored does not depend on who worked on what.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING, TypeVar

from quotes.corpus import files
from quotes.corpus.articles import ids
from quotes.corpus.files import File
from quotes.corpus.shards import End, Kept, cut
from quotes.engines import signature
from quotes.labels import corrected, learned
from quotes.models import Skip
from quotes.store import FileRow, Known, Store, columns
from quotes.store.prints import reader
from quotes.tally import Tally
from quotes.work import Item, Lost, Met, Taken, Task, Work

if TYPE_CHECKING:
    from quotes.store.columns import Analysed, Tables
    from quotes.store.filing import Place

Kind = TypeVar("Kind")
BATCH = 500  # articles, at most, that are stored in one transaction
MARKS = 2_000  # items, at most, that wait for it


class _Made:
    """What was made of one task; it is done again where what was known of it proves wrong."""

    def __init__(self, task: Task, taken: Taken, work: Work) -> None:
        self.taken = taken
        self._task, self._work = task, work

    @cached_property
    def anew(self) -> Taken:
        """Return what is made of the task where nothing is known of it."""
        return self._work(Task(self._task.shard))


@dataclass(frozen=True, slots=True)
class _Waiting:
    """One item of those that are taken in together."""

    item: Item
    made: _Made
    place: int  # among the items of its task


@dataclass(frozen=True, slots=True)
class _Row:
    """An article to be stored: where its rows are, and what it is called."""

    taken: Taken
    row: int
    doc: str


class _Batch:
    """What is taken in together: the ids that are settled, the rows to be stored, the files that are kept."""

    def __init__(self, waiting: Sequence[_Waiting], store: Store) -> None:
        firsts = [next(ids(item.own, item.path, item.line)) for item in _of(Met, waiting)]
        self.kept_files = store.filing.kept([place_of(item.file) for item in _of(Kept, waiting)])
        self.rows: list[_Row] = []
        self.docs: set[str] = set()
        self.kept: set[Place] = set()  # those of the files that were passed
        self._store = store
        self._known = store.known(firsts)
        self._met = store.filing.met(firsts)
        self._asked = set(firsts)

    def settle(self, met: Met) -> tuple[str, Known | None, bool]:
        """Return what an article is called, what is stored under that id, and whether it is the first of its ids."""
        for n, doc in enumerate(ids(met.own, met.path, met.line)):
            before = self._stored(doc)
            if doc not in self.docs and doc not in self._met and (before is None or _file_of(before) not in self.kept):
                self.docs.add(doc)
                return doc, before, n == 0
        raise AssertionError("there is always another number")

    def _stored(self, doc: str) -> Known | None:
        if doc not in self._asked:
            self._asked.add(doc)
            self._known |= self._store.known([doc])
            self._met |= self._store.filing.met([doc])
        return self._known.get(doc)


class Intake:
    """Takes in the shards of one scan, in their order."""

    def __init__(self, store: Store, work: Work, tally: Tally) -> None:
        self._store, self._work, self._tally = store, work, tally
        self.made_by = reader(work.mapped, made_by=signature(work.engine))
        self._left = work.part.limit
        self._waiting: list[_Waiting] = []
        self._articles = 0  # among those waiting
        self._whole = True  # whether all of the file in hand can be stored, under the first of its ids
        self._robbed: set[Place] = set()  # files that are stored whole, but for an article whose id was needed before
        self._passed: list[File] = []  # files whose end was reached
        self._done: list[FileRow] = []  # those of them that need not be read again

    def take(self, task: Task, taken: Taken) -> bool:
        """Take in what was made of a shard; False where the scan has all that it is to take."""
        made = _Made(task, taken, self._work)
        for place, item in enumerate(taken.items):
            if self._left == 0:
                return False
            self._waiting.append(_Waiting(item, made, place))
            if isinstance(item, Met):
                self._left = None if self._left is None else self._left - 1
                self._articles += 1
            if self._articles == BATCH or len(self._waiting) == MARKS:
                self.flush()
        self._tally.reach(task.shard.reached)
        return self._left != 0

    def flush(self) -> None:
        """Store what waits; a file that was to be kept, and proves robbed of an article, is read after all."""
        while self._waiting:
            waiting, self._waiting, self._articles = self._waiting, [], 0
            batch = _Batch(waiting, self._store)
            for n, one in enumerate(waiting):
                if isinstance(one.item, Kept) and place_of(one.item.file) in self._robbed:
                    self._waiting = [*self._read_after_all(one.item.file), *waiting[n + 1 :]]
                    break
                self._pass(one, batch)
            self._save(batch)

    def _read_after_all(self, file: File) -> Iterator[_Waiting]:
        for shard in cut([file], self._work.mapped):
            task = Task(shard)
            made = _Made(task, self._work(task), self._work)
            yield from (_Waiting(item, made, place) for place, item in enumerate(made.taken.items))

    def _pass(self, one: _Waiting, batch: _Batch) -> None:
        item = one.item
        if isinstance(item, Met):
            self._article(one, item, batch)
        elif isinstance(item, Kept):
            place = place_of(item.file)
            batch.kept.add(place)
            self._tally.keep_file(item.file.path, batch.kept_files[place], size=item.file.size)
        elif isinstance(item, End):
            self._end(item.file)
        elif isinstance(item, Lost):
            self._whole = False
            self._tally.skip(item.skip)
        else:
            self._tally.skip(item)

    def _article(self, one: _Waiting, met: Met, batch: _Batch) -> None:
        doc, before, is_first = batch.settle(met)
        self._whole = self._whole and is_first
        if before is not None and _lives_elsewhere(before, met):
            self._whole = False
            why = f"its id {doc} belongs to {before.path} of {before.root} in this database"
            self._tally.skip(Skip(path=met.path, reason=why, line=met.line, root=met.root))
        elif before is not None and before.print == met.print:
            self._tally.keep(met.path, met.encoding)
        else:
            self._changed(one, met, doc, before, batch)

    def _changed(self, one: _Waiting, met: Met, doc: str, before: Known | None, batch: _Batch) -> None:
        if before is not None and _file_of(before) != _file_of(met):
            self._robbed.add(_file_of(before))
        taken = one.made.taken if met.row is not None else one.made.anew
        found = taken.items[one.place]
        if isinstance(found, Met) and found.row is not None:
            batch.rows.append(_Row(taken, found.row, doc))
            self._tally.take(met.path, met.encoding, quotations=found.quotations, is_new=before is None)
        elif isinstance(found, Lost):
            self._whole = False
            self._tally.skip(found.skip)

    def _end(self, file: File) -> None:
        """Note that a file is done, and that it need not be read again where all of it is stored and nothing moved."""
        self._passed.append(file)
        if self._whole and not self._work.part and not file.is_stdin and "!" not in file.path and file.is_as_met():
            with suppress(OSError):
                self._done.append(row_of(file, hash=file.hash(), made_by=self.made_by))
        self._whole = True
        self._tally.pass_file(file.path, size=file.size)

    def _save(self, batch: _Batch) -> None:
        if batch.rows:
            self._store.write(_corrected(_tables(batch.rows), store=self._store))
        self._store.filing.meet(sorted(batch.docs))
        self._store.filing.keep(sorted(batch.kept))
        self._store.filing.meet_files([place_of(file) for file in self._passed])
        self._store.filing.save(self._done)
        self._passed, self._done = [], []


def place_of(file: File) -> Place:
    """Return what a file is known by."""
    return file.root, file.path


def row_of(file: File, *, hash: str, made_by: str) -> FileRow:
    """Return what is to be known of a file."""
    return FileRow(file.root, file.path, file.size, file.mtime_ns, file.seen_ns, hash, made_by)


def _of(kind: type[Kind], waiting: Iterable[_Waiting]) -> list[Kind]:
    return [one.item for one in waiting if isinstance(one.item, kind)]


def _file_of(article: Known | Met) -> Place:
    return article.root, article.path.partition("!")[0]


def _lives_elsewhere(before: Known, met: Met) -> bool:
    """Tell whether the stored article came from another folder and its file is still there; if not, it has moved."""
    root, path = _file_of(before)
    return root not in ("", met.root) and files.exists(f"{root}/{path}")


def _tables(rows: Sequence[_Row]) -> Tables:
    """Return the rows of articles and of their quotations under the ids that they have now."""
    tables, chosen, counts = [], [], []
    for _, group in groupby(rows, key=lambda row: id(row.taken)):
        some = list(group)
        taken = some[0].taken
        assert taken.tables is not None
        spans = [range(taken.first[one.row], taken.first[one.row + 1]) for one in some]
        tables.append(taken.tables)
        chosen.append(([one.row for one in some], [n for span in spans for n in span]))
        counts += [len(span) for span in spans]
    return columns.called(*columns.chosen(tables, chosen), docs=[one.doc for one in rows], counts=counts)


def _corrected(tables: Tables, *, store: Store) -> Tables:
    """Return rows as people have corrected them."""
    documents, _ = tables
    docs, prints = documents["doc"].to_pylist(), documents["hash"].to_pylist()
    if not store.labelling.of(docs):
        return tables
    batch = correct(columns.records(*tables), store=store)
    return columns.of_articles([article for article, _ in batch], prints=prints), columns.of_quotations(batch)


def correct(batch: Sequence[Analysed], *, store: Store) -> tuple[Analysed, ...]:
    """Return articles with the quotations that stand where people have corrected what an engine found."""
    said = store.labelling.of(article.doc for article, _ in batch)
    lessons = (learned(said[article.doc], article) for article, _ in batch if article.doc in said)
    if known := [lesson for lesson in lessons if lesson is not None]:
        store.labelling.save(known)
    return tuple(
        (article, corrected(found, correction=said[article.doc], article=article) if article.doc in said else found)
        for article, found in batch
    )
