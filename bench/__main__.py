"""`python -m bench`: measures customers, invoices and documents, prints as it goes, and writes the report on demand."""

import argparse
import contextlib
import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from bench.asked import INVOICE_PAGES
from bench.billing import measure_batch, measure_finalising
from bench.browser import Browser
from bench.documents import measure_documents
from bench.importing import measure_import
from bench.measuring import Measured, measure_changes, measure_pages
from bench.places import Place, place_for
from bench.report import Run, spoken, spoken_documents, written
from bench.servers import bare, clientele
from bench.weighing import weigh
from tests.environment.postgresql import start_postgresql

REPORT = Path(__file__).resolve().parent.parent / "docs" / "benchmarks.md"
GROUPS = ("list", "sort", "filter", "search", "palette", "customer", "create", "edit", "weight", "import")
SERVED = set(GROUPS) - {"import"}
#: Measured of invoices, and of no installation.
APART = ("billing", "documents")


def main(arguments: list[str] | None = None) -> None:
    options = _options(arguments)
    runs = []
    with contextlib.ExitStack() as stack:
        server = ""
        if "postgresql" in options.databases:
            server, stop = start_postgresql(durable=True)
            stack.callback(stop)
        for vendor in options.databases:
            if set(options.only) & set(GROUPS):
                runs += _runs(_run, vendor, options.sizes, server, options)
            if "billing" in options.only:
                runs += _runs(_run_billing, vendor, options.invoices, server, options)
    drawn = measure_documents(options.requests) if "documents" in options.only else []
    print("\n".join(spoken_documents(drawn)), flush=True)
    if options.write:
        REPORT.write_text(written(REPORT.read_text(encoding="utf-8"), runs, drawn), encoding="utf-8")


def _runs(
    measure: Callable[..., Run], vendor: str, sizes: Sequence[int], server: str, options: argparse.Namespace
) -> Iterator[Run]:
    """One for each size, each beside the first."""
    smallest: dict[str, Measured] = {}
    for size in sizes:
        with place_for(vendor, size, server) as place:
            run = measure(place, vendor, smallest, options)
        smallest = smallest or {one.label: one for one in run.measured}
        yield run


def _run(place: Place, vendor: str, smallest: dict[str, Measured], options: argparse.Namespace) -> Run:
    run, only = Run(vendor, place.size, smallest), set(options.only)
    facts = place.ask("seed", str(place.size))
    print(f"\n{run.title}: made in {facts['seconds']} s", flush=True)
    if only & SERVED:
        run.queries = place.ask("queries", json.dumps(facts))
        with clientele(place) as ours, bare() as theirs:
            person, plain = Browser(ours.port), Browser(theirs.port)
            person.sign_in(facts["email"], facts["password"])
            run.measured = measure_pages(person, plain, facts, options.requests, only)
            run.measured += measure_changes(person, plain, facts, options.requests, only)
            run.weights = weigh(person, facts) if "weight" in only else []
            run.memory = ours.memory
    if "import" in only:
        run.imported = measure_import(place, facts["slug"], options.rows)
    print("\n".join(spoken(run)), flush=True)
    return run


def _run_billing(place: Place, vendor: str, smallest: dict[str, Measured], options: argparse.Namespace) -> Run:
    run = Run(vendor, place.size, smallest, noun="invoices")
    facts = place.ask("invoices_seed", str(place.size))
    print(f"\n{run.title}: made in {facts['seconds']} s", flush=True)
    run.queries = place.ask("queries", json.dumps(facts), "billing")
    with clientele(place) as ours, bare() as theirs:
        person, plain = Browser(ours.port), Browser(theirs.port)
        person.sign_in(facts["email"], facts["password"])
        print(f"asking {len(INVOICE_PAGES)} pages {options.requests} times each", flush=True)
        run.measured = measure_pages(person, plain, facts, options.requests, {"billing"}, INVOICE_PAGES)
    if not smallest:
        print(f"finalising {options.finalised:,} drafts", flush=True)
        run.finalised = measure_finalising(place, options.finalised)
        print(f"a month's end of {options.batch:,}", flush=True)
        run.batch = measure_batch(place, options.batch)
    print("\n".join(spoken(run)), flush=True)
    return run


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--sizes", type=_numbers, default=[1_000, 100_000, 1_000_000], help="1000,100000,1000000")
    parser.add_argument("--databases", type=_words, default=["sqlite", "postgresql"], help="sqlite,postgresql")
    parser.add_argument(
        "--only", type=_groups, default=[*GROUPS, *APART], metavar="GROUPS", help=",".join([*GROUPS, *APART])
    )
    parser.add_argument("--requests", type=int, default=200, help="of each page (200)")
    parser.add_argument("--rows", type=int, default=100_000, help="of the imported file (100,000)")
    parser.add_argument("--invoices", type=_numbers, default=[1_000, 100_000], help="1000,100000")
    parser.add_argument("--finalised", type=int, default=5_000, help="at once (5,000)")
    parser.add_argument("--batch", type=int, default=1_000, help="finalised and mailed at a month's end (1,000)")
    parser.add_argument("--write", action="store_true", help="write the tables into docs/benchmarks.md")
    return parser.parse_args(arguments)


def _words(text: str) -> list[str]:
    return [word for word in text.split(",") if word]


def _numbers(text: str) -> list[int]:
    return sorted(int(word) for word in _words(text))


def _groups(text: str) -> list[str]:
    words = _words(text)
    if unknown := set(words) - {*GROUPS, *APART}:
        raise argparse.ArgumentTypeError(f"not known: {', '.join(sorted(unknown))}")
    return words


if __name__ == "__main__":
    main()
