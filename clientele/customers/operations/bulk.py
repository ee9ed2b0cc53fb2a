"""Many customers at once, by the same rules as one: validated, tagged, with their main contact, and remembered."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.db import transaction

from clientele.accounts.models import Member, Organization
from clientele.customers.choices import Kind, Status
from clientele.customers.models import Contact, Customer, Tag, Tagging
from clientele.customers.operations.contacts import add_contact, update_contact
from clientele.customers.operations.tags import MOST_TAGS, carry_state, create_tag
from clientele.customers.operations.values import clean_customer, derived_keys, with_defaults
from clientele.kit.refusals import FieldError, Refusal
from clientele.kit.rows import filled, insert_rows, positions, write_rows
from clientele.kit.shapes import cleaned
from clientele.kit.text import name_key
from clientele.trail.operations import changes_between, plain, record_many, told_together

Changes = dict[str, list[Any]]

# The same few values stand in most rows of a list, so each is checked once.
_REPEATED = frozenset(
    {"kind", "status", "city", "region", "postal_code", "country", "payment_terms", "currency", "tax_rate"}
    | {"billing_city", "billing_region", "billing_country"}
)
_PRIMARY: Changes = {"is_primary": [None, True]}


@dataclass(frozen=True)
class NewCustomer:
    """A customer to be, that passed every rule of shape: its tidy values with their keys, tags by key, main contact."""

    values: dict[str, Any]
    keys: dict[str, str]
    tags: dict[str, str] = field(default_factory=dict)
    contact: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class CustomerChange:
    """What would change of a customer: fields with their values before and after, tags to add, the contact."""

    customer: Customer
    changed: Changes
    tags: dict[str, str]
    contact: dict[str, Any]
    person: Contact | None = None

    def __bool__(self) -> bool:
        return bool(self.changed or self.tags or self.contact)


def new_customer(
    organization: Organization,
    *,
    values: Mapping[str, Any],
    tags: Sequence[str] = (),
    contact: Mapping[str, Any] | None = None,
) -> NewCustomer:
    """Check the values of a customer to be, completed with the organisation's defaults.

    Raises `validation_error` (422), the contact's fields with `contact_` before their names.
    """
    complete = {"kind": Kind.COMPANY.value, "status": Status.ACTIVE.value, **with_defaults(organization, values)}
    tidy, named, person = _tidied(complete, tags, contact or {})
    return NewCustomer(tidy, derived_keys(tidy), named, person)


def change_of(
    customer: Customer,
    *,
    values: Mapping[str, Any],
    tags: Sequence[str] = (),
    tags_now: Iterable[str] = (),
    contact: Mapping[str, Any] | None = None,
    contacts: Iterable[Contact] = (),
) -> CustomerChange:
    """What the values would change; blank ones change nothing, tags are added and none taken away.

    Raises `validation_error` (422).
    """
    tidy, named, person = _tidied({key: value for key, value in values.items() if key != "code"}, tags, contact or {})
    changed = changes_between({key: getattr(customer, key) for key in tidy}, tidy)
    more = {key: name for key, name in named.items() if key not in set(map(name_key, tags_now))}
    known = next((one for one in contacts if name_key(one.name) == name_key(person.get("name", ""))), None)
    if known is not None:
        person = {key: value for key, value in person.items() if value and getattr(known, key) != value}
    return CustomerChange(customer, changed, more, person, known)


@transaction.atomic
@told_together()
def create_customers(rows: Sequence[NewCustomer], *, by: Member, at: datetime, file: str) -> list[Customer]:
    """Add customers in a few statements, each remembered as imported from the file.

    Raises IntegrityError where a name or a code was taken meanwhile.
    """
    customers = insert_rows(Customer, _rows(rows, by, at))
    tags = _tags({key: name for row in rows for key, name in row.tags.items()}, by, at)
    pairs = [(customer, tags[key]) for customer, row in zip(customers, rows, strict=True) for key in row.tags]
    _tag(pairs, by)
    _add_contacts(list(zip(customers, rows, strict=True)), by, at)
    firsts = [(customer, _first(row, tags)) for customer, row in zip(customers, rows, strict=True)]
    record_many("customers.imported", firsts, by=by, at=at, file=file, version=1)
    return customers


@transaction.atomic
@told_together()
def apply_changes(changes: Sequence[CustomerChange], *, by: Member, at: datetime, file: str) -> None:
    """Change customers that were read, and locked, in this transaction; each is remembered as updated.

    Raises IntegrityError where a name was taken meanwhile.
    """
    tags = _tags({key: name for change in changes for key, name in change.tags.items()}, by, at)
    _tag([(change.customer, tags[key]) for change in changes for key in change.tags], by)
    told: dict[int, list[tuple[Customer, Changes]]] = defaultdict(list)
    for change in changes:
        if change.changed or change.tags:
            _save(change, at)
            added = {"tags": [None, sorted(tags[key].name for key in change.tags)]} if change.tags else {}
            told[change.customer.version].append((change.customer, change.changed | added))
    for version, subjects in told.items():
        record_many("customers.updated", subjects, by=by, at=at, file=file, version=version)
    for change in changes:
        if change.contact and change.person is not None:
            update_contact(change.person, changes=change.contact, by=by, at=at)
        elif change.contact:
            add_contact(change.customer, values=change.contact, by=by, at=at)


def _tidied(
    values: Mapping[str, Any], tags: Sequence[str], contact: Mapping[str, Any]
) -> tuple[dict[str, Any], dict[str, str], dict[str, Any]]:
    errors: list[FieldError] = []
    tidy: dict[str, Any] = {}
    person: dict[str, Any] = {}
    named: dict[str, str] = {}
    for clean in (_clean_own, _clean_repeated):
        try:
            tidy |= clean(values)
        except Refusal as refusal:
            errors += refusal.errors
    try:
        person = cleaned(Contact, {"name": "", **contact}) if contact else {}
    except Refusal as refusal:
        errors += [FieldError(f"contact_{error.field}", error.message, error.code) for error in refusal.errors]
    try:
        named = {name_key(name): name for name in (_clean_tag(tag) for tag in tags) if name}
    except Refusal as refusal:
        errors += [FieldError("tags", error.message, error.code) for error in refusal.errors]
    if len(named) > MOST_TAGS:
        errors.append(FieldError("tags", f"At most {MOST_TAGS} tags fit."))
    if errors:
        raise Refusal("validation_error", errors[0].message, errors=errors)
    return tidy, named, person


def _clean_own(values: Mapping[str, Any]) -> dict[str, Any]:
    return clean_customer({key: value for key, value in values.items() if key not in _REPEATED})


def _clean_repeated(values: Mapping[str, Any]) -> dict[str, Any]:
    return {key: _clean_once(key, value) for key, value in values.items() if key in _REPEATED}


@lru_cache(maxsize=5_000)
def _clean_tag(name: str) -> str:
    tidy: str = cleaned(Tag, {"name": name})["name"]
    return tidy


@lru_cache(maxsize=5_000)
def _clean_once(key: str, value: Any) -> Any:
    return clean_customer({key: value})[key]


def _tags(wanted: Mapping[str, str], by: Member, at: datetime) -> dict[str, Tag]:
    found: dict[str, Tag] = {tag.name_key: tag for tag in Tag.objects.filter(name_key__in=wanted)} if wanted else {}
    for key, name in wanted.items():
        if key not in found:
            found[key] = create_tag(name=name, by=by, at=at)
    return found


def _rows(new: Iterable[NewCustomer], by: Member, at: datetime) -> list[list[Any]]:
    shared = filled(Customer, organization_id=by.organization_id, created_at=at, updated_at=at)
    places, rows = positions(Customer), []
    for one in new:
        rows.append(row := shared.copy())
        for told in (one.values, one.keys):
            for name, value in told.items():
                row[places[name]] = value
    return rows


def _tag(pairs: Iterable[tuple[Customer, Tag]], by: Member) -> None:
    write_rows(
        Tagging,
        [[None, by.organization_id, one.pk, tag.pk, one.state, one.created_at] for one, tag in pairs],
    )


def _add_contacts(rows: Iterable[tuple[Customer, NewCustomer]], by: Member, at: datetime) -> None:
    own = {"organization_id": by.organization_id, "is_primary": True, "created_at": at, "updated_at": at}
    people = {customer.pk: (customer, row.contact) for customer, row in rows if row.contact}
    added = insert_rows(Contact, [filled(Contact, customer_id=pk, **own, **facts) for pk, (_, facts) in people.items()])
    told = [
        (person, {key: [None, value] for key, value in people[person.customer_id][1].items() if value} | _PRIMARY)
        for person in added
    ]
    customer_of = {person: customer for person, (customer, _) in zip(added, people.values(), strict=True)}
    record_many("customers.contact_added", told, by=by, at=at, within=customer_of.__getitem__, version=1)


def _first(row: NewCustomer, tags: Mapping[str, Tag]) -> Changes:
    first: Changes = {
        key: [None, value if type(value) is str else plain(value)]
        for key, value in row.values.items()
        if value is not None and value != ""
    }
    if row.tags:
        first["tags"] = [None, [tags[key].name for key in sorted(row.tags)]]
    return first


def _save(change: CustomerChange, at: datetime) -> None:
    customer = change.customer
    after = {key: pair[1] for key, pair in change.changed.items()}
    keys = derived_keys(after, customer)
    for key, value in (after | keys).items():
        setattr(customer, key, value)
    customer.version += 1
    customer.updated_at = at
    customer.save(update_fields=[*after, *keys, "version", "updated_at"])
    if "status" in after:
        carry_state(customer)
