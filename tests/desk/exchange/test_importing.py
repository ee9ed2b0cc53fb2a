import pytest

from clientele.customers.models import Customer
from clientele.exchange.choices import SHOWN_ROWS
from clientele.exchange.models import Import
from clientele.exchange.operations import start_import
from clientele.exchange.operations.checking import check_import
from clientele.exchange.operations.running import run_import
from clientele.kit.tenancy import inside
from tests.cast import NOW
from tests.desk.exchange.conftest import HERE

CONTENT = "Firm,E-mail,Colour\nAsh Tree Kennels,ruth@ash.example,green\nBad,nobody,red\n"


def text_of(answer):
    return answer.content.decode()


def test_the_first_page_asks_for_a_file_and_tells_of_earlier_ones(client, sent):
    assert "Choose your file" in text_of(client.get(HERE))
    address, _ = sent(CONTENT, "spring.csv")
    page = text_of(client.get(HERE))
    assert "Earlier imports" in page
    assert f'href="{address}"' in page
    assert "spring.csv" in page


@pytest.mark.parametrize(
    "content, says",
    [("", "This file is empty."), ("%PDF-1.7", "This is a PDF"), ("Name\n", "no rows below it")],
)
def test_a_file_that_cannot_be_read_is_refused_beside_the_field(send, content, says):
    answer = send(content)
    assert answer.status_code == 422
    assert says in text_of(answer)
    assert 'id="id_file_error"' in text_of(answer)
    assert Import.objects.count() == 0


def test_a_file_of_one_row_is_told_as_one(client, sent):
    address, _ = sent("Name\nAsh Tree Kennels\n")
    assert "1 row, 1 column" in text_of(client.get(address))


def test_sending_nothing_says_so(client):
    answer = client.post(HERE, {})
    assert (answer.status_code, "Choose a file first." in text_of(answer)) == (422, True)


def test_matching_and_result_stand_side_by_side(client, sent):
    address, _ = sent(CONTENT)
    page = text_of(client.get(address))
    assert '<option value="name" selected>Name (required)</option>' in page
    assert "Ash Tree Kennels, Bad" in page
    assert "“nobody” is not an email address." in page
    assert "<b>1 of 2</b> rows will be imported, 1 left out" in page
    assert "Import 1 customer" in page
    assert "As it will be saved" in page


def test_changing_a_column_answers_with_the_result_and_the_foot(client, sent):
    address, batch = sent(CONTENT)
    answer = client.post(
        f"{address}matching/",
        {"column_0": "name", "column_1": "", "column_2": "tags", "updates_existing": "on"},
        headers={"HX-Request": "true", "HX-Target": "import_result"},
    )
    part = text_of(answer)
    assert "<html" not in part
    assert "<b>2 of 2</b> rows will be imported" in part
    assert 'id="import_foot" aria-live="polite" hx-swap-oob="true"' in part
    batch.refresh_from_db()
    assert (batch.mapping, batch.updates_existing) == (["name", "", "tags"], True)


def test_without_a_script_the_same_form_leads_back_to_the_page(client, sent):
    address, batch = sent(CONTENT)
    answer = client.post(f"{address}matching/", {"column_0": "name", "column_1": "", "column_2": ""})
    assert answer["Location"] == address
    batch.refresh_from_db()
    assert batch.updates_existing is False


def test_a_column_cannot_become_what_is_no_field(client, sent):
    address, _ = sent(CONTENT)
    answer = client.post(f"{address}matching/", {"column_0": "organization_id", "column_1": "", "column_2": ""})
    assert answer.status_code == 422


def test_no_name_column_is_said_above_the_result(client, sent):
    address, _ = sent("Nonsense,Colour\nx,green\n")
    assert "No column is the name yet." in text_of(client.get(address))


def test_the_tabs_open_the_rows_of_each_outcome(client, sent, anders):
    address, _ = sent("Name,Phone\nAnders & Sons Bakery,01632 7\nNew One,\n")
    assert "<ins>01632 7</ins>" in text_of(client.get(f"{address}?show=updated"))
    assert "New One" in text_of(client.get(f"{address}?show=created"))
    assert "No row is refused." in text_of(client.get(f"{address}?show=refused"))
    assert client.get(f"{address}?show=eaten").status_code == 400


def test_many_refused_rows_are_paged(client, sent):
    rows = "".join(f"Customer {n},nobody\n" for n in range(SHOWN_ROWS + 5))
    address, _ = sent(f"Name,Email\n{rows}")
    assert f"Customer {SHOWN_ROWS + 4}<" not in text_of(client.get(address))
    assert f"Customer {SHOWN_ROWS + 4}<" in text_of(client.get(f"{address}?show=refused&page=2"))
    assert client.get(f"{address}?show=refused&page=x%00").status_code == 200


