"""Creating and changing a customer."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from clientele.accounts.models import Member
from clientele.customers.models import Customer
from clientele.customers.operations import refusals
from clientele.customers.operations.tags import carry_state, set_tags, tag_names, wrong_tags
from clientele.customers.operations.values import derived_keys, tidy_customer, with_defaults
from clientele.kit.refusals import Refusal, refuse_together
from clientele.trail.operations import changes_between, plain, record


@transaction.atomic
def create_customer(
    *, values: Mapping[str, Any], by: Member, at: datetime, tags: Sequence[str] | None = None
) -> Customer:
    """Add a customer; terms, currency and tax rate left blank are copied from the organisation's defaults.

    `tags` are names, made on the fly. Raises `customer_name_taken`, `customer_code_taken` or `validation_error` (422).
    """
    tidy, errors = tidy_customer(with_defaults(by.organization, values))
    refuse_together([*errors, *wrong_tags(tags or ())], *_taken(by, tidy))
    customer = Customer(organization=by.organization, created_at=at, updated_at=at, **tidy, **derived_keys(tidy))
    _save_or_refuse(customer, by, tidy)
    names = set_tags(customer, tags, at=at, by=by) if tags else []

    first = {field: [None, plain(value)] for field, value in tidy.items() if value not in ("", None)}
    record("customers.created", customer, by=by, at=at, changes=first | _tag_change([], names), version=1)
    return customer


@transaction.atomic
def update_customer(
    customer: Customer,
    *,
    changes: Mapping[str, Any],
    by: Member,
    at: datetime,
    version: int | None = None,
    tags: Sequence[str] | None = None,
) -> Customer:
    """Change what differs and nothing else; with `version`, only if nobody changed the customer since.

    Raises `customer_archived` or `version_conflict` (409), `code_immutable`, `customer_name_taken` or
    `validation_error` (422).
    """
    current = refusals.lock_current(customer)
    if version is not None and version != current.version:
        raise refusals.version_conflict(current)
    tidy, errors = tidy_customer({field: value for field, value in changes.items() if field != "code"})
    changed = changes_between({field: getattr(current, field) for field in tidy}, tidy)
    fixed = _changed_code(current, changes)
    taken = _taken(by, {field: tidy[field] for field in changed}, besides=current)
    refuse_together([*errors, *wrong_tags(tags or ())], fixed, *taken)
    names_before = tag_names(current) if tags is not None else []
    names = set_tags(current, tags, at=at, by=by) if tags is not None else []
    changed |= _tag_change(names_before, names)
    if not changed:
        return current
    for field, value in (tidy | derived_keys(tidy, current)).items():
        setattr(current, field, value)
    current.version += 1
    current.updated_at = at
    _save_or_refuse(current, by, tidy)
    if "status" in changed:
        carry_state(current)
    record("customers.updated", current, by=by, at=at, changes=changed, version=current.version)
    return current


def _changed_code(current: Customer, changes: Mapping[str, Any]) -> Refusal | None:
    code = changes.get("code")
    if code is None or str(code).strip() == current.code:
        return None
    return Refusal("code_immutable", "A code cannot be changed after creation.", field="code")


def _tag_change(before: list[str], after: list[str]) -> dict[str, list[Any]]:
    return {"tags": [before or None, after]} if before != after else {}


def _taken(by: Member, tidy: Mapping[str, Any], besides: Customer | None = None) -> Iterator[Refusal]:
    others = Customer.objects.exclude(pk=besides.pk) if besides else Customer.objects.all()
    if "name" in tidy and (holder := others.current().filter(name_key=derived_keys(tidy)["name_key"]).first()):
        yield refusals.name_taken(by.organization, holder)
    if tidy.get("code") and (holder := others.filter(code__iexact=tidy["code"]).first()):
        yield refusals.code_taken(tidy["code"], holder)


def _save_or_refuse(customer: Customer, by: Member, tidy: Mapping[str, Any]) -> None:
    """Save; where another request took the name a moment ago, say so as if it had been there all along."""
    try:
        with transaction.atomic():
            customer.save()
    except IntegrityError:
        refuse_together((), *_taken(by, tidy, besides=customer if customer.pk else None))
        raise
