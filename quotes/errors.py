"""The errors that end a command, each with its remedy and its exit code.

    QuotesError
    ├── UsageError      2   the command was called wrongly
    └── StoreError      3   a database or a model is missing, or is not ours

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
