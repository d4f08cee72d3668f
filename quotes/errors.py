"""The errors that end a command, each with its remedy and its exit code.

    QuotesError
    ├── UsageError      2   the command was called wrongly
    ├── StoreError      3   a database is missing, or is not ours
    │   └── BusyError   3   another program has it open
    └── ModelError      3   a model, or the library that runs it, is missing or does not load

A document that cannot be read is no error: it is a `quotes.models.Skip`.
"""


class QuotesError(Exception):
    """What went wrong, and in `remedy` what the user can do about it."""

    exit_code = 1

    def __init__(self, message: str, *, remedy: str) -> None:
        super().__init__(message)
        self.remedy = remedy


class UsageError(QuotesError):
    """The command was called with arguments that cannot work."""

    exit_code = 2


class StoreError(QuotesError):
    """The database is missing, locked, damaged, or not one of ours."""

    exit_code = 3


class BusyError(StoreError):
    """Another program has the database open; it can be used when that is done."""


class ModelError(QuotesError):
    """The model of an engine is not there, or cannot be loaded."""

    exit_code = 3
