"""How long the documents of an invoice of 40 lines take, and the part of it that is typst's own."""

from collections.abc import Callable
from dataclasses import dataclass
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


@dataclass(frozen=True)
class Drawn:
    """How long one kind of document took, in milliseconds: on the clock, and at work."""

    label: str
    p50: float
    p95: float
    work_p50: float
    work_p95: float
    goal: float = 0


def measure_documents(rounds: int) -> list[Drawn]:
    """Each kind so many times."""
    inside, compile_ = Times(), typst.compile
    with patch.object(typst, "compile", partial(inside.take, compile_)):
        whole = _measured(lambda paper: pdf_of(paper, made_at=MADE_AT), rounds)
    return [
        whole.drawn("PDF", GOAL),
        inside.drawn("of it typst"),
        _measured(lambda paper: hybrid_of(paper, made_at=MADE_AT), rounds).drawn("PDF with its e-invoice (Factur-X)"),
        _measured(cii_of, rounds).drawn("E-invoice, CII alone"),
        _measured(ubl_of, rounds).drawn("E-invoice, UBL alone"),
    ]


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

    def drawn(self, label: str, goal: float = 0) -> Drawn:
        clock, work = self.clock[WARM_UP:], self.work[WARM_UP:]
        told = (median(clock), quantiles(clock, n=20)[-1], median(work), quantiles(work, n=20)[-1])
        return Drawn(label, *(one * 1000 for one in told), goal)


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
