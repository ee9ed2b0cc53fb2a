"""The fixed words of customers, and how a remembered value reads."""

from typing import Any

from django.db import models

from clientele.accounts.choices import PaymentTerms
from clientele.kit.numbers import plain_number
from clientele.kit.places import country_name


class Status(models.TextChoices):
    """Whether the firm works for the customer at present; set by hand and reversible."""

    ACTIVE = "active", "Active"
    INACTIVE = "inactive", "Inactive"


class Kind(models.TextChoices):
    """A firm or a person."""

    COMPANY = "company", "Company"
    INDIVIDUAL = "individual", "Individual"


class NoteKind(models.TextChoices):
    """A comment belongs to the comments card, every other kind to the notes log; all are internal."""

    COMMENT = "comment", "Comment"
    GENERAL = "general", "General"
    MEETING = "meeting", "Meeting"
    PHONE_CALL = "phone_call", "Phone Call"
    EMAIL = "email", "Email"
    DECISION = "decision", "Decision"


#: How a sentence calls a comment or a note.
NOTE_WORDS = {
    NoteKind.COMMENT: "a comment",
    NoteKind.GENERAL: "a note",
    NoteKind.MEETING: "a note of a meeting",
    NoteKind.PHONE_CALL: "a note of a phone call",
    NoteKind.EMAIL: "a note of an email",
    NoteKind.DECISION: "a decision",
}

LOG_KINDS = tuple(kind for kind in NoteKind if kind is not NoteKind.COMMENT)


class TagColor(models.TextChoices):
    """The colours a tag can have; grey where nothing is chosen."""

    GREY = "grey", "Grey"
    GREEN = "green", "Green"
    BLUE = "blue", "Blue"
    AMBER = "amber", "Amber"
    RED = "red", "Red"
    PURPLE = "purple", "Purple"


SENTENCES = {
    "customers.created": "{author} added {subject}",
    "customers.imported": "{author} imported {subject} from {file}",
    "customers.updated": "{author} changed {fields}",
    "customers.merged": "{author} merged {subject} into {into}",
    "customers.duplicate_dismissed": "{author} said that {first} and {second} are not the same",
    "customers.dismissal_withdrawn": "{author} took back that {first} and {second} are not the same",
    "customers.contact_added": "{author} added the contact {subject}",
    "customers.contact_updated": "{author} changed the contact {subject}",
    "customers.contact_removed": "{author} removed the contact {subject}",
    "customers.note_added": "{author} wrote {kind}",
    "customers.note_edited": "{author} edited {kind}",
    "customers.note_deleted": "{author} deleted {kind}",
    "customers.tag_created": "{author} made the tag {subject}",
    "customers.tag_updated": "{author} changed the tag {subject}",
    "customers.tag_merged": "{author} merged the tag {subject} into {into}",
    "customers.tag_deleted": "{author} deleted the tag {subject}",
}

#: What the Edit dialog changes, in the order of the form.
IDENTITY_FIELDS = (
    "name",
    "kind",
    "email",
    "phone",
    "website",
    "address_line1",
    "address_line2",
    "city",
    "region",
    "postal_code",
    "country",
    "contact_information",
    "notes",
)

#: What Settings > Billing changes.
BILLING_FIELDS = (
    "account_number",
    "payment_terms",
    "currency",
    "tax_rate",
    "tax_number",
    "billing_name",
    "billing_email",
    "billing_line1",
    "billing_line2",
    "billing_city",
    "billing_region",
    "billing_postal_code",
    "billing_country",
)

#: Every column a person may write; the code only at creation.
WRITABLE_FIELDS = (*IDENTITY_FIELDS, "status", *BILLING_FIELDS)

#: What the history and the record on a date show.
TRACKED_FIELDS = ("code", *WRITABLE_FIELDS, "tags")

FIELD_WORDS = {
    "name": "name",
    "code": "code",
    "kind": "type",
    "status": "status",
    "email": "email",
    "phone": "phone",
    "website": "website",
    "address_line1": "address",
    "address_line2": "second address line",
    "city": "city",
    "region": "region",
    "postal_code": "postal code",
    "country": "country",
    "contact_information": "contact information",
    "notes": "notes",
    "tags": "tags",
    "account_number": "account number",
    "payment_terms": "payment terms",
    "currency": "currency",
    "tax_rate": "tax rate",
    "tax_number": "tax number",
    "billing_name": "billing name",
    "billing_email": "billing email",
    "billing_line1": "billing address",
    "billing_line2": "second billing address line",
    "billing_city": "billing city",
    "billing_region": "billing region",
    "billing_postal_code": "billing postal code",
    "billing_country": "billing country",
}

_CHOICES: dict[tuple[str, str], type[models.TextChoices]] = {
    ("customer", "kind"): Kind,
    ("customer", "status"): Status,
    ("customer", "payment_terms"): PaymentTerms,
    ("note", "kind"): NoteKind,
    ("tag", "color"): TagColor,
}


def in_words(field: str, value: Any, of: str = "customer") -> str:
    """A value as the trail remembers it, as a person reads it: `Inactive`, `United Kingdom`, `Catering, North`."""
    if value in (None, ""):
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    choices = _CHOICES.get((of, field))
    if choices and value in choices.values:
        return str(choices(value).label)
    if field.endswith("country"):
        return country_name(str(value))
    if field == "tax_rate":
        return f"{plain_number(value)}%"
    return str(value)
