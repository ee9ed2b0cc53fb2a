"""What is said after a status has changed, and the address that takes it back."""

from clientele.accounts.models import Member
from clientele.billing import policy as billing
from clientele.customers.choices import Status
from clientele.customers.models import Customer
from clientele.desk.access import MemberRequest
from clientele.kit.money import shown
from clientele.kit.numbers import counted
from clientele.overview.queries import guards_of
from clientele.projects import policy as projects
from clientele.ui.jinja import address

_STAYS = "Contacts, notes and comments stay as they are, and can still be added."


def say_status(request: MemberRequest, customer: Customer) -> tuple[str, str]:
    """The sentence for a toast, and where its Undo goes."""
    slug = request.organization.slug
    if customer.status == Status.INACTIVE:
        text = f"{customer.name} is inactive. {stays_open(request.member, customer)}"
        return text, address("customers:activity", slug, pk=customer.pk)
    return f"{customer.name} is active.", address("customers:inactivity", slug, pk=customer.pk)


def stays_open(member: Member, customer: Customer) -> str:
    """What stays open where a customer goes inactive, as far as the member may see it."""
    guards, parts = guards_of(customer), []
    if guards.running_projects and projects.may_view(member):
        parts.append(counted(guards.running_projects, "unfinished project"))
    if guards.unpaid_invoices and billing.may_view(member):
        amounts = " and ".join(shown(amount, currency) for currency, amount in guards.owing)
        parts.append(f"{counted(guards.unpaid_invoices, 'unpaid invoice')} over {amounts}")
    if not parts:
        return _STAYS
    is_one = len(parts) == 1 and parts[0].startswith("1 ")
    return f"{' and '.join(parts)} {'stays' if is_one else 'stay'} open. {_STAYS}"
