"""The timer: a clock that runs for the token's member, and becomes time entries when it is stopped."""

from pydantic import Field

from clientele.accounts.choices import Feature
from clientele.api.access import ApiRequest
from clientele.api.routes import Resource
from clientele.api.shapes import Id, Input, Moment, Output
from clientele.api.spent import the_code, the_project
from clientele.api.time_entries import TimeOutput, show_times
from clientele.projects import operations, policy
from clientele.projects.models import Timer
from clientele.projects.queries import timer_of


class TimerInput(Input):
    """What the clock is started for."""

    project: Id
    billing_code: Id | None = Field(None, description="A billing code of the project.")
    description: str = Field("", max_length=5_000, examples=["Flushing the system"])


class StopInput(Input):
    """How long it really was."""

    minutes: int | None = Field(
        None, strict=True, ge=1, le=1440, description="In place of what was measured; needed after a whole day."
    )


class TimerOutput(Output):
    """The member's clock, or nothing of it where none runs."""

    running: bool = Field(examples=[True])
    project: int | None = Field(examples=[42])
    billing_code: int | None = Field(examples=[3])
    description: str = Field(examples=["Flushing the system"])
    started_at: Moment | None


class StoppedOutput(Output):
    """What was written down: an entry for each day that the clock ran through."""

    entries: list[TimeOutput]


def show_timer(timer: Timer | None) -> TimerOutput:
    """The clock as it is answered."""
    return TimerOutput(
        running=timer is not None,
        project=timer and timer.project_id,
        billing_code=timer and timer.billing_code_id,
        description=timer.description if timer else "",
        started_at=timer and timer.started_at,
    )


timers = Resource("Timer", "A clock for each member; starting it again stops the one that runs.", feature=Feature.TIME)


@timers.reads("/timer", TimerOutput, may=policy.may_track)
def read_timer(request: ApiRequest) -> TimerOutput:
    """Read the timer"""
    return show_timer(timer_of(request.member))


@timers.acts(
    "/timer",
    TimerOutput,
    may=policy.may_track,
    refuses=("project_not_open", "day_is_full", "timer_ran_long", "not_found"),
)
def start_timer(request: ApiRequest, body: TimerInput) -> TimerOutput:
    """Start the timer

    One that runs already is stopped first, and what it measured is written down.
    """
    project = the_project(request.member, body.project)
    code = the_code(project, body.billing_code)
    started = operations.start_timer(
        project=project, billing_code=code, description=body.description, by=request.member, at=request.now
    )
    return show_timer(started)


@timers.acts(
    "/timer/stop",
    StoppedOutput,
    may=policy.may_track,
    refuses=("no_timer", "timer_ran_long", "day_is_full", "project_not_open"),
)
def stop_timer(request: ApiRequest, body: StopInput) -> StoppedOutput:
    """Stop the timer and write down what it measured"""
    entries = operations.stop_timer(by=request.member, at=request.now, minutes=body.minutes)
    return StoppedOutput(entries=show_times(entries))


@timers.deletes("/timer", may=policy.may_track, refuses=("no_timer",), has_version=False)
def discard_timer(request: ApiRequest) -> None:
    """Discard the timer"""
    operations.discard_timer(by=request.member, at=request.now)
