from datetime import date
from decimal import Decimal

from clientele.billing.documents.paper import Bank, Paper, PaperLine, Party, TaxGroup, digest_of, paper_of

LINE = PaperLine(
    "Annual boiler service", "Steam boiler 1", Decimal(1), "piece", Decimal("285.00"), Decimal(0),
    Decimal("285.00"), "standard", Decimal("20.000"),
)  # fmt: skip
PAPER = Paper(
    kind="credit_note",
    number="CN-2026-0001",
    issued_on=date(2026, 11, 2),
    due_on=date(2026, 11, 16),
    currency="GBP",
    seller=Party("Brightwater Heating", country="GB"),
    buyer=Party("Anders & Sons Bakery", city="Easton"),
    lines=(LINE,),
    groups=(TaxGroup("standard", Decimal("20.000"), Decimal("285.00"), Decimal("57.00")),),
    subtotal=Decimal("285.00"),
    tax_total=Decimal("57.00"),
    total=Decimal("342.00"),
    served_from=date(2026, 10, 14),
    bank=Bank(iban="GB33BUKB20201555555555"),
    credits=("BW-2026-0418", date(2026, 10, 20)),
)


def test_a_paper_comes_back_from_its_json_unchanged():
    assert paper_of(PAPER.as_json()) == PAPER


def test_the_digest_is_that_of_what_was_kept_whatever_the_order():
    kept = PAPER.as_json()
    assert digest_of(dict(reversed(kept.items()))) == PAPER.sha256
    assert digest_of(kept | {"total": "342.01"}) != PAPER.sha256
