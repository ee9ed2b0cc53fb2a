"""What is printed while it runs, and the tables of docs/benchmarks.md."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from bench.importing import GOAL, Imported
from bench.measuring import Measured
from bench.weighing import Weight

BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"
NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
HEAD = "{:<32} {:>8} {:>8} {:>7} {:>9} {:>8} {:>7}  {}"


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

    @property
    def title(self) -> str:
        return f"{NAMES[self.vendor]}, {self.size:,} customers"


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


def verdict(run: Run, one: Measured) -> str:
    """Whether each goal that holds at this size is reached."""
    missed = []
    if one.goal and one.ratio > one.goal:
        missed.append(f"over {one.goal:g}x bare")
    if one.growth and _growth(run, one) > one.growth:
        missed.append(f"over {one.growth:g}x smallest")
    return ", ".join(missed) or "met"


def written(report: str, runs: Sequence[Run]) -> str:
    """The report with its measured part made anew."""
    before, _, rest = report.partition(BEGIN)
    return f"{before}{BEGIN}\n\n{_tables(runs)}\n\n{END}{rest.partition(END)[2]}"


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


def _growth(run: Run, one: Measured) -> float:
    """How many times its own ratio at the smallest size, which is 0 where that is this size."""
    first = run.smallest.get(one.label)
    return one.ratio / first.ratio if first else 0


def _most(imported: Imported) -> str:
    in_all = f"{imported.speed_in_all:,.0f} with start and check"
    return f"{imported.rows:,} rows ({in_all}), at most {imported.memory:.0f} MiB"


def _kept(is_met: bool) -> str:
    return "goal met" if is_met else "goal missed"
