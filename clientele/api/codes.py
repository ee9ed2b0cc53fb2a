"""Every `code` a problem document can carry: its HTTP status and when it is answered. Codes never change."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Code:
    """A stable code: the status it comes with, what it means, and an example of the sentence for people."""

    status: int
    meaning: str
    example: str


CODES: dict[str, Code] = {
    "malformed_json": Code(
        400, "The body is not JSON in UTF-8.", "The body is not JSON: it breaks off at character 12."
    ),
    "unauthenticated": Code(
        401,
        "There is no token, or it is unknown, expired or revoked.",
        "Send a valid token as: Authorization: Bearer <token>.",
    ),
    "permission_denied": Code(
        403,
        "The member's role, or a token that only reads, does not allow it.",
        "Your role does not allow this.",
    ),
    "feature_disabled": Code(
        403,
        "The organisation has switched the feature off.",
        "The API is switched off for this organisation.",
    ),
    "not_found": Code(
        404,
        "The record, or one that the request refers to, is not in this organisation.",
        "There is no such record here.",
    ),
    "method_not_allowed": Code(405, "The address does not take this method.", "This address takes GET and PATCH."),
    "customer_archived": Code(
        409,
        "The customer is archived, which makes it read-only.",
        "Anders & Sons Bakery is archived. Restore it first.",
    ),
    "customer_inactive": Code(
        409,
        "The customer is inactive, so it takes no new projects; one is moved there only with `confirm`.",
        "Anders & Sons Bakery is inactive, so it takes no new projects. Set it active first.",
    ),
    "project_archived": Code(
        409,
        "The project is archived, which makes it read-only.",
        "Boiler replacement is archived, so it is read-only. Make it active first.",
    ),
    "project_has_spending": Code(
        409,
        "Money was spent on the project, so its currency stays.",
        "Money was spent on Boiler replacement already, so its currency stays as it is.",
    ),
    "project_has_invoices": Code(
        409,
        "The project has invoices, so it stays.",
        "Boiler replacement has invoices, so it stays. Void its invoices first, or archive the project instead.",
    ),
    "status_not_allowed": Code(
        409,
        "That status cannot follow the present one.",
        "A project that is Draft cannot be set to Completed, only to: Active, Archived.",
    ),
    "project_at_customer": Code(
        409,
        "The project belongs to that customer already.",
        "Boiler replacement belongs to Quay Street Dental already.",
    ),
    "version_conflict": Code(
        409,
        "Somebody saved since the version in If-Match; the present record is in `current`.",
        "Anders & Sons Bakery was changed by someone else while you were editing.",
    ),
    "project_not_open": Code(
        409,
        "The project is a draft or archived, and takes no time or expenses.",
        "Boiler renewal is archived and takes no time or expenses.",
    ),
    "day_is_full": Code(
        409,
        "The member's day would hold more than 24 hours.",
        "23:00 of this day are written down already, and a day has 24 hours.",
    ),
    "time_submitted": Code(
        409,
        "The entry is submitted or approved; it can be changed once it is rejected.",
        "This time is submitted. It can be changed once it is rejected.",
    ),
    "time_not_submitted": Code(409, "The entry is not submitted.", "1:30 is open, not submitted. Reload the page."),
    "time_locked": Code(409, "The entry is on a finalised invoice.", "This time is on an invoice and stays as it is."),
    "expense_submitted": Code(
        409,
        "The expense is submitted or approved; it can be changed once it is rejected.",
        "This expense is submitted. It can be changed once it is rejected.",
    ),
    "expense_not_submitted": Code(
        409, "The expense is not submitted.", "Travel is open, not submitted. Reload the page."
    ),
    "expense_locked": Code(
        409, "The expense is on a finalised invoice.", "This expense is on an invoice and stays as it is."
    ),
    "no_timer": Code(409, "No timer runs.", "No timer is running. It may have been stopped in another window."),
    "timer_ran_long": Code(
        409,
        "The timer ran for more than a day; send `minutes`, or discard it.",
        "The timer ran for more than a day. Write how long you worked, or discard it.",
    ),
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
    "import_started": Code(
        409,
        "The import has run, or runs already.",
        "This import has run already. Choose the file again to import it anew.",
    ),
    "import_unchecked": Code(
        409, "The file is still being checked.", "The check is still going on. Wait until it is done."
    ),
    "import_not_running": Code(409, "The import does not run.", "This import is not running."),
    "last_owner": Code(
        409,
        "An organisation keeps at least one owner.",
        "Olive Owner is the only owner. Make somebody else an owner first.",
    ),
    "owner_role_fixed": Code(
        409, "The owner's role cannot be changed.", "Owners may do everything, and that cannot be changed."
    ),
    "starting_role": Code(409, "The four starting roles stay.", "The role Lead came with the organisation and stays."),
    "role_in_use": Code(
        409, "Somebody has the role.", "Dana Lead still have the role Dispatcher. Give them another one first."
    ),
    "invitation_used": Code(409, "Somebody joined by the invitation.", "This invitation was used already."),
    "invitation_revoked": Code(409, "The invitation was revoked.", "This invitation was taken back."),
    "too_many_invitations": Code(
        409,
        "One address had 5 mails in an hour, or one member sent 60.",
        "sam@example.org had 5 mails in an hour. Wait a while.",
    ),
    "idempotency_key_in_use": Code(
        409,
        "The first request with this key is still at work; try again.",
        "The first request with this key is still at work. Try again.",
    ),
    "payload_too_large": Code(
        413, "The body is larger than this server takes.", "The body may be at most 5,242,880 bytes."
    ),
    "unsupported_media_type": Code(
        415, "The body is not sent as application/json.", "Send the body as application/json."
    ),
    "validation_error": Code(
        422,
        "A field, a parameter or a header is wrong; `errors` names each.",
        "“anders.example” is not an email address.",
    ),
    "customer_name_taken": Code(
        422,
        "Another customer that is not archived has the name; `existing` is its id.",
        "Customer with this name already exists.",
    ),
    "customer_code_taken": Code(
        422,
        "Another customer has the code; `existing` is its id.",
        "The code ANDERS belongs to Anders & Sons Bakery.",
    ),
    "project_code_taken": Code(
        422,
        "Another project has the code; `existing` is its id.",
        "The code BW-2601 belongs to Boiler replacement.",
    ),
    "code_immutable": Code(422, "A customer's code never changes.", "A code cannot be changed after creation."),
    "currency_differs": Code(
        422,
        "An expense is in its project's currency.",
        "Expenses of Boiler renewal are in GBP. Enter what it cost in GBP.",
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
    "tag_name_taken": Code(422, "There is a tag of this name.", "There is a tag “Catering” already."),
    "role_name_taken": Code(422, "There is a role of this name.", "There is a role “Dispatcher” already."),
    "grants_more_than_held": Code(
        422,
        "Nobody gives a permission that they do not hold.",
        "You cannot give what you may not do yourself: Create and change roles.",
    ),
    "already_a_member": Code(
        422, "The address belongs to somebody in the team.", "Theo Technician is in the team already."
    ),
    "already_invited": Code(
        422,
        "An invitation to the address is open.",
        "sam@example.org is invited already. The invitation can be sent again from the list.",
    ),
    "same_tag": Code(422, "A tag cannot be merged into itself.", "Choose another tag to merge into."),
    "same_customer": Code(422, "A customer is no duplicate of itself.", "Choose two different ones."),
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
    "idempotency_key_invalid": Code(
        422,
        "The Idempotency-Key is too long or has other characters than printable ASCII.",
        "An idempotency key has 1 to 255 printable ASCII characters.",
    ),
    "idempotency_key_reused": Code(
        422,
        "The Idempotency-Key was used within 24 hours for another request.",
        "This idempotency key was used for another request.",
    ),
    "rate_limited": Code(
        429,
        "More requests than the limit in one minute; wait as long as Retry-After says.",
        "The limit is 300 requests a minute. Try again in 21 seconds.",
    ),
    "internal_error": Code(500, "A defect of ours, whatever was sent.", "Something broke. It has been written down."),
    "unavailable": Code(
        503,
        "The database did not answer in time; wait as long as Retry-After says.",
        "The database is busy. Try again in a few seconds.",
    ),
}
