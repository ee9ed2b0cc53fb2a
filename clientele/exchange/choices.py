"""The fixed words of exchange: what a column can become, the states and measures of an import, its sentences."""

from dataclasses import dataclass

from django.db import models


@dataclass(frozen=True)
class Target:
    """A field that a column of a file can become; `many` columns may share one that says so."""

    key: str
    label: str
    group: str
    hint: str = ""
    many: bool = False


TARGETS = (
    Target("name", "Name", "{one}", "required"),
    Target("code", "Code", "{one}"),
    Target("kind", "Company or individual", "{one}"),
    Target("status", "Status", "{one}", "active or inactive"),
    Target("email", "Email", "{one}", many=True),
    Target("phone", "Phone", "{one}", many=True),
    Target("website", "Website", "{one}"),
    Target("tags", "Tags", "{one}", "split at ; or ,", many=True),
    Target("contact_information", "Contact information", "{one}", many=True),
    Target("notes", "Notes", "{one}", many=True),
    Target("address", "Address", "Address", "taken apart", many=True),
    Target("address_line1", "Address, street", "Address"),
    Target("address_line2", "Address, second line", "Address", many=True),
    Target("city", "Address, city", "Address"),
    Target("region", "Address, region", "Address"),
    Target("postal_code", "Address, postcode", "Address"),
    Target("country", "Address, country", "Address"),
    Target("payment_terms", "Payment terms", "Billing", many=True),
    Target("currency", "Currency", "Billing"),
    Target("account_number", "Account number", "Billing"),
    Target("tax_number", "Tax number", "Billing"),
    Target("tax_rate", "Tax rate", "Billing", "in percent"),
    Target("billing_email", "Billing email", "Billing", many=True),
    Target("billing_name", "Billing name", "Billing"),
    Target("billing_line1", "Billing address, street", "Billing"),
    Target("billing_line2", "Billing address, second line", "Billing"),
    Target("billing_city", "Billing address, city", "Billing"),
    Target("billing_region", "Billing address, region", "Billing"),
    Target("billing_postal_code", "Billing address, postcode", "Billing"),
    Target("billing_country", "Billing address, country", "Billing"),
    Target("contact_name", "Contact, name", "Main contact"),
    Target("contact_first_name", "Contact, first name", "Main contact"),
    Target("contact_last_name", "Contact, last name", "Main contact"),
    Target("contact_role", "Contact, role", "Main contact"),
    Target("contact_email", "Contact, email", "Main contact"),
    Target("contact_phone", "Contact, phone", "Main contact"),
)
TARGET = {target.key: target for target in TARGETS}

#: What a column of a list of projects can become.
PROJECT_TARGETS = (
    Target("code", "Code", "Project", "each has its own"),
    Target("customer_code", "Customer code", "Project", "where the next says the name"),
    Target("customer", "Customer", "Project", "name or code"),
    Target("name", "Name", "Project", "required"),
    Target("status", "Status", "Project", "draft, active, on hold, completed, archived"),
    Target("kind", "Type", "Project", "billable, non-billable, internal"),
    Target("lead", "Lead", "Project", "email or name"),
    Target("starts_on", "Start", "Project", "such as 2026-12-01"),
    Target("ends_on", "End", "Project", "such as 2026-12-18"),
    Target("currency", "Currency", "Project", "three letters, such as GBP"),
    Target("budget_minutes", "Budgeted hours", "Project", "such as 120, 37.5 or 12:30"),
    Target("budget_amount", "Budget", "Project", "such as 4200.50"),
    Target("hourly_rate", "Hourly rate", "Project", "such as 70"),
    Target("description", "Description", "Project", "any text"),
)
PROJECT_TARGET = {target.key: target for target in PROJECT_TARGETS}

#: So many projects are taken from one file, which is written as a whole.
MOST_PROJECTS = 1_000


class ImportStatus(models.TextChoices):
    """Where an import stands."""

    CHECKING = "checking", "Checking"
    CHECKED = "checked", "Checked"
    RUNNING = "running", "Importing"
    DONE = "done", "Done"
    FAILED = "failed", "Failed"
    CANCELLED = "cancelled", "Cancelled"


class ImportMode(models.TextChoices):
    """What happens to the good rows where others are refused."""

    GOOD_ROWS = "good_rows", "Import the good rows, leave the others out"
    ALL_OR_NOTHING = "all_or_nothing", "Import all rows or none"


class Outcome(models.TextChoices):
    """What an import makes of one row."""

    CREATED = "created", "Created"
    UPDATED = "updated", "Updated"
    UNCHANGED = "unchanged", "Unchanged"
    REFUSED = "refused", "Refused"


#: States in which the person can still change how the file is read.
OPEN_STATUSES = (ImportStatus.CHECKING, ImportStatus.CHECKED)

#: Up to so many rows a check is made at once; longer files are checked in the background.
ROWS_CHECKED_AT_ONCE = 2_000

#: How many rows are decided and written as a whole.
CHUNK = 1_000

#: How many rows of each outcome are kept to be shown.
SHOWN_ROWS = 50

SENTENCES = {
    "exchange.import_finished": "{author} imported {file}: {created} created, {updated} updated, {refused} refused",
    "exchange.projects_imported": "{author} imported {file}: {created:project} created, {updated} updated",
    "exchange.customers_exported": "{author} exported {number:customer}",
}
