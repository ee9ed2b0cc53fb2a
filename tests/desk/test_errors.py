import pytest

from clientele.accounts.choices import Feature
from clientele.accounts.operations.organization import switch_feature, update_organization
from tests.cast import NOW

pytestmark = pytest.mark.django_db


def test_a_form_that_is_far_too_large_is_told_so_and_nothing_of_it_is_saved(dana, sign_in):
    answer = sign_in(dana).post("/brightwater/customers/new/", {"name": "x" * 6_000_000})
    assert answer.status_code == 413
    assert "This is too much at once" in answer.content.decode()


@pytest.mark.parametrize(
    ("feature", "path", "words"),
    [
        (Feature.INVOICES, "invoices/", "Invoices, payments and balances"),
        (Feature.INVOICES, "reports/", "Invoices, payments and balances"),
        (Feature.INVOICES, "settings/invoices/", "Invoices, payments and balances"),
        (Feature.INVOICES, "customers/{anders}/invoices/", "Invoices, payments and balances"),
        (Feature.PROJECTS, "projects/", "Projects, and the Projects tab of a client"),
        (Feature.PROJECTS, "customers/{anders}/projects/", "Projects, and the Projects tab of a client"),
        (Feature.TIME, "time/", "Time and expenses on projects, with approval"),
        (Feature.TIME, "time/expenses/", "Time and expenses on projects, with approval"),
        (Feature.PROJECTS, "settings/rates/", "Projects, and the Projects tab of a client"),
        (Feature.NOTES, "customers/{anders}/notes/", "The notes log with types"),
        (Feature.COMMENTS, "customers/{anders}/comments/", "Comments on a client&#39;s page"),
        (Feature.IMPORT, "customers/import/", "Import clients from CSV and Excel files"),
        (Feature.IMPORT, "projects/import/", "Import clients from CSV and Excel files"),
        (Feature.EXPORT, "customers/export/", "Export clients to CSV and Excel files"),
        (Feature.API, "settings/tokens/", "The JSON API and API tokens"),
    ],
)
def test_a_page_that_is_switched_off_says_so_and_where_to_switch_it_on(olive, anders, sign_in, feature, path, words):
    update_organization(olive.organization, changes={"term": "client"}, by=olive, at=NOW)
    switch_feature(olive.organization, feature=feature, is_on=False, by=olive, at=NOW)
    answer = sign_in(olive).get(f"/brightwater/{path.format(anders=anders.pk)}")
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "This is switched off" in page
    assert f"“{words}” is switched off for Brightwater Heating." in page
    assert 'href="/brightwater/settings/features/"' in page
    assert "Your role" not in page


def test_who_may_not_switch_is_told_who_may(olive, theo, anders, sign_in):
    client = sign_in(theo)
    assert "Your role does not allow it." in client.get("/brightwater/invoices/").content.decode()
    switch_feature(olive.organization, feature=Feature.INVOICES, is_on=False, by=olive, at=NOW)
    page = client.get("/brightwater/invoices/").content.decode()
    assert "This is switched off" in page
    assert "An admin of your organisation can switch it on." in page
    assert "settings/features/" not in page
    assert "Your role does not allow it." in client.get("/brightwater/settings/audit/").content.decode()
