"""What every schema stands on: nothing unknown is taken, and nothing undocumented is given."""

from datetime import UTC, date, datetime
from re import fullmatch
from typing import Annotated, Any, Generic, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer

from clientele.kit.text import unfit_character

LARGEST_ID = 2**63 - 1
LONGEST_QUERY = 200
EARLIEST, LATEST = date(1900, 1, 1), date(2200, 12, 31)


class Input(BaseModel):
    """A body: unknown names are refused; a name left out keeps what is (PATCH) or takes its default (POST)."""

    model_config = ConfigDict(extra="forbid")

    def given(self) -> dict[str, Any]:
        """What was sent, by name; `null` for an optional text means an empty one."""
        return self.model_dump(exclude_unset=True)


def _without_defaults(schema: dict[str, Any]) -> None:
    for field in schema["properties"].values():
        field.pop("default", None)


class Change(Input):
    """The body of a PATCH: a name left out means no change, so no field has a default."""

    model_config = ConfigDict(json_schema_extra=_without_defaults)


class Output(BaseModel):
    """A part of an answer."""

    model_config = ConfigDict(extra="forbid")


class Record(Output):
    """A record: its `version` is its ETag."""

    id: int = Field(description="Never changes and is never used again.", examples=[42])
    version: int = Field(description="Grows by one with each change; the ETag.", examples=[3])


Item = TypeVar("Item")


class Listed(Output, Generic[Item]):
    """One page of a list."""

    count: int = Field(description="How many there are on all pages.", examples=[1])
    count_is_exact: bool = Field(description="False where there are more than `count`.", examples=[True])
    items: list[Item]


def _refuse_unfit(text: str) -> str:
    if unfit := unfit_character(text):
        raise ValueError(f"This has {unfit}.")
    return text


def as_written(day: Any) -> Any:
    """A date as YYYY-MM-DD alone, of all that Python would read."""
    if isinstance(day, str) and not fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", day):
        raise ValueError("Write a date as YYYY-MM-DD.")
    return day


def _within_reach(day: date) -> date:
    """Days so far away that a time zone would carry them out of the calendar mean the nearest that it does not."""
    return min(max(day, EARLIEST), LATEST)


def _in_utc(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


Id = Annotated[int, Field(strict=True, ge=1, le=LARGEST_ID, examples=[42])]
QueryId = Annotated[int, Field(ge=1, le=LARGEST_ID, examples=[42])]
QueryText = Annotated[str, Field(max_length=LONGEST_QUERY), AfterValidator(_refuse_unfit)]
QueryDate = Annotated[date, BeforeValidator(as_written), AfterValidator(_within_reach), Field(examples=["2026-11-22"])]
Day = Annotated[date, BeforeValidator(as_written), Field(examples=["2026-12-01"])]
Moment = Annotated[datetime, PlainSerializer(_in_utc, return_type=str), Field(examples=["2026-11-22T12:00:00Z"])]


class Paging(BaseModel):
    """Which page of a list."""

    page: int = Field(1, ge=1, le=1_000_000, description="The page, from 1; past the end it is empty.")
    page_size: int = Field(20, ge=1, le=200, description="How many on a page.")
