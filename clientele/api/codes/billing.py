"""Codes of invoices and payments."""

from clientele.api.codes.code import Code

CODES: dict[str, Code] = {
    "invoice_draft": Code(409, "The invoice is a draft.", "This invoice is a draft. Finalise it first."),
    "invoice_finalised": Code(
        409,
        "A finalised invoice never changes.",
        "INV-2026-0007 is finalised and never changes. Credit or void it instead.",
    ),
    "invoice_empty": Code(409, "The draft has no lines.", "This invoice has no lines. Add one first."),
    "invoice_zero": Code(
        409,
        "The draft comes to nothing.",
        "This invoice comes to nothing. Only one with something to pay is finalised.",
    ),
    "invoice_void": Code(409, "The invoice is void.", "INV-2026-0007 is void and stays as it is."),
    "invoice_paid": Code(409, "Money came in for the invoice.", "Money came in for INV-2026-0007. Credit it instead."),
    "invoice_credited": Code(409, "The invoice is credited already.", "INV-2026-0007 is credited whole."),
    "credit_note_final": Code(
        409, "A credit note stays as it is.", "CN-2026-0002 is a credit note and stays as it is."
    ),
    "currency_unusual": Code(
        409,
        "The customer has no invoices in this currency; `confirm_currency` says that it is meant.",
        "Anders & Sons Bakery has no invoices in EUR; GBP is usual. Confirm the currency.",
    ),
    "nothing_to_bill": Code(409, "The project has nothing to bill.", "New boiler has nothing to bill here."),
    "work_taken": Code(
        409,
        "Some of the time or expenses is billed already, or cannot be billed.",
        "Some of this is billed already or cannot be billed. Choose again.",
    ),
    "work_changed": Code(
        409,
        "Time or expenses on the draft were changed, rejected or removed.",
        "Time or expenses on this draft were changed or rejected. Delete it and draft it anew.",
    ),
    "number_taken": Code(
        409,
        "The next number is taken by an invoice of another pattern.",
        "INV-2026-0007 is taken. Change how invoices are numbered in the settings.",
    ),
    "payment_refunded": Code(
        409,
        "What came in was paid back; remove the refund first.",
        "£51.00 of INV-2026-0007 was paid back. Remove that refund first.",
    ),
    "refund_exceeds_due": Code(
        422, "More than what is owed to the customer.", "£51.00 is owed to the customer, and not more."
    ),
    "payment_exceeds_balance": Code(422, "More than what is still to pay.", "£204.00 is still to pay, and not more."),
    "credit_exceeds_invoice": Code(
        422, "More than what is left of the invoice.", "This is more than what is left of INV-2026-0007."
    ),
    "recipient_missing": Code(
        422, "The customer has no billing email, and none is given.", "Anders & Sons Bakery has no billing email."
    ),
    "einvoice_incomplete": Code(
        422, "The invoice does not say all that an e-invoice must.", "Add your VAT number under Settings > General."
    ),
    "batch_empty": Code(422, "No draft is chosen.", "There is no draft to finalise. Choose at least one."),
    "batch_not_failed": Code(409, "Only a failed batch is gone on with.", "This batch has not failed."),
    "batch_not_running": Code(409, "The batch is at its end.", "This batch is not running."),
}
