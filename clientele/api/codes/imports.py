"""Codes of imports and the files they read."""

from clientele.api.codes.code import Code

CODES: dict[str, Code] = {
    "import_started": Code(
        409,
        "The import has run, or runs already.",
        "This import has run already. Choose the file again to import it anew.",
    ),
    "import_unchecked": Code(
        409, "The file is still being checked.", "The check is still going on. Wait until it is done."
    ),
    "import_not_running": Code(409, "The import does not run.", "This import is not running."),
    "import_has_refusals": Code(
        422,
        "Rows are refused, and all or none are wanted.",
        "3 rows are refused, and you asked for all rows or none. Mend them, or leave them out.",
    ),
    "import_empty": Code(
        422,
        "No row would be created or updated.",
        "There is nothing to import: no row would be created or updated.",
    ),
    "file_empty": Code(422, "The file has no rows.", "This file is empty."),
    "file_unreadable": Code(
        422, "The file is neither CSV nor Excel.", "This is a PDF, not a table. Save your list as CSV or Excel (.xlsx)."
    ),
    "file_damaged": Code(
        422,
        "The workbook is damaged.",
        "This workbook is damaged and cannot be read. Save it again as .xlsx or CSV.",
    ),
    "file_protected": Code(
        422, "The workbook has a password.", "This workbook is protected by a password. Take it off and save it again."
    ),
    "file_encoding": Code(
        422, "The text is in no encoding that is known.", "The characters of this file cannot be read."
    ),
    "file_quote_open": Code(422, "A quotation mark is never closed.", "A quotation mark in row 17 is never closed."),
    "file_old_format": Code(
        422,
        "The workbook is of a format that is not read.",
        "This is an old workbook (.xls). Save it as .xlsx or CSV.",
    ),
    "file_too_wide": Code(422, "The table has too many columns.", "This table has 300 columns; at most 200 are read."),
    "file_too_large": Code(
        422, "The file is larger than what is read.", "This file has 80 MB; at most 50 MB are read."
    ),
}
