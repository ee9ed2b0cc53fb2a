"""`python -m bench.documents`: how long the documents of an invoice of 40 lines take, and typst's own part of it."""

import argparse
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import partial
from statistics import median, quantiles
from time import perf_counter, process_time
from unittest.mock import patch

import typst

from clientele.billing.documents.facturx import cii_of, hybrid_of
from clientele.billing.documents.paper import Bank, Paper, PaperLine, Party, TaxGroup
from clientele.billing.documents.pdf import pdf_of
from clientele.billing.documents.ubl import ubl_of

MADE_AT = datetime(2026, 11, 2, 15, 30, tzinfo=UTC)
LINES = 40
WARM_UP = 5
#: Milliseconds at the 95th percentile.
GOAL = 50
HEAD = "{:<36} {:>8} {:>8} {:>9} {:>9}  {}"


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.documents", description=__doc__)
    parser.add_argument("--rounds", type=int, default=100, help="of each document (100)")
    rounds = parser.parse_args(arguments).rounds
    print(HEAD.format(f"Invoice of {LINES} lines", "p50 ms", "p95 ms", "p50 work", "p95 work", "goal"))
    inside, compile_ = Times(), typst.compile
    with patch.object(typst, "compile", partial(inside.take, compile_)):
        whole = _measured(lambda paper: pdf_of(paper, made_at=MADE_AT), rounds)
    whole.show("PDF", GOAL)
    inside.show("  of it typst")
    _measured(lambda paper: hybrid_of(paper, made_at=MADE_AT), rounds).show("PDF with its e-invoice (Factur-X)")
    _measured(cii_of, rounds).show("E-invoice, CII alone")
    _measured(ubl_of, rounds).show("E-invoice, UBL alone")


def _measured(make: Callable[[Paper], bytes], rounds: int) -> "Times":
    """Each time another invoice, so that nothing is remembered from the one before."""
    times = Times()
    for number in range(WARM_UP + rounds):
        times.take(make, _paper(number))
    return times


class Times:
    """How long calls took: on the clock, and at work, which other work on the machine disturbs less."""

    def __init__(self) -> None:
        self.clock: list[float] = []
        self.work: list[float] = []

    def take(self, make: Callable[..., bytes], *arguments: object, **options: object) -> bytes:
        clock, work = perf_counter(), process_time()
        made = make(*arguments, **options)
        self.clock.append(perf_counter() - clock)
        self.work.append(process_time() - work)
        return made

    def show(self, label: str, goal: float = 0) -> None:
        clock, work = self.clock[WARM_UP:], self.work[WARM_UP:]
        told = [median(clock), quantiles(clock, n=20)[-1], median(work), quantiles(work, n=20)[-1]]
        kept = f"{goal} ms p95, {'met' if told[1] * 1000 <= goal else 'missed'}" if goal else ""
        print(HEAD.format(label, *(f"{one * 1000:.1f}" for one in told), kept).rstrip(), flush=True)


def _paper(number: int) -> Paper:
    lines = tuple(_line(place, number) for place in range(LINES))
    net = sum((line.net for line in lines), Decimal(0))
    tax = (net / 5).quantize(Decimal("0.01"))
    return Paper(
        kind="invoice",
        number=f"BW-2026-{number:04}",
        issued_on=date(2026, 11, 2),
        due_on=date(2026, 11, 16),
        currency="EUR",
        seller=Party(
            "Brightwater Heating", "Unit 6, Canal Wharf", "", "Dublin", "", "D02 X285", "IE",
            "accounts@brightwater.example", "+353 1 555 0100", "IE1234567FA", "1234567",
        ),
        buyer=Party("Anders & Sons Bakery", "14 Market Row", "", "Cork", "", "T12 AB34", "IE", "pay@anders.example"),
        lines=lines,
        groups=(TaxGroup("standard", Decimal(20), net, tax),),
        subtotal=net,
        tax_total=tax,
        total=net + tax,
        terms="14 days",
        reference="PO-77812",
        bank=Bank("Brightwater Heating", "IE29AIBK93115212345678", "AIBKIE2D"),
    )  # fmt: skip


def _line(place: int, number: int) -> PaperLine:
    quantity, price = Decimal(place % 7 + 1) + Decimal("0.5"), Decimal(62 + place)
    return PaperLine(
        f"Engineer, planned work {number}.{place}", f"Omar Reid, {place % 28 + 1} October", quantity, "hour", price,
        Decimal(0), quantity * price, "standard", Decimal(20),
    )  # fmt: skip


if __name__ == "__main__":
    main()
