"""What the database knows of how much is stored, by which it chooses the way to find something."""

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

_SAMPLE = 1_000


@transaction.atomic
def refresh_statistics() -> None:
    """Let the database look at its indexes; to be called where much was added at once, and now and then.

    SQLite never does so by itself, and without it reads every document of an organisation to find twenty: 60 ms for
    0.5 at 100,000 customers. PostgreSQL does it by itself, but up to a minute later.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            _look_at_samples(cursor)
        else:
            cursor.execute("ANALYZE")


def _look_at_samples(cursor: CursorWrapper) -> None:
    """A second at a million customers; open connections notice a new table only, so the old one is dropped first."""
    cursor.execute(f"PRAGMA analysis_limit={_SAMPLE}")
    cursor.execute("DROP TABLE IF EXISTS sqlite_stat1")
    cursor.execute("ANALYZE")
    cursor.execute("PRAGMA analysis_limit=0")
    cursor.execute("SELECT idx, stat FROM sqlite_stat1 WHERE idx IS NOT NULL")
    for index, told in cursor.fetchall():
        numbers = [int(number) for number in told.split() if number.isdecimal()]
        if any(number > _SAMPLE for number in numbers[2:]):
            cursor.execute(f"ANALYZE {connection.ops.quote_name(index)}")  # a sample cannot tell: all of it
        elif len(numbers) > 1 and numbers[1] > _SAMPLE:  # the first column is the organisation: few share all rows
            rest = " ".join(map(str, [numbers[0], numbers[0], *numbers[2:]]))
            cursor.execute("UPDATE sqlite_stat1 SET stat = %s WHERE idx = %s", [rest, index])
    cursor.execute("ANALYZE sqlite_schema")
