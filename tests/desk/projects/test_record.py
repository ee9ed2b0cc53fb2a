"""The page of a project, and everything that is done on it."""

import pytest

from clientele.billing.operations import draft_invoice
from clientele.customers.models import Customer
from clientele.projects.models import BillingCode, Project, ProjectMember, Task, Template
from clientele.projects.operations import (
    add_billing_code,
    add_project_member,
    add_task,
    save_as_template,
    set_rate,
    update_project,
)
from tests.cast import NOW


@pytest.fixture
def client(sign_in, dana):
    return sign_in(dana)


def test_the_page_tells_what_is_agreed_and_what_was_used(a_project, client, url_of, dana):
    project = a_project(code="BW-1", lead=dana, budget_amount="4200", budget_minutes=90)
    Project.objects.filter(pk=project.pk).update(spent_amount=4515, spent_minutes=30)
    html = client.get(url_of(project)).content.decode()
    for words in ("BW-1", "Dana Lead", "£4,515.00 of £4,200.00", "£315.00 over", "0:30 of 1:30 hours", "33% used"):
        assert words in html
    assert "This project is a draft" in html


def test_rates_of_people_are_for_those_who_may_see_them(a_project, client, sign_in, ada, theo, olive, url_of):
    project = a_project()
    add_project_member(project, member=theo, values={"position": "Fitter", "hourly_rate": "71.37"}, by=olive, at=NOW)
    assert "£71.37" not in client.get(url_of(project)).content.decode()
    assert "£71.37" in sign_in(ada).get(url_of(project)).content.decode()
    timeline = sign_in(ada).get(url_of(project, "timeline/")).content.decode()
    assert "Theo Technician" in timeline
    assert "71.37" not in timeline.split("<main")[1]
    form = client.get(url_of(project, "people/new/")).content.decode()
    assert 'name="hourly_rate"' not in form


def test_a_rate_that_may_not_be_set_is_not(a_project, client, theo, url_of):
    project = a_project()
    sent = {"member": theo.pk, "position": "Fitter", "hourly_rate": "99"}
    assert client.post(url_of(project, "people/new/"), sent).status_code == 303
    assert ProjectMember.objects.get().hourly_rate is None


@pytest.mark.parametrize("rows", [1, 30])
def test_the_page_asks_the_database_the_same_number_of_times(
    a_project, client, olive, url_of, rows, django_assert_max_num_queries
):
    project = a_project()
    for number in range(rows):
        add_task(project, title=f"Task {number}", by=olive, at=NOW)
        add_billing_code(project, values={"name": f"Code {number}"}, by=olive, at=NOW)
    for page in ("", "timeline/"):
        with django_assert_max_num_queries(10):
            assert client.get(url_of(project, page)).status_code == 200


def test_a_status_is_set_from_the_menu_and_a_wrong_one_refused(a_project, client, url_of):
    project = a_project()
    assert 'value="completed"' not in client.get(url_of(project)).content.decode()
    assert client.post(url_of(project, "status/"), {"to": "active"}).status_code == 303
    assert client.post(url_of(project, "status/"), {"to": "draft"}).status_code == 409
    assert Project.objects.get().status == "active"


def test_editing_takes_hours_as_people_write_them(a_project, client, url_of, dana):
    project = a_project()
    page = client.get(url_of(project, "edit/"))
    assert 'type="date"' in page.content.decode()
    sent = {"name": "New name", "kind": "internal", "currency": "GBP", "budget_minutes": "12:30", "lead": dana.pk}
    assert client.post(url_of(project, "edit/"), {**sent, "version": 1}).status_code == 303
    changed = Project.objects.get()
    assert (changed.name, changed.kind, changed.budget_minutes, changed.lead) == ("New name", "internal", 750, dana)
    answer = client.post(url_of(project, "edit/"), {**sent, "budget_minutes": "soon", "name": ""})
    assert answer.status_code == 422
    assert "Enter hours, such as" in answer.content.decode()


def test_two_who_edit_at_once_choose_and_lose_nothing(a_project, client, url_of, olive):
    project = a_project()
    changes = {"name": "Theirs", "budget_minutes": 60}
    update_project(project, changes=changes, by=olive, at=NOW)
    sent = {"name": "Mine", "kind": "billable", "currency": "GBP", "version": "1"}
    answer = client.post(url_of(project, "edit/"), sent)
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "Olive Owner changed this while you were editing" in html
    assert "take_name" in html
    assert 'value="1:00"' in html
    assert 'value="2"' in html
    sent |= {"version": "2", "budget_minutes": "1:00", "take_name": "theirs"}
    assert client.post(url_of(project, "edit/"), sent).status_code == 303
    assert Project.objects.get().name == "Theirs"


