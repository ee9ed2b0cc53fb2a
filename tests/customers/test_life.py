"""The life of customers as a machine: whatever is done in whatever order, the promises hold after every step."""

import os
from dataclasses import dataclass, field
from datetime import timedelta

from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, invariant, rule, run_state_machine_as_test

from clientele.accounts.models import Member
from clientele.customers.models import Contact, Customer, Note, Tagging
from clientele.customers.operations import (
    add_contact,
    add_note,
    create_customer,
    delete_note,
    edit_note,
    remove_contact,
    update_contact,
    update_customer,
)
from clientele.kit.refusals import Conflict, Refusal
from clientele.kit.text import name_key
from clientele.trail.models import Entry
from clientele.trail.queries import as_it_stood, history_of
from tests.cast import NOW

NAMES = st.sampled_from(
    ["Acme", "ACME ", "Acme - West", "Müller", "muller", "Ångström & Søn", "Quay  Street", "quay street"]
)
CODES = st.sampled_from(["", "", "ACME", "acme", "QUAY", "M-1"])
STATUSES = st.sampled_from(["active", "inactive"])
TAGS = st.lists(st.sampled_from(["vip", "VIP", "north", "Service plan"]), max_size=3)
BODIES = st.sampled_from(["Called.", "Ovens start at 03:00.", "x" * 500])


@dataclass
class Known:
    """What the machine believes of one customer."""

    name: str
    code: str
    status: str = "active"
    tags: set[str] = field(default_factory=set)
    is_archived: bool = False
    version: int = 1
    contacts: int = 0
    notes: int = 0


