from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from idic.domain.identify.operations.customers import edit_customer
from idic.domain.identify.privacy.enums import RequestState
from idic.domain.identify.privacy.errors import IdentityUnproven, NothingToCorrect, RemedyUntold, WrongState
from idic.domain.identify.privacy.locks import lock_of
from idic.domain.identify.privacy.models import Jurisdiction, PrivacyRequest
from idic.domain.identify.privacy.operations.clocks import change_clock
from idic.domain.identify.privacy.operations.packages import start_package
from idic.domain.identify.privacy.operations.rectifications import rectify
from idic.domain.identify.privacy.operations.requests import (
    ask_for_proof,
    check_identity,
    close_request,
    extend_request,
    receive_request,
    refuse_request,
    scope_request,
)
from idic.domain.identify.privacy.operations.restrictions import lift_restriction, restrict
from idic.domain.identify.privacy.operations.warnings import warn_of_due
from idic.domain.identify.privacy.queries.basis import use_of, verdict_of
from idic.domain.identify.queries.customers import access_customer
from idic.domain.identify.rules import visible_customers
from idic.domain.interact.operations.follow_ups import create_follow_up
from idic.domain.work.drafts import TaskDraft
from idic.domain.work.operations.completion import complete_task
from idic.domain.work.operations.create import create_task
from idic.foundation.accounts.errors import NotAllowed, NotVisible
from idic.foundation.desk.models import Note, Notification
from idic.foundation.desk.operations.attachments import add_attachment
from idic.foundation.desk.operations.checklists import add_checklist
from idic.foundation.desk.operations.notes import add_note, edit_note
from idic.foundation.desk.operations.tags import add_tag
from idic.foundation.letters.enums import DeliveryState
from idic.foundation.letters.models import Delivery
from idic.foundation.nouns.compiling import narrowed_by, read_predicate
from idic.foundation.nouns.registry import fields_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def ask(cast: Any, make_customer: Any) -> Any:
    def make(
        kind: str = "access", *, customer: Any = None, received: date | None = None, **more: Any
    ) -> PrivacyRequest:
        return receive_request(
            customer or make_customer(), kind=kind, way="email", received_on=received or timezone.localdate(),
            language="en", by=cast.manager, **more,
        )  # fmt: skip

    return make


def test_a_request_under_thai_law_is_due_after_thirty_days(ask: Any, make_customer: Any) -> None:
    customer = make_customer(given_name="Anan", family_name="Jaidee", email="a@example.com", country="Thailand")
    request = ask(customer=customer, received=date(2028, 1, 31))
    assert request.jurisdiction.code == "TH"
    assert request.due_on == date(2028, 3, 1)


def test_a_request_under_european_law_is_due_after_a_month(ask: Any, make_customer: Any) -> None:
    law = Jurisdiction.objects.get(code="EU")
    customer = make_customer(given_name="Anna", family_name="Muster", email="m@example.com", country=law.countries[0])
    request = ask(customer=customer, received=date(2028, 1, 31))
    assert (request.due_on, request.practical_on) == (date(2028, 2, 29), date(2028, 2, 29))


def test_the_clock_stands_while_the_person_proves_who_they_are(ask: Any, cast: Any) -> None:
    request = ask()
    due = request.due_on
    ask_for_proof(request, by=cast.manager)
    PrivacyRequest.objects.filter(pk=request.pk).update(paused_at=timezone.now() - timedelta(days=4))
    checked = check_identity(request, how="Called back at the known number", by=cast.manager)
    assert checked.due_on == due + timedelta(days=4)
    with pytest.raises(WrongState):
        ask_for_proof(checked, by=cast.manager)


def test_an_extension_needs_a_law_that_knows_it_and_a_reason(ask: Any, cast: Any, make_customer: Any) -> None:
    law = Jurisdiction.objects.get(code="EU")
    customer = make_customer(given_name="Anna", family_name="Muster", email="m@example.com", country=law.countries[0])
    request = ask(customer=customer, received=date(2026, 3, 2))
    assert extend_request(request, reason="Many systems", by=cast.manager).due_on == date(2026, 6, 2)
    thai = ask(customer=make_customer(given_name="B", family_name="C", email="b@example.com", country="Thailand"))
    with pytest.raises(WrongState):
        extend_request(thai, reason="Many systems", by=cast.manager)