def test_the_refused_rows_can_be_taken_home_with_their_reason(client, sent):
    address, _ = sent('Name,Email,Notes\nBad,nobody,"=1+1"\nGood,,\n')
    answer = client.get(f"{address}refused.csv")
    content = b"".join(answer.streaming_content).decode("utf-8-sig")
    assert content.splitlines() == [
        "Row,Why it is refused,What to do,Name,Email,Notes",
        '2,“nobody” is not an email address.,"Correct it, or leave it blank",Bad,nobody,\'=1+1',
    ]
    assert answer["Content-Disposition"] == 'attachment; filename="customers refused.csv"'
    assert (answer["X-Content-Type-Options"], answer["Cache-Control"]) == ("nosniff", "private, no-store")


def test_refused_rows_mended_come_in_as_they_are(client, sent):
    address, _ = sent("Name,Email\nBad,nobody\n")
    content = b"".join(client.get(f"{address}refused.csv").streaming_content).decode("utf-8-sig")
    _, again = sent(content.replace("nobody", "some@body.example"))
    assert again.mapping == ["", "", "", "name", "email"]
    assert (again.created, again.refused) == (1, 0)


def test_an_import_runs_tells_how_far_it_is_and_what_came_of_it(client, sent):
    address, batch = sent(CONTENT)
    assert client.post(f"{address}run/", {"mode": "good_rows"})["Location"] == address
    page = text_of(client.get(address))
    assert 'hx-trigger="every 1s"' in page
    part = client.get(address, headers={"HX-Request": "true", "HX-Target": "import_progress"})
    assert "0 of 2 rows" in text_of(part)
    assert "<html" not in text_of(part)
    run_import.call(batch.organization_id, batch.pk)
    ended = client.get(address, headers={"HX-Request": "true", "HX-Target": "import_progress"})
    assert ended["HX-Redirect"] == address
    assert "1 customer created, 0 updated." in text_of(client.get(address))
    assert Customer.objects.get().name == "Ash Tree Kennels"


def test_all_or_nothing_with_a_refused_row_says_why_it_does_not_start(client, sent):
    address, _ = sent(CONTENT)
    answer = client.post(f"{address}run/", {"mode": "all_or_nothing"})
    assert answer.status_code == 422
    assert "1 row is refused, and you asked for all rows or none." in text_of(answer)


def test_a_running_import_can_be_stopped(client, sent):
    address, batch = sent(CONTENT)
    start_import(batch, at=NOW)
    client.post(f"{address}cancellation/")
    assert "The import was stopped." in text_of(client.get(address))
    assert client.post(f"{address}cancellation/").status_code == 409


def test_cancelling_drops_the_file(client, sent):
    address, _ = sent(CONTENT)
    assert client.post(f"{address}discarding/")["Location"] == "/brightwater/customers/"
    assert client.get(address).status_code == 404


def test_the_reading_can_be_put_right_by_hand(client, sent):
    address, _ = sent("Name;Phone\nPříliš;1\n".encode("cp1250"))
    assert client.post(
        f"{address}reading/", {"encoding": "cp1250", "delimiter": ";", "header_row": "1"}
    ).status_code in {
        302,
        303,
    }
    assert "Příliš" in text_of(client.get(address))
    answer = client.post(f"{address}reading/", {"encoding": "rot13", "header_row": "99"})
    assert answer.status_code == 422


def test_a_long_file_shows_how_far_its_check_is(client, sent):
    address, batch = sent("Name\n" + "".join(f"Customer {n}\n" for n in range(2_100)))
    page = text_of(client.get(address))
    assert "0 of 2,100" in page
    assert 'hx-target="#import_result"' in page
    check_import.call(batch.organization_id, batch.pk, batch.generation)
    part = text_of(client.get(address, headers={"HX-Request": "true", "HX-Target": "import_result"}))
    assert "Import 2,100 customers" in part


def test_who_may_not_import_gets_no_page(sign_in, theo, sent):
    address, _ = sent(CONTENT)
    there = sign_in(theo)
    for path in (HERE, address, f"{address}refused.csv"):
        assert there.get(path).status_code == 403
    for part in ("matching/", "reading/", "run/", "cancellation/", "discarding/"):
        assert there.post(f"{address}{part}").status_code == 403


def test_another_firms_import_is_not_there(sign_in, otto, sent, outpost):
    _, batch = sent(CONTENT)
    there = sign_in(otto)
    assert there.get(f"{HERE}{batch.pk}/").status_code == 404
    assert there.get(f"/outpost/customers/import/{batch.pk}/").status_code == 404
    assert there.post(f"/outpost/customers/import/{batch.pk}/run/").status_code == 404
    with inside(outpost):
        assert Customer.objects.count() == 0


def test_the_feature_can_be_switched_off(client, organization):
    organization.disabled_features = ["customers.import", "customers.export"]
    organization.save()
    assert client.get(HERE).status_code == 403
    assert client.get("/brightwater/customers/export/").status_code == 403
