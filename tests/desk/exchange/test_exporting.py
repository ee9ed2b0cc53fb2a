import io

from openpyxl import load_workbook

from clientele.trail.models import Entry

HERE = "/brightwater/customers/export/"


def content_of(answer):
    return b"".join(answer.streaming_content)


def test_the_page_says_how_many_and_offers_both_kinds(client, a_customer):
    a_customer("Ash Tree Kennels", tags=("VIP",))
    a_customer("Inactive One", status="inactive")
    page = client.get(HERE).content.decode()
    assert "1 customer<" in page
    assert f'href="{HERE}customers.xlsx"' in page
    page = client.get(f"{HERE}?status=active&status=inactive").content.decode()
    assert "2 customers<" in page
    assert "customers.csv?status=active&amp;status=inactive" in page


def test_the_file_holds_what_search_and_filters_show_in_their_order(client, a_customer):
    for name in ("Quay Dental Lab", "Quay Street Dental", "Ash Tree Kennels"):
        a_customer(name)
    content = content_of(client.get(f"{HERE}customers.csv?q=quay&sort=-name&page=7")).decode("utf-8-sig")
    assert [line.split(",")[0] for line in content.splitlines()] == ["Name", "Quay Street Dental", "Quay Dental Lab"]


def test_the_workbook_opens_and_no_cell_calculates(client, a_customer):
    a_customer("=Ash & Co")
    book = load_workbook(io.BytesIO(content_of(client.get(f"{HERE}customers.xlsx"))))
    assert book.active["A2"].value == "'=Ash & Co"


def test_the_file_is_an_attachment_that_is_kept_nowhere(client, anders):
    answer = client.get(f"{HERE}customers.csv")
    assert answer["Content-Disposition"].startswith('attachment; filename="brightwater customers ')
    assert answer["Cache-Control"] == "private, no-store"
    content_of(answer)


def test_who_took_customers_out_is_remembered(client, anders, dana):
    content_of(client.get(f"{HERE}customers.csv"))
    entry = Entry.objects.get(name="exchange.customers_exported")
    assert (entry.author, entry.facts) == (dana.name, {"number": 1})


def test_unknown_parameters_are_refused(client):
    assert client.get(f"{HERE}customers.csv?colour=red").status_code == 400


def test_who_may_not_export_gets_no_file(sign_in, theo, dana, otto):
    for path in (HERE, f"{HERE}customers.csv", f"{HERE}customers.xlsx"):
        assert sign_in(theo).get(path).status_code == 403
        assert sign_in(otto).get(path).status_code == 404


def test_archived_customers_leave_only_with_who_may_see_them(client, sign_in, dana):
    dana.role.permissions = [name for name in dana.role.permissions if name != "clients:view_archived"]
    dana.role.save()
    assert client.get(f"{HERE}customers.csv?archived=1").status_code == 403
