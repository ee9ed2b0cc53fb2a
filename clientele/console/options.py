"""The options of each command."""

import argparse
from argparse import ArgumentParser
from datetime import date
from pathlib import Path


def none(parser: ArgumentParser) -> None:
    pass


def serving(parser: ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen on (127.0.0.1; 0.0.0.0 for all)")
    parser.add_argument("--port", type=_port, help="the port to listen on (PORT, else 8000)")
    parser.add_argument("--workers", type=_count, default=1, metavar="N", help="processes that answer requests (1)")


def supervised(parser: ArgumentParser) -> None:
    serving(parser)
    parser.add_argument("--migrate", action="store_true", help="bring the database to this version first")
    parser.add_argument(
        "--only",
        choices=("web", "worker", "scheduler"),
        help="run just this one, where several machines share the work",
    )
    parser.add_argument("--quiet", action="store_true", help=argparse.SUPPRESS)


def migrate(parser: ArgumentParser) -> None:
    parser.add_argument("--check", action="store_true", help="change nothing; end with 1 where something is missing")


def organization_create(parser: ArgumentParser) -> None:
    parser.add_argument("--name", required=True, help="what the firm is called")
    parser.add_argument("--slug", required=True, help="its part of every address: a-z, 0-9 and hyphens")
    parser.add_argument("--currency", default="GBP", help="ISO 4217, for what is new (GBP)")
    parser.add_argument("--time-zone", default="UTC", help="such as Europe/London (UTC)")
    parser.add_argument("--term", choices=("customer", "client"), default="customer", help="what it calls them")


def member_create(parser: ArgumentParser) -> None:
    _organization(parser)
    parser.add_argument("--email", required=True)
    parser.add_argument("--role", required=True, help="the name of a role: owner, admin, lead, member, or your own")
    parser.add_argument("--name", default="", help="of the person; needed where they are new here")
    parser.add_argument("--password-stdin", action="store_true", help="read the password from standard input")


def invitation_create(parser: ArgumentParser) -> None:
    _organization(parser)
    _author(parser)
    parser.add_argument("--email", required=True)
    parser.add_argument("--role", required=True, help="the name of a role: admin, lead, member, or your own")


def token_create(parser: ArgumentParser) -> None:
    parser.add_argument("--user", required=True, metavar="EMAIL", help="whose permissions the token carries")
    _organization(parser)
    parser.add_argument("--read-only", action="store_true", help="the token may read, and nothing else")
    parser.add_argument("--name", default="Command line", help="how the token is listed (Command line)")


def second_factor_reset(parser: ArgumentParser) -> None:
    parser.add_argument("--user", required=True, metavar="EMAIL", help="whose account it is")


def importing(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="CSV or XLSX")
    _organization(parser)
    _author(parser)
    parser.add_argument("--dry-run", action="store_true", help="say what would happen, and change nothing")
    parser.add_argument("--only-good-rows", action="store_true", help="import although some rows are refused")
    parser.add_argument("--refused", type=Path, metavar="FILE", help="write the refused rows here, with the reasons")


def customers_export(parser: ArgumentParser) -> None:
    _organization(parser)
    _author(parser)
    parser.add_argument("--to", "--output", type=Path, metavar="FILE", help="CSV or XLSX (CSV on standard output)")
    parser.add_argument("--archived", action="store_true", help="archived ones too")


def customers_duplicates(parser: ArgumentParser) -> None:
    _organization(parser)
    _author(parser)
    parser.add_argument("--most", type=_number, default=1_000, metavar="N", help="list so many at most (1000)")


def projects_export(parser: ArgumentParser) -> None:
    _list(parser, "when a project starts")
    states = ("draft", "active", "on_hold", "completed", "archived")
    parser.add_argument("--status", choices=states, default="", help="only those of this status (all)")


def time_export(parser: ArgumentParser) -> None:
    _list(parser, "when the work was done")
    _statuses(parser, "open", "submitted", "approved", "rejected")


def invoices_export(parser: ArgumentParser) -> None:
    _list(parser, "the date of an invoice")
    _statuses(parser, "draft", "sent", "partially_paid", "paid", "void")
    parser.add_argument("--overdue", action="store_true", help="only those that are overdue today")


def invoices_issue(parser: ArgumentParser) -> None:
    _organization(parser)
    _author(parser)
    parser.add_argument("--until", type=_day, metavar="DAY", help="only drafts dated this day or earlier")
    parser.add_argument("--send", action="store_true", help="send each by email once it is finalised")
    parser.add_argument("--go-on", type=int, metavar="BATCH", help="go on with a batch that failed, and nothing else")


def invoices_pdf(parser: ArgumentParser) -> None:
    parser.add_argument("number", metavar="NUMBER", help="of an invoice or a credit note, such as INV-0042")
    _organization(parser)
    _author(parser)
    parser.add_argument("--output", type=Path, metavar="FILE", help="the PDF to write (standard output)")


def export(parser: ArgumentParser) -> None:
    _organization(parser)
    parser.add_argument("--to", type=Path, metavar="FILE", required=True, help="the ZIP file to write")


def backup(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="the archive to write; it must not exist yet")


def restore(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="an archive of `clientele backup`")
    parser.add_argument("--yes", action="store_true", help="do not ask")


def rotate_keys(parser: ArgumentParser) -> None:
    parser.add_argument("--new-key", action="store_true", help="print a new key and change nothing")


def verify_data(parser: ArgumentParser) -> None:
    parser.add_argument("--organization", metavar="SLUG", help="this one alone (all)")


def _list(parser: ArgumentParser, day: str) -> None:
    """What every list that goes out as CSV takes; `day` says which day it is narrowed by."""
    _organization(parser)
    _author(parser)
    parser.add_argument("--output", type=Path, metavar="FILE", help="the CSV to write (standard output)")
    parser.add_argument("--from", dest="day_from", type=_day, metavar="DAY", help=f"{day}, this day or later")
    parser.add_argument("--to", dest="day_to", type=_day, metavar="DAY", help=f"{day}, this day or earlier")


def _statuses(parser: ArgumentParser, *known: str) -> None:
    parser.add_argument(
        "--status", choices=known, action="append", default=[], help="only those of this status; repeat it for several"
    )


def _organization(parser: ArgumentParser) -> None:
    parser.add_argument("--organization", required=True, metavar="SLUG")


def _author(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--as", dest="author", metavar="EMAIL", help="the member in whose name this is done (the first owner)"
    )


def _port(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= 65_535:
        raise argparse.ArgumentTypeError(f"{text} is not a port")
    return int(text)


def _day(text: str) -> date:
    try:
        year, month, day = text.split("-")
        return date(int(year), int(month), int(day))
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text} is not a day such as 2026-11-22") from None


def _number(text: str) -> int:
    if not (text.isascii() and text.isdecimal()) or not 1 <= int(text[:6]) <= 1_000:
        raise argparse.ArgumentTypeError(f"{text} is not a number from 1 to 1000")
    return int(text)


def _count(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= 64:
        raise argparse.ArgumentTypeError(f"{text} is not a number from 1 to 64")
    return int(text)
