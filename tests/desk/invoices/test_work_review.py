"""The last steps from approved work to an invoice: fees, the review, and what happens meanwhile."""

from decimal import Decimal

from django.core import mail

from clientele.background.operations import run_waiting_tasks
from clientele.billing.models import BilledTime, Delivery, Invoice
from clientele.billing.operations import Work, draft_from_work
from clientele.billing.queries import lines_of
from clientele.kit.tenancy import inside
from tests.cast import NOW, an_active_project
from tests.desk.invoices.test_work import PART, URL, begin, ids, office, review, text, through

__all__ = ["begin", "office"]


def test_no_step_is_skipped(office, begin, boiler, some_time):
    some_time(60)
    where = begin(boiler)
    for step in ("costs", "review"):
        assert office.get(f"{where}{step}/")["Location"] == f"{where}time/"
        assert office.post(f"{where}{step}/", {"do": "draft"})["Location"] == f"{where}time/"
    only = begin(boiler, parts=["time"])
    assert office.get(f"{only}costs/")["Location"] == f"{only}time/"
    assert office.post(f"{only}time/", {"do": "next"})["Location"] == f"{only}review/"
    assert not Invoice.objects.exists()


def test_a_step_wants_something_to_bill(office, begin, boiler, some_time):
    entry = some_time(60)
    where = begin(boiler, parts=["time"])
    answer = office.post(f"{where}time/", {"do": "next", "shown": ids(entry)})
    assert (answer.status_code, "Tick something or write down a fee first." in text(answer)) == (422, True)


def test_fees_are_added_taken_out_and_judged_beside_their_field(office, begin, boiler, an_expense):
    spent = an_expense("12.40", description="Train")
    where = begin(boiler, parts=["expenses", "fees"])
    costs = f"{where}costs/"
    assert "Train" in text(office.get(costs))
    typed = {"places": "1", "fees-0-description": "Survey", "fees-0-amount": "many", "shown": ids(spent)}
    added = text(office.post(costs, {**typed, "do": "add", "pick": [spent.pk]}, headers=PART))
    assert 'name="fees-1-description"' in added
    assert "£12.40" in added
    wrong = office.post(costs, {**typed, "do": "next"})
    assert wrong.status_code == 422
    assert 'value="many"' in text(wrong)
    assert 'id="id_fees-0-amount_error"' in text(wrong)
    assert "No fixed fees." in text(office.post(costs, {**typed, "do": "remove-0"}, headers=PART))
    assert office.post(costs, {**typed, "do": "next", "fees-0-amount": "1,200.50"}).status_code == 303
    assert "£1,200.50" in text(office.get(f"{where}review/"))


def test_the_review_shows_the_invoice_and_makes_a_draft_of_just_that(office, begin, boiler, some_time, an_expense):
    kept, left = some_time(60), some_time(30)
    an_expense("12.40")
    where = begin(boiler)
    office.post(f"{where}time/", {"do": "next", "shown": ids(kept, left), "pick": [kept.pk]})
    office.post(f"{where}costs/", {"do": "next"})
    page = text(office.get(f"{where}review/"))
    assert "20 November 2026" in page
    assert "£102.40" in page
    assert "Anders &amp; Sons Bakery has no address, no tax number." in page
    assert not Invoice.objects.exists()
    answer = office.post(f"{where}review/", review(office, where, "draft"))
    draft = Invoice.objects.get()
    assert answer["Location"] == f"/brightwater/invoices/{draft.pk}/"
    assert (draft.total, draft.project, draft.is_draft) == (Decimal("102.40"), boiler, True)
    assert [billed.entry for billed in BilledTime.objects.all()] == [kept]


def test_going_back_keeps_what_was_chosen(office, begin, boiler, some_time):
    kept, left = some_time(60), some_time(30)
    where = begin(boiler)
    office.post(f"{where}time/", {"do": "next", "shown": ids(kept, left), "pick": [kept.pk]})
    fee = {"places": "1", "fees-0-description": "Survey", "fees-0-amount": "50", "do": "back"}
    assert office.post(f"{where}costs/", fee)["Location"] == f"{where}time/"
    assert text(office.get(f"{where}time/")).count(" checked") == 1
    assert 'value="2026-11-20"' in text(office.get(where))
    again = {"projects": [boiler.pk], "format": "summary", "summed_by": "member", "issued_on": "2026-11-21"}
    assert office.post(where, {**again, "parts": ["time", "expenses", "fees"]}).status_code == 303
    office.post(f"{where}time/", {"do": "next"})
    assert 'value="Survey"' in text(office.get(f"{where}costs/"))
    office.post(f"{where}costs/", {"do": "next"})
    assert "£140.00" in text(office.get(f"{where}review/"))


def test_an_invoice_is_finalised_and_sent_in_one_step(
    office, begin, boiler, some_time, django_capture_on_commit_callbacks
):
    entry = some_time(60)
    where = through(office, begin(boiler))
    refused = office.post(f"{where}review/", review(office, where, "send", recipient="nobody"))
    assert refused.status_code == 422
    assert 'value="nobody"' in text(refused)
    assert not Invoice.objects.exists()
    with django_capture_on_commit_callbacks(execute=True):
        assert office.post(f"{where}review/", review(office, where, "send")).status_code == 303
    run_waiting_tasks()
    invoice, entry = Invoice.objects.get(), type(entry).objects.get()
    assert (invoice.number, entry.is_locked) == ("INV-2026-0001", True)
    assert Delivery.objects.get().recipient == "office@andersbakery.example"
    message = mail.outbox[0]
    assert (message.to, message.attachments[0][1][:4]) == (["office@andersbakery.example"], b"%PDF")


