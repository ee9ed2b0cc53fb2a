"""Tags, and who has them."""

from collections.abc import Iterable, Mapping

from django.db import models

from clientele.accounts.models import Organization
from clientele.customers.models import Customer, Tag, Tagging
from clientele.kit.prepared import Prepared, PreparedValues

_CUSTOMER_TAGS = Prepared(
    lambda organization, customer: Tag.objects.filter(
        organization=organization, taggings__organization=organization, taggings__customer=customer
    ).order_by("name_key", "pk"),
    organization=int,
    customer=int,
)


_TAGS = Prepared(
    lambda organization: Tag.objects.filter(organization=organization).order_by("name_key"), organization=int
)
_TAGGINGS = PreparedValues(
    lambda organization, customers: (
        Tagging.objects.filter(organization=organization, customer__pk__among=customers)
        .order_by()
        .values_list("tag", "customer")
    ),
    True,
    organization=int,
    customers=list,
)


def tags_by_id(organization: Organization) -> dict[int, Tag]:
    """The organisation's tags in the order of their names."""
    return {tag.pk: tag for tag in _TAGS(organization=organization.pk)}


def tags_by_customer(customers: list[Customer], known: Mapping[int, Tag] | None = None) -> dict[int, list[Tag]]:
    """The tags of the customers shown, in one query, which is shorter where the organisation's tags are known."""
    found: dict[int, list[Tag]] = {customer.pk: [] for customer in customers}
    if not customers:
        return {}
    if known is not None:
        for pk, customer in _TAGGINGS(organization=customers[0].organization_id, customers=list(found)):
            if pk in known:
                found[customer].append(known[pk])
        for several in found.values():
            several.sort(key=lambda tag: tag.name_key)
        return found
    taggings = Tagging.objects.filter(customer__in=found).select_related("tag").order_by("tag__name_key")
    for tagging in taggings:
        found[tagging.customer_id].append(tagging.tag)
    return found


def tags() -> models.QuerySet[Tag]:
    """The organisation's tags by name, each with how many customers have it (`used`)."""
    found: models.QuerySet[Tag] = Tag.objects.annotate(used=models.Count("taggings"))
    return found.order_by("name_key", "pk")


def offered_tags(chosen: Iterable[str] = (), *, most: int = 30) -> list[Tag]:
    """The first tags by name that a form offers, and those whose ids were chosen in it."""
    ids = [int(pk) for pk in chosen if pk.isascii() and pk.isdecimal() and len(pk) < 19][:200]
    first = list(Tag.objects.order_by("name_key", "pk")[:most])
    return [*first, *(tag for tag in Tag.objects.filter(pk__in=ids).order_by("name_key", "pk") if tag not in first)]


def tag_names_besides(tag: Tag) -> list[tuple[int, str]]:
    """The other tags of the organisation by name, as id and name."""
    return list(Tag.objects.exclude(pk=tag.pk).order_by("name_key", "pk").values_list("pk", "name"))


def tags_of(customer: Customer) -> list[Tag]:
    """The tags of one customer, by name."""
    return _CUSTOMER_TAGS(organization=customer.organization_id, customer=customer.pk)
