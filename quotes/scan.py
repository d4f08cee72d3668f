"""Scan a corpus, the whole flow in one sitting: read, analyse, correct, store, unite speakers, follow claims, sum up.

Takes paths and a database, gives a summary. The corpus is cut into shards, which one process or several read and
analyse; one takes in what they have made, in the order of the corpus. Memory does not grow with the corpus, and what
has been committed stays, whatever happens after. A file that has not changed is not read, an article whose print is
stored is not analysed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, closing, nullcontext

from quotes.claims import News, news, tell_claims
from quotes.cluster import Cluster
from quotes.corpus import files, mapped
from quotes.corpus.files import File
from quotes.corpus.shards import Kept, cut, stretches
from quotes.crew import Crew
from quotes.engines import RULES, Engine
from quotes.exchange import Exchange, exchanged
from quotes.hands import OWN, Hands
from quotes.intake import Intake, place_of, row_of
from quotes.match.linking import audited, link
from quotes.models import Skip
from quotes.speakers import known_titles, unite
from quotes.store import FileRow, Scope, Store
from quotes.store.connection import batches
from quotes.tally import Progress, Summary, Tally, quiet
from quotes.work import WHOLE, Slice, Task, Work, shelved, unshelved

__all__ = ["Progress", "Slice", "Summary", "follow", "quiet", "scan", "settle"]

FILES = 1_000  # looked up at once
RACY = (
    2_000_000_000  # ns; a file written so shortly before it was met may be written again within one tick of its clock
)


def scan(
    paths: Sequence[str],
    *,
    db: str,
    mapping: Mapping[str, str] | None = None,
    engine: Engine = RULES,
    progress: Callable[[Progress], None] = quiet,
    audit: int = 0,
    part: Slice = WHOLE,
    jobs: int = 1,
    rehash: bool = False,
    address: str = "",
    exchange: str = "",
    wait: float = 0.0,
) -> Summary:
    """Bring the database `db` up to date with the corpus at `paths`, and return what was done.

    Of the corpus only `part` is taken; what is stored outside it stays, its skips too.
    An article that another engine than `engine` has read is read anew.
    With `audit`, so many statements are compared with all others by brute force, to prove what matching found.
    `jobs` processes read, analyse and compare; what comes of it is the same for any number. More than one are started
    only from a program whose main module can be imported (``if __name__ == "__main__"``).
    With an `address`, the machines of the Ray cluster there do so, with the same result. With an `exchange`, a folder
    or URL that all of them see, rows and grams pass there as Parquet, and not through this process.
    With `rehash`, size and time of a file prove nothing: only its bytes do.
    Waits up to `wait` seconds while another program has the database.
    Raises UsageError for a path that does not exist, before anything is changed, and StoreError for a database that
    cannot be used. KeyboardInterrupt passes through: batches that were committed stay, nothing is deleted.
    """
    files.check(paths)
    work = Work(engine, mapped(mapping), part)
    scopes = tuple(_scopes(paths))
    with _hands(jobs, address) as hands, exchanged(exchange) as shelf, Store.create(db, wait=wait) as store:
        store.filing.begin()
        tally = Tally(progress)
        intake = Intake(store, work, tally)
        tasks = _tasks(paths, intake, store=store, work=work, rehash=rehash)
        with closing(hands.in_order(shelved(work, shelf), tasks)) as done:
            for task, taken in done:
                if not intake.take(task, unshelved(taken, shelf)):
                    break
            intake.flush()
        deleted = () if part else _drop_unmet(store, tally=tally, scopes=scopes)
        arrived = settle(store, hands=hands, shelf=shelf)
        proof = audited(store, n=audit) if audit else None
        return tally.summary(deleted=len(deleted), stored=store.summary(), audit=proof, news=arrived)


def _hands(jobs: int, address: str) -> AbstractContextManager[Hands]:
    return Cluster(address) if address else nullcontext(Crew(jobs))


def _tasks(paths: Sequence[str], intake: Intake, *, store: Store, work: Work, rehash: bool) -> Iterator[Task]:
    """Yield what is to be done; of a slice every file is looked into, for it takes no account of whole files."""
    found = files.files(paths)
    whole = found if work.part else _sorted_out(found, store=store, made_by=intake.made_by, rehash=rehash)
    is_new = store.is_empty()
    for number, shard in enumerate(cut(whole, work.mapped)):
        yield Task(shard, {} if is_new else store.filing.prints(tuple(stretches(shard))), number)


def _sorted_out(
    found: Iterable[File | Skip], *, store: Store, made_by: str, rehash: bool
) -> Iterator[File | Kept | Skip]:
    """Yield each file, or that it can be kept; one that was only touched is noted with its new time."""
    for some in batches(found, FILES):
        known = store.filing.known([place_of(item) for item in some if isinstance(item, File)])
        kept = {file: row for file in some if isinstance(file, File) and (row := known.get(place_of(file)))}
        same = {file for file, row in kept.items() if row.made_by == made_by and _is_same(file, row, rehash=rehash)}
        store.filing.save(
            row_of(file, hash=kept[file].hash, made_by=made_by)
            for file in some
            if isinstance(file, File) and file in same
        )
        yield from (Kept(item) if isinstance(item, File) and item in same else item for item in some)


def _is_same(file: File, row: FileRow, *, rehash: bool) -> bool:
    """Tell whether a file holds what it did when it was read."""
    if file.size != row.size:
        return False
    if file.mtime_ns and file.mtime_ns == row.mtime_ns and row.mtime_ns < row.seen_ns - RACY and not rehash:
        return True
    try:
        return file.hash() == row.hash
    except OSError:
        return False


def _drop_unmet(store: Store, *, tally: Tally, scopes: Sequence[Scope]) -> Sequence[str]:
    """Note the skips of a whole reading, and drop what it no longer met; return the ids of that."""
    store.record_skips(tally.skips, scopes=scopes)
    store.filing.drop_gone(scopes)
    deleted = store.vanished(scopes)
    if deleted:
        store.forget(deleted)
    return deleted


def settle(store: Store, *, hands: Hands = OWN, shelf: Exchange | None = None) -> tuple[News, ...]:
    """Unite the speakers and follow the claims where anything has changed; return what is new in the claims."""
    if store.speakers_stale():
        store.save_speakers(unite(store.names(), titles=known_titles()))
    return follow(store, hands=hands, shelf=shelf)


def follow(store: Store, *, hands: Hands = OWN, shelf: Exchange | None = None) -> tuple[News, ...]:
    """Match what is new with what is there, tell the claims anew where anything has changed; return what is new.

    `hands` compare and tell; with a `shelf`, what they look for one another by passes there.
    """
    link(store, hands=hands, shelf=shelf)
    if not store.claims_stale():
        return ()
    told = tell_claims(store, hands=hands)
    arrived = tuple(news(told, before=store.matching.wordings_told()))
    store.save_claims(told)
    return arrived


def _scopes(paths: Sequence[str]) -> Iterator[Scope]:
    """Yield what each path covers, as `corpus.read` names it; standard input covers nothing: each is another stream."""
    return (Scope(*files.covered(path)) for path in paths if path != files.STDIN)
