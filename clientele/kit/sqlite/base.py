"""The connection to SQLite: whoever waits to write asks often enough to come to it among many, and what is asked again
is written in SQLite's own words once.

SQLite lets one write at a time and the others ask again, after a few tries every tenth of a second. Where the next one
begins as soon as the last has ended, who sleeps so long may find it taken for twenty seconds on end.
"""

import random
import time
from functools import lru_cache
from typing import Any

from django.db import OperationalError
from django.db.backends.sqlite3 import base

#: In seconds: often enough to come to it, and seldom enough that thirty who wait leave the processor to who writes.
_PAUSE = 0.005, 0.025
_TAKEN = "database is locked"


@lru_cache(maxsize=200)
def _marked(statement: str) -> str:
    """With SQLite's mark for each value: Django would write them anew each time, 4 ms for a thousand rows of ten."""
    marked: str = base.FORMAT_QMARK_REGEX.sub("?", statement).replace("%%", "%")
    return marked


class _Cursor(base.SQLiteCursorWrapper):
    def convert_query(self, query: str, *, param_names: Any = None) -> str:
        if param_names is None:
            return _marked(query)
        named: str = super().convert_query(query, param_names=param_names)
        return named


class DatabaseWrapper(base.DatabaseWrapper):
    """Begins a transaction as Django does, and asks again after a moment while somebody else writes."""

    def create_cursor(self, name: Any = None) -> Any:
        return self.connection.cursor(factory=_Cursor)

    def _start_transaction_under_autocommit(self) -> None:
        patience = self.settings_dict["OPTIONS"].get("timeout", 5)
        until = time.monotonic() + patience
        self._ask_for(0)
        try:
            while not self._begins(time.monotonic() < until):
                time.sleep(random.uniform(*_PAUSE))  # noqa: S311 - so that no two keep asking together
        finally:
            self._ask_for(patience)

    def _begins(self, may_ask_again: bool) -> bool:
        try:
            begin: Any = super()
            begin._start_transaction_under_autocommit()
        except OperationalError as error:
            if may_ask_again and str(error) == _TAKEN:
                return False
            raise
        return True

    def _ask_for(self, seconds: float) -> None:
        """How long SQLite itself asks again, for whatever else finds the file taken."""
        self.connection.execute(f"PRAGMA busy_timeout = {int(seconds * 1000)}")
