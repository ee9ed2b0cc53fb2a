"""Codes of projects, time and expenses."""

from clientele.api.codes.code import Code

CODES: dict[str, Code] = {
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
        "Boiler replacement has invoices, so it stays. Archive it instead, or delete its invoices if all are drafts.",
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
    "billing_code_in_use": Code(
        409, "Time was written to the billing code, so it stays.", "Time was written to Travel, so it stays."
    ),
    "project_code_taken": Code(
        422,
        "Another project has the code; `existing` is its id.",
        "The code BW-2601 belongs to Boiler replacement.",
    ),
    "too_many_tasks": Code(422, "A project has at most 200 tasks.", "A project has at most 200 tasks."),
    "member_on_project": Code(422, "The member is on the project already.", "Dana Reyes is on this project already."),
    "billing_code_taken": Code(
        422,
        "The project has a billing code of that name already.",
        "There is a billing code “Travel” on this project already.",
    ),
    "template_name_taken": Code(
        422, "There is a template of that name already.", "There is a template “Boiler renewal” already."
    ),
    "currency_differs": Code(
        422,
        "An expense is in its project's currency.",
        "Expenses of Boiler renewal are in GBP. Enter what it cost in GBP.",
    ),
}
