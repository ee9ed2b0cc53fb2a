"""Time or expenses to tick: grouped by project and person, a page at a time, with what is ticked added up."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from clientele.billing.queries import (
    MOST_PIECES,
    Piece,
    billable_expenses,
    billable_time,
    net_of_pieces,
    pieces_of_expenses,
    pieces_of_time,
)
from clientele.desk.invoices.drafting import sums_typed
from clientele.desk.invoices.from_work.steps import Course
from clientele.projects.models.time import Spent

PAGE_SIZE = 100


@dataclass
class Shown:
    """A row of the page: what was spent, what it comes to, and whether it is ticked."""

    spent: Any
    amount: Decimal | None
    is_ticked: bool
    can_tick: bool


@dataclass
class Group:
    """What one person did on one project; sums are of what is ticked, on every page."""

    key: str
    project: str = ""
    person: str = ""
    rows: list[Shown] = field(default_factory=list)
    count: int = 0
    ticked: int = 0
    minutes: int = 0
    amount: Decimal = field(default_factory=Decimal)
    without_rate: list[int] = field(default_factory=list)


@dataclass
class Picks:
    """A page of what can be ticked, and the sums over all pages."""

    groups: list[Group]
    ticked: list[Piece]
    count: int
    net: Decimal
    page: int
    pages: int
    shown: str
    is_cut: bool

    @property
    def minutes(self) -> int:
        return sum(piece.minutes for piece in self.ticked)

    @property
    def first(self) -> int:
        return (self.page - 1) * PAGE_SIZE + 1

    @property
    def last(self) -> int:
        return min(self.page * PAGE_SIZE, self.count)


def pieces_of(course: Course, kind: str) -> list[Piece]:
    """All that can be ticked in a step."""
    find = pieces_of_time if kind == "time" else pieces_of_expenses
    return find(course.projects, *course.selection.days)


def can_tick(course: Course, piece: Piece) -> bool:
    """Time without a rate comes to nothing, unless a fee covers it."""
    return piece.amount is not None or course.selection.is_fixed


def ticked_in(course: Course, kind: str, pieces: Sequence[Piece]) -> list[Piece]:
    """What is ticked: all but what was left out."""
    out = set(course.selection.left_out.get(kind, ()))
    return [piece for piece in pieces if piece.pk not in out and can_tick(course, piece)]


def picks_of(course: Course, kind: str, page: int = 1) -> Picks:
    """What a step shows."""
    pieces = pieces_of(course, kind)
    ticked = ticked_in(course, kind, pieces)
    pages = max(1, -(-len(pieces) // PAGE_SIZE))
    page = min(max(page, 1), pages)
    here = pieces[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
    groups = _grouped(course, kind, pieces, here, {piece.pk for piece in ticked})
    covered = course.selection.is_fixed and kind == "time"
    summed_by = course.selection.summing if kind == "time" else ""
    return Picks(
        groups=groups,
        ticked=ticked,
        count=len(pieces),
        net=Decimal(0) if covered else net_of_pieces(ticked, course.currency, summed_by),
        page=page,
        pages=pages,
        shown=",".join(str(piece.pk) for piece in here if can_tick(course, piece)),
        is_cut=len(pieces) == MOST_PIECES,
    )


def net_so_far(course: Course, picks: Picks | None) -> Decimal:
    """What the time that was chosen, the expenses that are ticked and the fees come to before tax."""
    selection, chosen = course.selection, set(course.selection.chosen.get("time", ()))
    time = [piece for piece in pieces_of(course, "time") if piece.pk in chosen] if chosen else []
    billed = Decimal(0) if selection.is_fixed else net_of_pieces(time, course.currency, selection.summing)
    blank = {"quantity": "1", "discount": "0", "tax_category": "outside", "tax_rate": "0"}
    fees = sums_typed([blank | {"unit_price": fee["unit_price"]} for fee in course.fees], course.currency)
    return billed + (picks.net if picks else Decimal(0)) + fees.subtotal


def keys_of_group(pieces: Sequence[Piece], key: str) -> set[int]:
    """The ids of a group's rows, on every page."""
    return {piece.pk for piece in pieces if _key(piece) == key}


def _grouped(course: Course, kind: str, pieces: list[Piece], here: list[Piece], ticked: set[int]) -> list[Group]:
    find = billable_time if kind == "time" else billable_expenses
    rows: dict[int, Spent] = {row.pk: row for row in find(*course.projects).filter(pk__in=[one.pk for one in here])}
    names = {project.pk: project.name for project in course.projects}
    groups = {_key(piece): Group(_key(piece)) for piece in here}
    for piece in pieces:
        if group := groups.get(_key(piece)):
            _count(group, piece, is_ticked=piece.pk in ticked)
    for piece in here:
        if (spent := rows.get(piece.pk)) is not None:
            group = groups[_key(piece)]
            group.project, group.person = names[piece.project], spent.member.name
            group.rows.append(Shown(spent, piece.amount, piece.pk in ticked, can_tick(course, piece)))
    return list(groups.values())


def _count(group: Group, piece: Piece, *, is_ticked: bool) -> None:
    group.count += 1
    if piece.amount is None:
        group.without_rate.append(piece.pk)
    if is_ticked:
        group.ticked += 1
        group.minutes += piece.minutes
        group.amount += piece.amount or Decimal(0)


def _key(piece: Piece) -> str:
    return f"{piece.project}-{piece.member}"
