"""What a member may read of what happened to a customer."""

from django.db.models import Q, QuerySet

from clientele.accounts.models import Member
from clientele.billing import policy as billing
from clientele.customers import policy
from clientele.customers.choices import NOTE_WORDS, NoteKind
from clientele.customers.models import Customer
from clientele.projects import policy as projects
from clientele.trail.models import Entry
from clientele.trail.queries import timeline_for

_OF_NOTE = Q(subject_kind="note")
_OF_COMMENT = Q(facts__kind=NOTE_WORDS[NoteKind.COMMENT])


def readable_timeline(member: Member, customer: Customer) -> QuerySet[Entry]:
    """What happened to a customer and to all that is read within it, newest first.

    Without what is on pages that the member may not open: invoices, projects, the notes log and comments.
    """
    entries = timeline_for(customer)
    if not billing.may_view(member):
        entries = entries.exclude(name__startswith="billing.")
    if not projects.may_view(member):
        entries = entries.exclude(name__startswith="projects.")
    if not policy.may_read_notes(member, NoteKind.COMMENT):
        entries = entries.exclude(_OF_NOTE & _OF_COMMENT)
    if not policy.may_read_notes(member, NoteKind.GENERAL):
        entries = entries.exclude(_OF_NOTE & ~_OF_COMMENT)
    return entries
