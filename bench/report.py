"""What is printed while it runs, and the tables of docs/benchmarks.md."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from bench.billing import GOAL as BATCH_GOAL
from bench.billing import Batch, Finalised
from bench.documents import Drawn
from bench.importing import GOAL, Imported
from bench.measuring import Measured
from bench.weighing import Weight

#: Where each part of the report begins and ends.
MARKS = "<!-- {part}: begin -->", "<!-- {part}: end -->"
NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
#: A customer's pages, with a tenth of all invoices beside ten of them.
MOST_TIMES = 1.3
HEAD = "{:<45} {:>8} {:>8} {:>7} {:>9} {:>8} {:>7}  {}"


@dataclass
class Run:
    """Everything measured of one size on one database; `smallest` is the first size of that database."""

    vendor: str
    size: int
    smallest: dict[str, Measured]
    measured: list[Measured] = field(default_factory=list)
    queries: dict[str, int] = field(default_factory=dict)
    weights: list[Weight] = field(default_factory=list)
    memory: float = 0
    imported: Imported | None = None
    finalised: Finalised | None = None
    batch: Batch | None = None
    noun: str = "customers"

    @property
    def title(self) -> str:
        return f"{NAMES[self.vendor]}, {self.size:,} {self.noun}"


def spoken(run: Run) -> Iterator[str]:
    """The lines a terminal shows."""
    if run.measured:
        yield HEAD.format(run.title, "p50 ms", "p95 ms", "x bare", "x smallest", "queries", "bare", "goal")
    for one in run.measured:
        grown = _growth(run, one)
        yield HEAD.format(
            one.label, f"{one.p50:.2f}", f"{one.p95:.2f}", f"{one.ratio:.1f}", f"{grown:.2f}" if grown else "-",
            run.queries.get(one.label, "-"), f"{one.bare:.2f}", verdict(run, one),
        )  # fmt: skip
    for weight in run.weights:
        yield f"{weight.label}: {weight.size / 1000:.1f} kB, {_kept(weight.size <= weight.goal)}"
    if run.memory:
        yield f"Memory of all processes: {run.memory:.0f} MiB"
    if run.imported:
        yield f"Import: {run.imported.speed:,.0f} rows/s, {_kept(run.imported.speed >= GOAL)}, {_most(run.imported)}"
    yield from (f"{label}: {told}" for label, told in _facts(run))


def verdict(run: Run, one: Measured) -> str:
    """Whether each goal that holds at this size is reached."""
    missed = []
    if one.goal and one.ratio > one.goal:
        missed.append(f"over {one.goal:g}x bare")
    if one.growth and _growth(run, one) > one.growth:
        missed.append(f"over {one.growth:g}x smallest")
    return ", ".join(missed) or "met"


def written(report: str, runs: Sequence[Run], drawn: Sequence[Drawn] = ()) -> str:
    """The report with those of its parts made anew that were measured."""
    parts = {"measured": _tables([run for run in runs if run.noun == "customers"])}
    parts |= {"billing": _tables([run for run in runs if run.noun == "invoices"])}
    parts |= {"documents": "\n".join(_documents(drawn)) if drawn else ""}
    for part, table in parts.items():
        if table:
            begin, end = (mark.format(part=part) for mark in MARKS)
            before, _, rest = report.partition(begin)
            report = f"{before}{begin}\n\n{table}\n\n{end}{rest.partition(end)[2]}"
    return report


def spoken_documents(drawn: Sequence[Drawn]) -> Iterator[str]:
    """The lines a terminal shows of the documents."""
    for one in drawn:
        yield (
            f"{one.label}: {one.p50:.1f} ms, p95 {one.p95:.1f} ms, at work {one.work_p50:.1f} and {one.work_p95:.1f} ms"
            + (f", {_kept(one.p95 <= one.goal)}" if one.goal else "")
        )


def _documents(drawn: Sequence[Drawn]) -> Iterator[str]:
    yield "| | p50 ms | p95 ms | p50 work | p95 work | goal |"
    yield "|---|---:|---:|---:|---:|---|"
    for one in drawn:
        told = _kept(one.p95 <= one.goal).removeprefix("goal ") if one.goal else ""
        yield f"| {one.label} | {one.p50:.1f} | {one.p95:.1f} | {one.work_p50:.1f} | {one.work_p95:.1f} | {told} |"


def _facts(run: Run) -> Iterator[tuple[str, str]]:
    """What of invoices is no page."""
    if run.finalised:
        one = run.finalised
        met = _kept(not one.doubles and not one.gaps)
        yield (
            "Finalising",
            f"{one.speed:,.0f}/s, {one.number:,} by 32 at once, {one.doubles} doubles, {one.gaps} gaps, {met}",
        )
    if run.batch:
        met = _kept(run.batch.speed >= BATCH_GOAL)
        yield (
            "Month's end",
            f"{run.batch.speed:,.1f}/s, {run.batch.number:,} finalised and mailed with their PDF, {met}",
        )
    by_label = {one.label: one for one in run.measured}
    for label, few in (
        ("Customer with a tenth", "Customer with few"),
        ("Invoices tab of a tenth", "Invoices tab of few"),
    ):
        if label in by_label:
            times = by_label[label].ratio / by_label[few].ratio
            yield label, f"{times:.2f} times that with few, {_kept(times <= MOST_TIMES)}"


def _tables(runs: Sequence[Run]) -> str:
    return "\n\n".join("\n".join(_table(run)) for run in runs)


def _table(run: Run) -> Iterator[str]:
    yield f"### {run.title}\n"
    if run.measured:
        yield "| | × bare, p50 | p95 ÷ p50 | × its time at the smallest size | queries | goal |"
        yield "|---|---:|---:|---:|---:|---|"
    for one in run.measured:
        grown = _growth(run, one)
        cells = (f"{one.ratio:.1f}", f"{one.p95 / one.p50:.1f}", f"{grown:.2f}" if grown else "")
        yield f"| {one.label} | {' | '.join(cells)} | {run.queries.get(one.label, '')} | {verdict(run, one)} |"
    yield ""
    for weight in run.weights:
        yield f"- {weight.label}: **{weight.size / 1000:.1f} kB**, {_kept(weight.size <= weight.goal)}"
    if run.memory:
        yield f"- Memory of all processes of `clientele serve`: **{run.memory:.0f} MiB**"
    if run.imported:
        met = _kept(run.imported.speed >= GOAL)
        yield f"- Import: **{run.imported.speed:,.0f} rows/s**, {met}, {_most(run.imported)}"
    yield from (f"- {label}: {told}" for label, told in _facts(run))


def _growth(run: Run, one: Measured) -> float:
    """How many times its own ratio at the smallest size, which is 0 where that is this size."""
    first = run.smallest.get(one.label)
    return one.ratio / first.ratio if first else 0


def _most(imported: Imported) -> str:
    in_all = f"{imported.speed_in_all:,.0f} with start and check"
    return f"{imported.rows:,} rows ({in_all}), at most {imported.memory:.0f} MiB"


def _kept(is_met: bool) -> str:
    return "goal met" if is_met else "goal missed"
