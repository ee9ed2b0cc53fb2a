from clientele.billing.operations.batches import cancel_batch, issue_batch, resume_batch
from clientele.billing.operations.credits import credit_invoice, reissue_invoice
from clientele.billing.operations.drafts import delete_draft, draft_invoice, refresh_billing, update_draft
from clientele.billing.operations.finalising import finalise_invoice
from clientele.billing.operations.issuing import issue_from_work
from clientele.billing.operations.lines import set_lines
from clientele.billing.operations.moving import follow_project
from clientele.billing.operations.numbering import set_numbering
from clientele.billing.operations.payments import record_payment, remove_payment
from clientele.billing.operations.refunds import record_refund, remove_refund
from clientele.billing.operations.sending import send_again, send_invoice
from clientele.billing.operations.voiding import void_invoice
from clientele.billing.operations.work import Preview, Work, draft_from_work, preview_work

__all__ = [
    "Preview",
    "Work",
    "cancel_batch",
    "credit_invoice",
    "delete_draft",
    "draft_from_work",
    "draft_invoice",
    "finalise_invoice",
    "follow_project",
    "issue_batch",
    "issue_from_work",
    "preview_work",
    "record_payment",
    "record_refund",
    "refresh_billing",
    "reissue_invoice",
    "remove_payment",
    "remove_refund",
    "resume_batch",
    "send_again",
    "send_invoice",
    "set_lines",
    "set_numbering",
    "update_draft",
    "void_invoice",
]
