from smtplib import SMTPException

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend

from clientele.background.operations import run_waiting_tasks
from clientele.background.operations.running import Interrupted
from clientele.billing.models import Delivery
from clientele.billing.operations import (
    credit_invoice,
    record_payment,
    send_again,
    send_invoice,
    sending,
    void_invoice,
)
from clientele.billing.operations.sending import deliver_invoice
from clientele.billing.queries.documents import pdf_of_invoice
from clientele.customers.operations import update_customer
from clientele.kit.refusals import Conflict, Refusal
from clientele.trail.models import Entry
from tests.cast import NOW


@pytest.fixture
def delivered(django_capture_on_commit_callbacks):
    """Sends and lets the background work."""

    def run(act):
        with django_capture_on_commit_callbacks(execute=True):
            delivery = act()
        run_waiting_tasks()
        return Delivery.objects.get(pk=delivery.pk)

    return run


def test_an_invoice_goes_out_with_its_pdf(an_invoice, olive, delivered):
    invoice = an_invoice()
    delivery = delivered(lambda: send_invoice(invoice, by=olive, at=NOW))
    assert (delivery.status, delivery.recipient) == ("sent", "office@andersbakery.example")
    (message,) = mail.outbox
    assert message.subject == "Invoice INV-2026-0001 from Brightwater Heating: £170.00 due 22 December 2026"
    assert "Amount: £170.00\nDue: 22 December 2026" in message.body
    ((html, kind),) = message.alternatives
    assert (kind, "Dear Anders &amp; Sons Bakery," in html) == ("text/html", True)
    ((name, content, kind),) = message.attachments
    assert (name, kind, content) == ("INV-2026-0001.pdf", "application/pdf", pdf_of_invoice(invoice))
    names = list(Entry.objects.order_by("-pk").values_list("name", flat=True)[:2])
    assert names == ["billing.delivery_made", "billing.invoice_sent"]


def test_a_credit_note_goes_out_too_and_to_whoever_is_named(an_invoice, olive, delivered):
    credit = credit_invoice(an_invoice(), by=olive, at=NOW)
    delivered(lambda: send_invoice(credit, recipient=" pay@anders.example ", by=olive, at=NOW))
    assert mail.outbox[0].to == ["pay@anders.example"]
    assert "credit note CN-2026-0001, which takes back invoice INV-2026-0001" in mail.outbox[0].body


def test_what_is_left_to_pay_is_asked_for(an_invoice, olive, delivered):
    invoice = an_invoice()
    record_payment(invoice, values={"amount": "70"}, by=olive, at=NOW)
    delivered(lambda: send_invoice(invoice, by=olive, at=NOW))
    assert "Paid or credited: £70.00\nStill to pay: £100.00" in mail.outbox[0].body
    assert "£100.00 due" in mail.outbox[0].subject


def test_what_fails_is_told_and_can_be_sent_again(an_invoice, olive, delivered, monkeypatch):
    send = EmailBackend.send_messages

    def refuse(self, messages):
        raise SMTPException("Mailbox\nfull")

    monkeypatch.setattr(EmailBackend, "send_messages", refuse)
    delivery = delivered(lambda: send_invoice(an_invoice(), by=olive, at=NOW))
    assert (delivery.status, delivery.problem, delivery.sent_at) == ("failed", "Mailbox full", None)
    assert Entry.objects.latest("pk").name == "billing.delivery_failed"
    monkeypatch.setattr(EmailBackend, "send_messages", send)
    delivery = delivered(lambda: send_again(delivery, by=olive, at=NOW))
    assert (delivery.status, delivery.problem) == ("sent", "")
    with pytest.raises(Conflict) as refused:
        send_again(delivery, by=olive, at=NOW)
    assert refused.value.code == "delivery_not_failed"


@pytest.fixture
def waiting(an_invoice, olive):
    """A sending that no worker has come to."""
    return send_invoice(an_invoice(), by=olive, at=NOW)


