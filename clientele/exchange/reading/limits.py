"""How much of a file is read; what goes past a limit is refused by name, never cut off."""

MOST_BYTES = 50 * 1024 * 1024
MOST_COLUMNS = 200
LONGEST_CELL = 32_767  # what a cell of Excel holds

# A file in which a quotation mark is never closed would otherwise become one cell of its own size.
LONGEST_FIELD = 16 * 1024 * 1024

# Both are about workbooks, which are compressed and may be far larger inside than outside.
MOST_INFLATED_BYTES = 600 * 1024 * 1024
MOST_CELLS = 8_000_000