def test_tasks_are_added_ticked_off_moved_and_removed_in_their_card(a_project, client, url_of):
    project, htmx = a_project(), {"HTTP_HX_REQUEST": "true", "HTTP_HX_TARGET": "div#project_tasks"}
    for title in ("One", "Two"):
        answer = client.post(url_of(project, "tasks/new/"), {"title": title}, **htmx)
    assert "<html" not in answer.content.decode()
    assert "0 of 2" in answer.content.decode()
    one, two = Task.objects.order_by("pk")
    answer = client.post(url_of(project, f"tasks/{one.pk}/done/"), {"done": "1"}, **htmx)
    assert "1 of 2" in answer.content.decode()
    assert "Done by Dana Lead" in answer.content.decode()
    assert client.post(url_of(project, f"tasks/{two.pk}/place/"), {"way": "up"}).status_code == 303
    assert list(Task.objects.order_by("position")) == [two, one]
    answer = client.post(url_of(project, "tasks/new/"), {"title": "\x07"}, **htmx)
    assert answer.status_code == 422
    assert client.post(url_of(project, f"tasks/{one.pk}/edit/"), {"title": "First"}).status_code == 303
    assert client.post(url_of(project, f"tasks/{two.pk}/remove/"), {"version": "1"}).status_code == 303
    assert [task.title for task in Task.objects.all()] == ["First"]


def test_a_billing_code_is_added_changed_and_removed(a_project, client, url_of):
    project = a_project()
    sent = {"name": "Fitting", "hourly_rate": "58", "is_billable": "on"}
    assert client.post(url_of(project, "codes/new/"), sent).status_code == 303
    assert "already" in client.post(url_of(project, "codes/new/"), sent).content.decode()
    code = BillingCode.objects.get()
    assert client.post(url_of(project, f"codes/{code.pk}/edit/"), {"name": "Travel", "version": 1}).status_code == 303
    stale = client.post(url_of(project, f"codes/{code.pk}/edit/"), {"name": "Other", "version": 1})
    assert stale.status_code == 409
    assert 'name="take_name"' in stale.content.decode()
    assert client.post(url_of(project, f"codes/{code.pk}/remove/"), {"version": 2}).status_code == 303


def test_a_person_is_changed_and_taken_off(a_project, client, url_of, theo, olive):
    project = a_project()
    place = add_project_member(project, member=theo, values={}, by=olive, at=NOW)
    sent = {"position": "Lead fitter", "version": 1}
    assert client.post(url_of(project, f"people/{place.pk}/edit/"), sent).status_code == 303
    assert client.post(url_of(project, f"people/{place.pk}/remove/"), {"version": 2}).status_code == 303
    assert not ProjectMember.objects.exists()


def test_a_project_is_moved_after_a_search_and_a_warning(a_project, client, url_of, a_customer, olive):
    project, quay = a_project(), a_customer("Quayside Foods", status="inactive")
    assert "with its time and expenses." in client.get(url_of(project, "move/")).content.decode()
    draft_invoice(customer=project.customer, values={"project": project}, by=olive, at=NOW)
    assert "its expenses and 1 invoice." in client.get(url_of(project, "move/")).content.decode()
    found = client.get("/brightwater/projects/customers/?find=quays&inactive=1").content.decode()
    assert "Quayside Foods" in found
    assert "Inactive" in found
    assert "Quayside" not in client.get("/brightwater/projects/customers/?find=quays").content.decode()
    assert client.post(url_of(project, "move/"), {}).status_code == 422
    finding = client.post(url_of(project, "move/"), {"find": "quays", "finding": "1"})
    assert finding.status_code == 200
    assert "Quayside Foods" in finding.content.decode()
    warned = client.post(url_of(project, "move/"), {"customer": quay.pk, "version": 1})
    assert warned.status_code == 409
    assert 'name="confirm"' in warned.content.decode()
    assert client.post(url_of(project, "move/"), {"customer": quay.pk, "version": 1, "confirm": "1"}).status_code == 303
    assert Project.objects.get().customer == quay


def test_a_project_is_saved_as_a_template_and_deleted(a_project, client, url_of):
    project = a_project()
    assert client.post(url_of(project, "template/"), {"name": "Swap"}).status_code == 303
    assert client.post(url_of(project, "template/"), {"name": "swap"}).status_code == 422
    assert "Swap" in client.get("/brightwater/projects/templates/").content.decode()
    template = Template.objects.get()
    gone = client.post(f"/brightwater/projects/templates/{template.pk}/deletion/", {"version": 1})
    assert gone.status_code == 303
    assert not Template.objects.exists()
    assert "cannot be undone" in client.get(url_of(project, "deletion/")).content.decode()
    assert client.post(url_of(project, "deletion/"), {"version": 1}).status_code == 303
    assert not Project.objects.exists()