def deliver(delivery):
    deliver_invoice.call(delivery.organization_id, delivery.pk)
    return Delivery.objects.get(pk=delivery.pk)


def cut_off(monkeypatch, broken, *, after):
    """The program ends before or after something."""
    whole = getattr(*broken)

    def end(*args):
        if after:
            whole(*args)
        raise Interrupted

    monkeypatch.setattr(*broken, end)
    return lambda: monkeypatch.setattr(*broken, whole)


@pytest.mark.parametrize("after", [False, True])
def test_where_the_program_ends_while_handing_over_nobody_claims_to_know(waiting, olive, monkeypatch, delivered, after):
    mend = cut_off(monkeypatch, (EmailBackend, "send_messages"), after=after)
    with pytest.raises(Interrupted):
        deliver(waiting)
    mend()
    again = deliver(waiting)
    assert (again.status, again.sent_at) == ("unclear", None)
    assert again.problem == "The program ended while it was handed over. Ask whether it arrived, or send it again."
    assert deliver(waiting).status == "unclear"
    assert len(mail.outbox) == after
    assert Entry.objects.filter(name="billing.delivery_unclear").count() == 1
    assert delivered(lambda: send_again(again, by=olive, at=NOW)).status == "sent"
    assert len(mail.outbox) == after + 1


def test_where_the_program_ends_before_handing_over_it_is_sent_once(waiting, monkeypatch):
    mend = cut_off(monkeypatch, (sending, "_message"), after=True)
    with pytest.raises(Interrupted):
        deliver(waiting)
    mend()
    assert (deliver(waiting).status, deliver(waiting).status, len(mail.outbox)) == ("sent", "sent", 1)


def test_a_sending_that_another_worker_began_is_left_to_it(waiting, monkeypatch):
    make = sending._message

    def overtaken(delivery):
        Delivery.objects.filter(pk=delivery.pk).update(handed_at=NOW)
        return make(delivery)

    monkeypatch.setattr(sending, "_message", overtaken)
    assert (deliver(waiting).status, mail.outbox) == ("waiting", [])


def test_a_mail_that_cannot_be_made_does_not_wait_for_ever(an_invoice, olive, delivered, monkeypatch):
    def broken(invoice):
        raise ZeroDivisionError

    monkeypatch.setattr(sending, "pdf_of_invoice", broken)
    delivery = delivered(lambda: send_invoice(an_invoice(), by=olive, at=NOW))
    assert delivery.status == "failed"
    assert delivery.problem == "The mail could not be made. The log of the program says why."


def test_a_draft_and_a_void_invoice_are_not_sent(a_draft, an_invoice, olive):
    void = void_invoice(an_invoice(), reason="Twice", by=olive, at=NOW)
    for invoice, code in ((a_draft(), "invoice_draft"), (void, "invoice_void")):
        with pytest.raises(Conflict) as refused:
            send_invoice(invoice, by=olive, at=NOW)
        assert refused.value.code == code


def test_without_an_address_somebody_must_give_one(an_invoice, anders, olive):
    update_customer(anders, changes={"email": ""}, by=olive, at=NOW)
    anders.refresh_from_db()
    invoice = an_invoice()
    for recipient, field in (("", "recipient"), ("nobody", "recipient")):
        with pytest.raises(Refusal) as refused:
            send_invoice(invoice, recipient=recipient, by=olive, at=NOW)
        assert refused.value.errors[0].field == field
    assert not Delivery.objects.exists()


def test_the_pdf_is_the_same_whatever_the_logo_is_later(an_invoice, olive):
    from clientele.accounts.models import Logo

    png = bytes.fromhex(
        "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
        "1f15c4890000000d49444154789c6360f8cfc0f01f0005000201fd2d4e6a0000000049454e44ae426082"
    )
    logo = Logo.objects.create(organization=olive.organization, content=png, sha256="1" * 64)
    invoice = an_invoice()
    assert bytes(invoice.letterhead.content) == png
    logo.delete()
    assert bytes(type(invoice).objects.get().letterhead.content) == png