def test_a_refusal_tells_the_remedy(ask: Any, cast: Any) -> None:
    request = ask()
    with pytest.raises(RemedyUntold):
        refuse_request(request, refusal="excessive", note="Third time this week", remedy_told=False, by=cast.manager)
    refused = refuse_request(request, refusal="excessive", note="Third time", remedy_told=True, by=cast.manager)
    assert refused.state == RequestState.REFUSED
    assert close_request(refused, by=cast.manager).state == RequestState.CLOSED


def test_nothing_is_handed_out_before_it_is_known_who_asks(ask: Any, cast: Any) -> None:
    request = ask()
    with pytest.raises((WrongState, IdentityUnproven)):
        start_package(request, by=cast.manager)


def test_who_may_only_look_does_not_write(ask: Any, cast: Any) -> None:
    request = ask()
    with pytest.raises(NotAllowed):
        ask_for_proof(request, by=cast.service)


def test_an_objection_works_at_once_and_stops_what_waits(ask: Any, cast: Any, make_customer: Any) -> None:
    customer = make_customer(given_name="Anan", family_name="Jaidee", email="a@example.com")
    waiting = Delivery.objects.create(
        noun="customer", subject_id=customer.pk, customer_id=customer.pk, to_address="a@example.com", language="en",
        subject="Offer", body="Buy", created_by=cast.manager, next_at=timezone.now(),
    )  # fmt: skip
    request = ask("objection", customer=customer)
    waiting.refresh_from_db()
    assert request.state == RequestState.ANSWERED
    assert waiting.state == DeliveryState.STOPPED
    assert request.figures["letters_stopped"] == 1
    assert not verdict_of(customer.pk, use_of("marketing", "email")).may


def test_a_rectification_outranks_every_other_source(ask: Any, cast: Any, make_customer: Any) -> None:
    customer = make_customer(given_name="Anan", family_name="Jaidee", phone="0812345678")
    with pytest.raises(NothingToCorrect):
        ask("rectification", customer=customer)
    request = ask("rectification", customer=customer, corrections={"given_name": "Ananda", "family_name": "Jaidee"})
    check_identity(request, how="id card", by=cast.manager)
    rectify(PrivacyRequest.objects.get(pk=request.pk), by=cast.manager)
    customer.refresh_from_db()
    assert customer.given_name == "Ananda"
    assert customer.phone == "+66812345678"
    customer = edit_customer(customer, {"given_name": "Anan"}, version=customer.version, by=cast.manager)
    assert customer.given_name == "Ananda"


def test_restricted_data_is_kept_seen_and_used_for_nothing(ask: Any, cast: Any, make_customer: Any) -> None:
    customer = make_customer(given_name="Anan", family_name="Jaidee", email="a@example.com")
    request = ask("restriction", customer=customer)
    check_identity(request, how="id card", by=cast.manager)
    scope_request(request, note="All", by=cast.manager)
    restrict(PrivacyRequest.objects.get(pk=request.pk), reason="Disputes the address", by=cast.manager)
    assert lock_of(customer) is not None
    assert visible_customers(cast.manager).filter(pk=customer.pk).exists()
    for use in ("customer.export", "customer.change"):
        assert not visible_customers(cast.manager, use).filter(pk=customer.pk).exists()
    with pytest.raises(NotVisible), transaction.atomic():
        edit_customer(customer, {"given_name": "Other"}, version=customer.version, by=cast.manager)
    assert not verdict_of(customer.pk, use_of("marketing", "email")).may
    lift_restriction(customer, by=cast.manager)
    assert visible_customers(cast.manager, "customer.export").filter(pk=customer.pk).exists()


