from tests.billing.conftest import a_draft, an_expense, an_invoice, boiler, some_time

__all__ = ["a_draft", "an_expense", "an_invoice", "boiler", "some_time"]