class CustomerLife(RuleBasedStateMachine):
    customers = Bundle("customers")
    notes = Bundle("notes")
    contacts = Bundle("contacts")
    olive: Member

    def __init__(self) -> None:
        super().__init__()
        self.known: dict[int, Known] = {}
        self.now = NOW
        self.block = transaction.atomic()
        self.block.__enter__()
        self.entries = Entry.objects.count()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.block.__exit__(None, None, None)

    def tick(self) -> None:
        self.now += timedelta(minutes=1)

    def holds_name(self, name: str, besides: int = 0) -> bool:
        return any(
            name_key(known.name) == name_key(name) and not known.is_archived and pk != besides
            for pk, known in self.known.items()
        )

    @rule(target=customers, name=NAMES, code=CODES, tags=TAGS)
    def create(self, name, code, tags):
        self.tick()
        taken = self.holds_name(name) or (
            code != "" and any(known.code.lower() == code.lower() for known in self.known.values())
        )
        before = Entry.objects.filter(name="customers.tag_created").count()
        try:
            made = create_customer(values={"name": name, "code": code}, tags=tags, by=self.olive, at=self.now)
        except Refusal as refusal:
            assert taken, refusal
            assert refusal.code in {"customer_name_taken", "customer_code_taken"}
            return min(self.known, default=0)
        assert not taken
        self.known[made.pk] = Known(made.name, made.code, tags={name_key(tag) for tag in tags})
        self.entries += 1 + Entry.objects.filter(name="customers.tag_created").count() - before
        return made.pk

    @rule(pk=customers, name=st.none() | NAMES, status=st.none() | STATUSES, stale=st.booleans())
    def update(self, pk, name, status, stale):
        if not pk:
            return
        self.tick()
        known = self.known[pk]
        changes = {key: value for key, value in {"name": name, "status": status}.items() if value is not None}
        version = known.version - 1 if stale else known.version
        try:
            saved = update_customer(
                Customer.objects.get(pk=pk), changes=changes, version=version, by=self.olive, at=self.now
            )
        except Conflict as conflict:
            assert conflict.code == ("customer_archived" if known.is_archived else "version_conflict")
            assert known.is_archived or stale
            return
        except Refusal as refusal:
            assert refusal.code == "customer_name_taken"
            assert self.holds_name(name, besides=pk)
            return
        assert not stale
        assert not known.is_archived
        if saved.version > known.version:
            self.entries += 1
        known.name, known.status, known.version = saved.name, saved.status, saved.version

    @rule(pk=customers, tags=TAGS)
    def retag(self, pk, tags):
        if not pk or self.known[pk].is_archived:
            return
        self.tick()
        known = self.known[pk]
        before = Entry.objects.count()
        saved = update_customer(Customer.objects.get(pk=pk), changes={}, tags=tags, by=self.olive, at=self.now)
        known.tags, known.version = {name_key(tag) for tag in tags}, saved.version
        self.entries += Entry.objects.count() - before

    @rule(pk=customers, code=CODES)
    def recode(self, pk, code):
        if not pk or self.known[pk].is_archived:
            return
        try:
            update_customer(Customer.objects.get(pk=pk), changes={"code": code}, by=self.olive, at=self.now)
        except Refusal as refusal:
            assert refusal.code == "code_immutable"
            assert code != self.known[pk].code
        else:
            assert code == self.known[pk].code

    @rule(pk=customers)
    def archive(self, pk):
        """As a merge will leave it."""
        if pk and not self.known[pk].is_archived:
            Customer.objects.filter(pk=pk).update(archived_at=self.now)
            self.known[pk].is_archived = True

    @rule(target=notes, pk=customers, body=BODIES, kind=st.sampled_from(["comment", "meeting"]))
    def say(self, pk, body, kind):
        if not pk:
            return 0
        self.tick()
        try:
            note = add_note(Customer.objects.get(pk=pk), kind=kind, body=body, by=self.olive, at=self.now)
        except Conflict:
            assert self.known[pk].is_archived
            return 0
        assert not self.known[pk].is_archived
        self.known[pk].notes += 1
        self.entries += 1
        return note.pk

    @rule(pk=notes, body=BODIES)
    def correct(self, pk, body):
        note = Note.objects.filter(pk=pk).first()
        if note is None or self.known[note.customer_id].is_archived:
            return
        changed = note.body != body
        edited = edit_note(note, body=body, by=self.olive, at=self.now)
        assert (edited.edited_at is not None) or not changed
        self.entries += changed

    @rule(pk=consumes(notes))
    def forget(self, pk):
        note = Note.objects.filter(pk=pk).first()
        if note is None or self.known[note.customer_id].is_archived:
            return
        delete_note(note, by=self.olive, at=self.now)
        self.known[note.customer_id].notes -= 1
        self.entries += 1

    @rule(target=contacts, pk=customers, is_primary=st.booleans())
    def introduce(self, pk, is_primary):
        if not pk or self.known[pk].is_archived:
            return 0
        values = {"name": "Lise Anders", "is_primary": is_primary}
        contact = add_contact(Customer.objects.get(pk=pk), values=values, by=self.olive, at=self.now)
        self.known[pk].contacts += 1
        self.entries += 1
        return contact.pk

    @rule(pk=contacts)
    def promote(self, pk):
        contact = Contact.objects.filter(pk=pk).first()
        if contact is None or self.known[contact.customer_id].is_archived:
            return
        was = contact.is_primary
        update_contact(contact, changes={"is_primary": True}, by=self.olive, at=self.now)
        self.entries += not was

    @rule(pk=consumes(contacts))
    def dismiss(self, pk):
        contact = Contact.objects.filter(pk=pk).first()
        if contact is None or self.known[contact.customer_id].is_archived:
            return
        remove_contact(contact, by=self.olive, at=self.now)
        self.known[contact.customer_id].contacts -= 1
        self.entries += 1

    @invariant()
    def every_row_is_as_believed(self):
        for customer in Customer.objects.order_by("pk"):
            known = self.known[customer.pk]
            tags = {row.tag.name_key for row in Tagging.objects.filter(customer=customer).select_related("tag")}
            assert (customer.name, customer.code, customer.status) == (known.name, known.code, known.status)
            assert (customer.version, tags) == (known.version, known.tags)
            assert Contact.objects.filter(customer=customer).count() == known.contacts
            assert Note.objects.filter(customer=customer).count() == known.notes
        assert Customer.objects.count() == len(self.known)

    @invariant()
    def live_names_are_unique(self):
        keys = [name_key(known.name) for known in self.known.values() if not known.is_archived]
        assert len(keys) == len(set(keys))

    @invariant()
    def every_change_has_one_entry(self):
        assert Entry.objects.count() == self.entries

    @invariant()
    def the_trail_tells_each_name(self):
        for pk, known in self.known.items():
            customer = Customer.objects.get(pk=pk)
            told = as_it_stood(customer, self.now, {"name": customer.name})
            assert told == {"name": known.name}
            assert history_of(customer).count() == known.version


def test_the_life_of_customers_keeps_its_promises(olive):
    CustomerLife.olive = olive
    thorough = int(os.environ.get("CLIENTELE_LIFE_EXAMPLES", "40"))
    run_state_machine_as_test(
        CustomerLife,
        settings=settings(
            max_examples=thorough,
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