def test_an_archived_project_is_read_only_and_says_so(a_project, client, url_of):
    project = a_project(status="archived")
    assert "This project is archived" in client.get(url_of(project)).content.decode()
    assert client.get(url_of(project, "edit/")).status_code == 409
    assert client.post(url_of(project, "tasks/new/"), {"title": "Late"}).status_code == 409


def test_setting_up_saves_itself_from_the_first_step_and_each_further_one_can_be_skipped(
    client, anders, a_project, olive
):
    planned = a_project("Planned")
    add_task(planned, title="Survey", by=olive, at=NOW)
    template = save_as_template(planned, name="Swap", by=olive, at=NOW)
    sent = {"name": "Shop boiler", "kind": "billable", "customer": anders.pk}
    answer = client.post("/brightwater/projects/new/", sent)
    project = Project.objects.get(name="Shop boiler")
    at = f"/brightwater/projects/{project.pk}/setup/"
    assert (project.status, answer.headers["Location"]) == ("draft", f"{at}dates/")
    assert "budget/" in client.get(f"{at}dates/").content.decode()
    assert client.post(f"{at}dates/", {"starts_on": "2026-12-01"}).headers["Location"] == f"{at}budget/"
    assert client.post(f"{at}budget/", {"budget_amount": "-1", "currency": "GBP"}).status_code == 422
    work = {"template": template.pk, "tasks": "Order\n\nFit", "codes": "Fitting", "start": "1"}
    assert client.post(f"{at}work/", work).status_code == 303
    project.refresh_from_db()
    assert (project.status, project.starts_on.isoformat()) == ("active", "2026-12-01")
    assert [task.title for task in Task.objects.filter(project=project).order_by("position")] == [
        "Survey",
        "Order",
        "Fit",
    ]
    assert client.get(f"{at}nonsense/").status_code == 404


def test_a_new_project_needs_a_name_and_an_active_customer(client, anders):
    answer = client.post("/brightwater/projects/new/", {"kind": "billable"})
    assert answer.status_code == 422
    assert "Choose whom the project is for." in answer.content.decode()
    Customer.objects.filter(pk=anders.pk).update(status="inactive")
    answer = client.post("/brightwater/projects/new/", {"name": "Late", "kind": "billable", "customer": anders.pk})
    assert answer.status_code == 409
    assert "is inactive" in answer.content.decode()
    assert not Project.objects.exists()


def test_an_address_chooses_no_inactive_customer_for_a_new_project(client, anders):
    address = f"/brightwater/projects/new/?customer={anders.pk}"
    assert "Anders &amp; Sons Bakery" in client.get(address).content.decode()
    Customer.objects.filter(pk=anders.pk).update(status="inactive")
    assert "Anders &amp; Sons Bakery" not in client.get(address).content.decode()


def test_the_customers_tab_lists_and_counts_its_projects(a_project, client, anders, a_customer):
    a_project("Running", status="active")
    a_project("Waiting")
    a_project("Elsewhere", customer=a_customer("Quayside Foods"))
    here = f"/brightwater/customers/{anders.pk}/projects/"
    html = client.get(here).content.decode()
    assert "Running" in html
    assert "Waiting" in html
    assert "Elsewhere" not in html
    assert '<span class="tabs-count">2</span>' in html
    assert "Waiting" not in client.get(f"{here}?status=active").content.decode().split("<main")[1]
    assert client.get(f"{here}?status=draft").status_code == 400


def test_the_palette_finds_projects_by_code(a_project, client):
    a_project("Boiler replacement", code="BW-77")
    html = client.get("/brightwater/palette/?q=bw-77").content.decode()
    assert "Boiler replacement" in html
    assert "New Project" in client.get("/brightwater/palette/?q=new+pro").content.decode()


def test_who_may_see_rates_sees_what_an_hour_of_each_person_costs(a_project, sign_in, ada, dana, theo, olive, url_of):
    project = a_project()
    add_project_member(project, member=theo, values={}, by=olive, at=NOW)
    set_rate(theo, amount="42.50", currency="GBP", by=olive, at=NOW)
    assert "£42.50 an hour" in sign_in(ada).get(url_of(project)).content.decode()
    assert "42.50" not in sign_in(dana).get(url_of(project)).content.decode()
    Project.objects.update(hourly_rate=60)
    assert "42.50" not in sign_in(ada).get(url_of(project)).content.decode()
