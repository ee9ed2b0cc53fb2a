"""Hears of every change and keeps the index."""

from typing import Any

from django.dispatch import receiver

from clientele.customers.models import Contact, Customer
from clientele.projects.models import Project
from clientele.search.choices import CONTACT_FIELDS, CUSTOMER_FIELDS, PROJECT_FIELDS
from clientele.search.operations import refresh_customers, refresh_projects
from clientele.trail.models import Entry
from clientele.trail.operations import kind_of, recorded

CONTACT = kind_of(Contact)
PROJECT = kind_of(Project)
_FIELDS = {kind_of(Customer): frozenset(CUSTOMER_FIELDS), CONTACT: frozenset(CONTACT_FIELDS)}


@receiver(recorded, dispatch_uid="search.documents")
def keep_documents(entries: list[Entry], **_: Any) -> None:
    told = [entry for entry in entries if _FIELDS.get(entry.subject_kind, frozenset()) & entry.changes.keys()]
    customers = {entry.within_id for entry in told if entry.within_id}
    leaving = [entry.subject_id for entry in told if entry.subject_kind == CONTACT and _is_last(entry)]
    if customers:
        refresh_customers(sorted(customers), besides=leaving)


@receiver(recorded, dispatch_uid="search.documents_of_projects")
def keep_documents_of_projects(entries: list[Entry], **_: Any) -> None:
    told = [entry for entry in entries if entry.subject_kind == PROJECT and entry.changes.keys() & set(PROJECT_FIELDS)]
    leaving = [entry.subject_id for entry in told if _is_last(entry)]
    if told:
        refresh_projects(sorted({entry.subject_id for entry in told}), besides=leaving)


def _is_last(entry: Entry) -> bool:
    return entry.changes.get("name", ["", ""])[1] is None
