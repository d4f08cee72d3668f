"""Who said what in Arabic news, and who repeated it."""

__version__ = "0.1.0"
