"""Tags: made as editors type, renamed, merged and deleted by those who manage them."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from clientele.accounts.models import Member
from clientele.customers.models import Customer, Tag, Tagging
from clientele.kit.refusals import Conflict, FieldError, Refusal, refuse_together
from clientele.kit.shapes import tidied
from clientele.kit.text import name_key
from clientele.trail.operations import changes_between, record

MOST_TAGS = 50


def tag_names(customer: Customer) -> list[str]:
    """The names of a customer's tags, in order."""
    return list(Tag.objects.filter(taggings__customer=customer).order_by("name_key").values_list("name", flat=True))


def set_tags(customer: Customer, names: Sequence[str], *, by: Member, at: datetime) -> list[str]:
    """Give the customer just these tags, making those that are new; answers their names in order."""
    tags = tags_named(names, by=by, at=at)
    had = set(Tagging.objects.filter(customer=customer).values_list("tag", flat=True))
    wanted = {tag.pk for tag in tags}
    Tagging.objects.filter(customer=customer, tag__in=had - wanted).delete()
    Tagging.objects.bulk_create(
        Tagging(
            organization=customer.organization,
            customer=customer,
            tag_id=pk,
            customer_state=customer.state,
            customer_created_at=customer.created_at,
        )
        for pk in sorted(wanted - had)
    )
    return sorted((tag.name for tag in tags), key=name_key)


def carry_state(customer: Customer) -> None:
    """Let the customer's taggings repeat its state, which has changed."""
    Tagging.objects.filter(customer=customer).update(customer_state=customer.state)


def tags_named(names: Sequence[str], *, by: Member, at: datetime) -> list[Tag]:
    """The tags of these names, made where they do not exist.

    Raises `validation_error` (422).
    """
    wanted, errors = _tidied(names)
    refuse_together(errors)
    found = {tag.name_key: tag for tag in Tag.objects.filter(name_key__in=wanted)}
    for key, name in wanted.items():
        if key not in found:
            found[key] = create_tag(name=name, by=by, at=at)
    return list(found.values())


def wrong_tags(names: Sequence[str]) -> list[FieldError]:
    """What is wrong with the names of a customer's tags."""
    return _tidied(names)[1]


def _tidied(names: Sequence[str]) -> tuple[dict[str, str], list[FieldError]]:
    wanted: dict[str, str] = {}
    errors: list[FieldError] = []
    for name in names:
        tidy, wrong = tidied(Tag, {"name": name})
        errors += [FieldError("tags", f"“{name.strip()[:60]}”: {error.message}", error.code) for error in wrong]
        if tidy:
            wanted.setdefault(name_key(tidy["name"]), tidy["name"])
    if len(wanted) > MOST_TAGS:
        errors.append(FieldError("tags", f"At most {MOST_TAGS} tags fit."))
    return wanted, errors


@transaction.atomic
def create_tag(*, name: str, by: Member, at: datetime, color: str = "grey") -> Tag:
    """Make a tag.

    Raises `tag_name_taken` or `validation_error` (422).
    """
    tidy, errors = tidied(Tag, {"name": name, "color": color})
    refuse_together(errors, *(_taken(tidy) if errors else ()))
    tag = Tag(organization=by.organization, name_key=name_key(tidy["name"]), created_at=at, **tidy)
    _save_or_refuse(tag)
    record("customers.tag_created", tag, by=by, at=at, changes=changes_between({}, tidy), version=1)
    return tag


@transaction.atomic
def update_tag(
    tag: Tag,
    *,
    by: Member,
    at: datetime,
    name: str | None = None,
    color: str | None = None,
    version: int | None = None,
) -> Tag:
    """Rename a tag or give it another colour.

    Raises `tag_name_taken` or `validation_error` (422), `version_conflict` (409).
    """
    current: Tag = Tag.objects.select_for_update(of=("self",)).get(pk=tag.pk)
    _refuse_stale(current, version)
    given = {"name": name, "color": color}
    tidy, errors = tidied(Tag, {field: value for field, value in given.items() if value is not None})
    refuse_together(errors, *(_taken(tidy, besides=current) if errors else ()))
    changed = changes_between({field: getattr(current, field) for field in tidy}, tidy)
    if not changed:
        return current
    for field, value in tidy.items():
        setattr(current, field, value)
    current.name_key = name_key(current.name)
    current.version += 1
    _save_or_refuse(current)
    record("customers.tag_updated", current, by=by, at=at, changes=changed, version=current.version)
    return current


@transaction.atomic
def merge_tags(*, keep: Tag, absorb: Tag, by: Member, at: datetime) -> Tag:
    """Give every customer of one tag the other, and delete the first.

    Raises `same_tag` (422).
    """
    if keep.pk == absorb.pk:
        raise Refusal("same_tag", "Choose another tag to merge into.", field="into")
    have = Tagging.objects.filter(tag=keep).values("customer")
    moved = Tagging.objects.filter(tag=absorb).exclude(customer__in=have).update(tag=keep)
    Tagging.objects.filter(tag=absorb).delete()
    record("customers.tag_merged", absorb, by=by, at=at, within=keep, into=keep.name, moved=moved)
    absorb.delete()
    return keep


@transaction.atomic
def delete_tag(tag: Tag, *, by: Member, at: datetime, version: int | None = None) -> None:
    """Take a tag from every customer and delete it.

    Raises `version_conflict` (409).
    """
    _refuse_stale(tag, version)
    taken, _ = Tagging.objects.filter(tag=tag).delete()
    record("customers.tag_deleted", tag, by=by, at=at, customers=taken)
    tag.delete()


def _refuse_stale(tag: Tag, version: int | None) -> None:
    if version is not None and version != tag.version:
        raise Conflict("version_conflict", f"The tag {tag.name} was changed by someone else.", current=tag)


def _taken(tidy: Mapping[str, Any], besides: Tag | None = None) -> Iterator[Refusal]:
    others = Tag.objects.exclude(pk=besides.pk) if besides else Tag.objects.all()
    if "name" in tidy and others.filter(name_key=name_key(tidy["name"])).exists():
        yield _name_taken(tidy["name"])


def _name_taken(name: str) -> Refusal:
    return Refusal("tag_name_taken", f"There is a tag “{name}” already.", field="name")


def _save_or_refuse(tag: Tag) -> None:
    try:
        with transaction.atomic():
            tag.save()
    except IntegrityError:
        raise _name_taken(tag.name) from None
