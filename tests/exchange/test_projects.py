"""Projects from a file."""

from io import BytesIO

import pytest

from clientele.customers.operations import update_customer
from clientele.exchange.operations import import_projects
from clientele.exchange.writing.cells import csv_of
from clientele.exchange.writing.projects import project_rows
from clientele.kit.refusals import Refusal
from clientele.projects.models import Project
from clientele.projects.operations import create_project
from clientele.projects.queries import projects_for
from clientele.trail.models import Entry
from tests.cast import NOW


@pytest.fixture
def take(olive):
    def taken(text: str, **options):
        return import_projects(BytesIO(text.encode()), name="projects.csv", by=olive, at=NOW, **options)

    return taken


def reasons(done):
    return [(refused.row, refused.reason) for refused in done.refusals]


FULL = """Code,Project,Customer,Type,Status,Lead,Start,End,Currency,Budget,Budgeted hours,Hourly rate
BW-1,Boiler,ANDERS,internal,completed,dana@brightwater.example,2026-11-02,30.11.2026,EUR,"4,200.50",12:30,70
,Pumps,anders & sons bakery,,,,,,,,,
"""


def test_every_column_is_read(take, anders, dana):
    done = take(FULL)
    assert (done.created, done.refusals, done.is_kept) == (2, [], True)
    boiler, pumps = Project.objects.order_by("pk")
    assert (boiler.code, boiler.name, boiler.customer, boiler.kind, boiler.status, boiler.lead) == (
        "BW-1", "Boiler", anders, "internal", "completed", dana,
    )  # fmt: skip
    assert (boiler.starts_on.isoformat(), boiler.ends_on.isoformat(), boiler.currency) == (
        "2026-11-02", "2026-11-30", "EUR",
    )  # fmt: skip
    assert (str(boiler.budget_amount), boiler.budget_minutes, boiler.hourly_rate) == ("4200.500", 750, 70)
    assert (pumps.status, pumps.customer, pumps.kind) == ("draft", anders, "billable")
    assert Entry.objects.filter(name="exchange.projects_imported").get().facts["created"] == 2


def test_a_file_taken_twice_adds_and_changes_nothing(take, anders, dana):
    take(FULL)
    before = Entry.objects.count()
    again = take(FULL)
    assert (again.created, again.updated, again.unchanged, again.is_kept) == (0, 0, 2, False)
    assert Entry.objects.count() == before


def test_what_we_export_is_read_back_as_it_is(take, olive, anders, dana):
    take(FULL)
    rows = csv_of(project_rows(projects_for(olive).order_by("pk"), "Customer"), olive.organization)
    again = take(b"".join(rows).decode())
    assert (again.created, again.updated, again.unchanged, again.refusals) == (0, 0, 2, [])


def test_a_project_is_changed_where_the_file_says_something_else_and_blanks_say_nothing(take, anders, olive):
    create_project(customer=anders, values={"name": "Boiler", "description": "Old"}, by=olive, at=NOW)
    done = take("Project,Code,Customer,Status,Description\nboiler,BW-1,ANDERS,active,\n")
    assert (done.created, done.updated) == (0, 1)
    project = Project.objects.get()
    assert (project.name, project.code, project.status, project.description) == ("boiler", "BW-1", "active", "Old")


def test_a_dry_run_says_what_would_happen_and_saves_nothing(take, anders, dana):
    before = Entry.objects.count()
    done = take(FULL, dry_run=True)
    assert (done.created, done.is_kept) == (2, False)
    assert (Project.objects.count(), Entry.objects.count()) == (0, before)


def test_each_row_says_why_it_is_refused_and_none_is_taken_unless_asked(take, anders, a_customer, olive):
    update_customer(a_customer("Idle", code="IDLE"), changes={"status": "inactive"}, by=olive, at=NOW)
    create_project(customer=a_customer("Other"), values={"name": "Theirs", "code": "OT-1"}, by=olive, at=NOW)
    lines = {
        "Good,G-1,ANDERS,,": "",
        "Nobody,,NONE,,": "There is no customer “NONE”.",
        ",N-1,ANDERS,,": "The name is missing.",
        "Alone,A-1,,,": "The customer is missing.",
        "Idle,,IDLE,,": "Idle is inactive, so it takes no new projects. Set it active first.",
        "Again,g-1,ANDERS,,": "Same project as row 2.",
        "Moved,OT-1,ANDERS,,": "Theirs (OT-1) belongs to Other.",
        "Word,,ANDERS,soon,": "“soon” is none of: draft, active, on hold, completed, archived.",
        "Day,,ANDERS,,1/2/26": "“1/2/26” is not a date we can be sure of.",
        "Bad code,a b,ANDERS,,": "Code: Use letters, digits, hyphens and underscores, no spaces.",
        "=Sum,,ANDERS,,1900-13-01": "“1900-13-01” is not a date we can be sure of.",
    }
    text = "Name,Code,Customer,Status,Start\n" + "\n".join(lines) + "\n"
    told = [(row, reason) for row, reason in enumerate(lines.values(), 2) if reason]
    done = take(text)
    assert reasons(done) == told
    assert (done.created, done.is_kept, Project.objects.count()) == (1, False, 1)
    done = take(text, only_good_rows=True)
    assert (reasons(done), done.is_kept) == (told, True)
    assert list(Project.objects.order_by("pk").values_list("name", flat=True)) == ["Theirs", "Good"]
    assert next(iter(list(done.refused_rows())[1:]))[:2] == ["3", "There is no customer “NONE”."]


@pytest.mark.parametrize(
    "cell, amount",
    [
        ("4200", "4200.000"),
        ("4,200.50", "4200.500"),
        ("4.200,50", "4200.500"),
        ("4200,5", "4200.500"),
        ("4 200", "4200.000"),
    ],
)
def test_an_amount_is_read_as_people_write_it(take, anders, cell, amount):
    assert take(f'Name,Customer,Budget\nBoiler,ANDERS,"{cell}"\n').refusals == []
    assert str(Project.objects.get().budget_amount) == amount


@pytest.mark.parametrize("cell", ["4,200", "-5", "many", "1e5"])
def test_an_amount_that_could_be_two_is_refused(take, anders, cell):
    (refused,) = take(f'Name,Customer,Budget\nBoiler,ANDERS,"{cell}"\n').refusals
    assert "is not a number we can be sure of" in refused.reason


def test_german_headings_are_known(take, anders):
    assert take("Projekt;Kunde;Beginn;Stundenbudget\nKessel;ANDERS;02.11.2026;37,5\n").created == 1
    project = Project.objects.get()
    assert (project.starts_on.isoformat(), project.budget_minutes) == ("2026-11-02", 2250)


def test_a_file_that_is_no_list_of_projects_is_refused_whole(take, anders):
    with pytest.raises(Refusal, match="No column of this file is the name or the code of a project"):
        take("Colour,Shape\nred,round\n")


def test_another_firms_customers_are_not_known(take, anders, foreign_customer):
    (refused,) = take(f"Name,Customer\nBoiler,{foreign_customer.name}\n").refusals
    assert refused.reason.startswith("There is no customer")