def test_nothing_comes_to_a_restricted_customer_and_the_reason_is_told(ask: Any, cast: Any, make_customer: Any) -> None:
    customer = make_customer(given_name="Anan", family_name="Jaidee", email="a@example.com")
    task = create_task(TaskDraft(kind="task", title="Ring", customer=customer), by=cast.manager)
    note = add_note("customer", customer.pk, text="Came by", by=cast.manager)
    request = ask("restriction", customer=customer)
    check_identity(request, how="id card", by=cast.manager)
    scope_request(request, note="All", by=cast.manager)
    restrict(PrivacyRequest.objects.get(pk=request.pk), reason="Disputes the address", by=cast.manager)
    due = timezone.localdate() + timedelta(days=3)
    refused = (
        lambda: add_note("customer", customer.pk, text="Rang", by=cast.manager),
        lambda: add_note("task", task.pk, text="Rang", by=cast.manager),
        lambda: edit_note(note.pk, text="Came by twice", version=note.version, by=cast.manager),
        lambda: add_tag("customer", customer.pk, name="North", by=cast.manager),
        lambda: add_checklist("customer", customer.pk, title="Papers", by=cast.manager),
        lambda: add_attachment("customer", customer.pk, name="a.txt", chunks=[b"x"], by=cast.manager),
        lambda: create_task(TaskDraft(kind="task", title="Ring", customer=customer), by=cast.manager),
        lambda: create_follow_up(
            customer, owner=cast.manager, due_on=due, method="telephone", reason="thanks", by=cast.manager
        ),
        lambda: access_customer(cast.manager, customer.pk, permission="customer.change"),
    )
    for act in refused:
        with (
            pytest.raises(Exception, match="is restricted: it is kept and neither changed nor used"),
            transaction.atomic(),
        ):
            act()
    complete_task(task, by=cast.manager)
    assert Note.objects.get().text == "Came by"
    lift_restriction(customer, by=cast.manager)
    add_note("customer", customer.pk, text="Rang", by=cast.manager)


def test_somebody_is_warned_on_the_twentieth_day(ask: Any, cast: Any) -> None:
    request = ask(received=timezone.localdate() - timedelta(days=20))
    assert request.warn_on == timezone.localdate()
    assert warn_of_due(today=timezone.localdate()) == 1
    assert Notification.objects.filter(user=cast.manager, noun="privacy", subject_id=request.pk).exists()


def test_lists_ask_for_the_age_that_is_shown(ask: Any) -> None:
    """In days of the house: the answer went out in the early morning, when it was the day before by UTC."""
    moments = {1: datetime(2026, 11, 20, 16, 59, tzinfo=UTC), 2: datetime(2026, 11, 20, 17, 1, tzinfo=UTC)}
    for moment in moments.values():
        answered = ask(received=date(2026, 11, 19))
        PrivacyRequest.objects.filter(pk=answered.pk).update(answered_at=moment, state=RequestState.ANSWERED)
    waiting = ask(received=timezone.localdate() - timedelta(days=9))
    for days, expected in {1: moments[1], 2: moments[2], 9: None}.items():
        rule = read_predicate({"field": "age", "op": "eq", "value": days}, fields_of("privacy"))
        [found] = narrowed_by(PrivacyRequest.objects.all(), "privacy", rule, as_of=timezone.localdate())
        assert (found.answered_at, found.age_days) == (expected, days)
    assert found == waiting


def test_a_changed_clock_holds_for_what_comes_and_not_for_what_runs(ask: Any, cast: Any, make_customer: Any) -> None:
    customer = make_customer(given_name="Anan", family_name="Jaidee", email="a@example.com", country="China")
    running = ask(customer=customer, received=date(2026, 3, 2))
    change_clock(
        Jurisdiction.objects.get(code="CN"), days=7, months=0, extension_days=0, extension_months=0, breach_hours=0,
        by=cast.manager,
    )  # fmt: skip
    assert ask(customer=customer, received=date(2026, 3, 2)).due_on == date(2026, 3, 9)
    assert PrivacyRequest.objects.get(pk=running.pk).due_on == running.due_on