def test_what_somebody_else_invoices_meanwhile_is_said_and_the_rest_is_kept(office, begin, boiler, some_time, olive):
    taken, kept = some_time(60), some_time(30)
    where = through(office, begin(boiler))
    sent = review(office, where, "draft")
    theirs = draft_from_work(boiler, work=Work(time=[taken.pk], expenses=[]), by=olive, at=NOW)
    answer = office.post(f"{where}review/", sent)
    assert answer.status_code == 409
    page = text(answer)
    assert "This changed while you looked at it" in page
    assert "1 time entry cannot be billed any more" in page
    assert f'href="/brightwater/invoices/{theirs.pk}/"' in page
    assert "£45.00" in page
    assert Invoice.objects.count() == 1
    assert office.post(f"{where}review/", review(office, where, "draft")).status_code == 303
    assert BilledTime.objects.get(line__invoice=Invoice.objects.latest("pk")).entry == kept


def test_where_all_was_taken_there_is_nothing_to_make(office, begin, boiler, some_time, olive):
    some_time(60)
    where = through(office, begin(boiler, parts=["time", "expenses"]))
    draft_from_work(boiler, work=Work(), by=olive, at=NOW)
    page = text(office.get(f"{where}review/"))
    assert "New boiler has nothing to bill here." in page
    assert "Create draft" not in page
    assert office.post(f"{where}review/", {"do": "draft", "seen": ""}).status_code == 409


def test_a_button_pressed_twice_makes_one_invoice(office, begin, boiler):
    where = begin(boiler, parts=["fees"])
    fee = {"places": "1", "fees-0-description": "Survey", "fees-0-amount": "50", "do": "next"}
    office.post(f"{where}costs/", fee)
    sent, session = review(office, where, "draft"), dict(office.session)
    assert office.post(f"{where}review/", sent).status_code == 303
    kept = office.session
    kept["invoice_work"] = session["invoice_work"]
    kept.save()
    assert office.post(f"{where}review/", sent)["Location"] == "/brightwater/invoices/"
    assert Invoice.objects.count() == 1
    gone = office.get(f"{where}review/")
    assert (gone.status_code, "is not kept any more" in text(gone)) == (404, True)


def test_time_without_a_rate_is_not_ticked_and_gets_one_from_those_who_may(
    office, begin, boiler, some_time, theo, sign_in, olive
):
    some_time(60), some_time(120, rate=None)
    where, group = begin(boiler) + "time/", f"{boiler.pk}-{theo.pk}"
    page = text(office.get(where))
    assert "1 entry without a rate" in page
    assert "1 of 2" in page
    assert "Somebody who may see and set hourly rates can give it one on this page." in page
    assert office.post(where, {"do": f"rate-{group}", f"rate-{group}": "40"}).status_code == 403
    office = sign_in(olive)
    where = begin(boiler, client=office) + "time/"
    wrong = office.post(where, {"do": f"rate-{group}", f"rate-{group}": "much"})
    assert wrong.status_code == 422
    assert 'value="much"' in text(wrong)
    assert f'id="id_rate-{group}_error"' in text(wrong)
    assert office.post(where, {"do": f"rate-{group}", f"rate-{group}": "40"}).status_code == 303
    after = text(office.get(where))
    assert "2 of 2" in after
    assert "£170.00" in after


def test_a_fixed_fee_covers_time_with_or_without_a_rate(office, begin, boiler, some_time):
    some_time(60), some_time(120, rate=None)
    where = begin(boiler, format="fixed", parts=["time"])
    assert "2 of 2" in text(office.get(f"{where}time/"))
    office.post(f"{where}time/", {"do": "next"})
    wrong = office.post(f"{where}costs/", {"do": "next"})
    assert "Write down the fee that covers this time." in text(wrong)
    fee = {"places": "1", "fees-0-description": "Survey", "fees-0-amount": "500", "do": "next"}
    assert office.post(f"{where}costs/", fee).status_code == 303
    assert office.post(f"{where}review/", review(office, where, "draft")).status_code == 303
    assert [line.net for line in lines_of(Invoice.objects.get())] == [Decimal(500)]
    assert BilledTime.objects.count() == 2


def test_an_unusual_currency_is_confirmed_before_anything_is_made(office, begin, anders):
    paris = an_active_project(anders, "Paris", currency="EUR")
    where = begin(paris, parts=["fees"])
    office.post(f"{where}costs/", {"places": "1", "fees-0-description": "A", "fees-0-amount": "5", "do": "next"})
    answer = office.post(f"{where}review/", review(office, where, "draft"))
    assert (answer.status_code, "Use EUR all the same" in text(answer)) == (409, True)
    assert office.post(f"{where}review/", review(office, where, "draft", confirm="1")).status_code == 303


def test_those_who_may_not_invoice_are_turned_away_and_selections_are_ones_own(
    office, begin, boiler, some_time, sign_in, theo, olive, otto, outpost
):
    some_time(60)
    where = begin(boiler)
    assert sign_in(theo).get(URL).status_code == 403
    assert sign_in(theo).get(f"{where}time/").status_code == 403
    assert sign_in(olive).get(f"{where}time/").status_code == 404
    with inside(outpost):
        assert sign_in(otto).get(f"{where.replace('brightwater', 'outpost')}time/").status_code == 404
