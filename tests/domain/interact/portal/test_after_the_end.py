"""What a customer says on the portal when their request has ended."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from idic.domain.interact.cases.enums import CaseState
from idic.domain.interact.cases.models import Case, CaseTopic
from idic.domain.interact.cases.operations.ending import resolve_case
from idic.domain.interact.complaints.enums import ComplaintState
from idic.domain.interact.complaints.models import Complaint
from idic.domain.interact.complaints.operations.deciding import decide, investigate, propose
from idic.domain.interact.complaints.operations.ending import close_complaint
from idic.domain.interact.complaints.operations.receiving import acknowledge, assess
from idic.domain.interact.portal.errors import NothingToJudge
from idic.domain.interact.portal.models import PortalSession
from idic.domain.interact.portal.operations.cases import accept, answer, ask, reject


@pytest.fixture
def session(make_customer: Any) -> PortalSession:
    malee = make_customer(given_name="Malee", email="malee@example.com")
    return PortalSession(customer=malee, email="malee@example.com")


def asked(session: PortalSession, purpose: str = "seek_information") -> Case:
    return ask(session, title="Parcel", text="Where is it?", purpose=purpose, language="en", number="a" * 16)


def ended(case: Case, days: int, by: Any) -> Case:
    Complaint.objects.filter(case=case).update(state=ComplaintState.CLOSED)
    case.refresh_from_db()
    done = resolve_case(case, outcome="answered", version=case.version, by=by)
    Case.objects.filter(pk=case.pk).update(resolved_at=timezone.now() - timedelta(days=days))
    return done


def test_what_ended_long_ago_is_a_new_request_that_points_to_the_old_one(session: PortalSession, cast: Any) -> None:
    old = ended(asked(session, "complain"), 31, cast.administrator)
    said = answer(session, old.pk, "It is lost again.", number="b" * 16)
    assert said.case_id != old.pk
    assert answer(session, old.pk, "It is lost again.", number="b" * 16) == said
    made = Case.objects.get(pk=said.case_id)
    assert (made.title, made.purpose, made.origin.case_id) == ("Parcel", "complain", old.pk)
    assert Complaint.objects.filter(case=made).exists()
    old.refresh_from_db()
    assert (old.state, old.reopened) == (CaseState.RESOLVED, 0)
    for act in (lambda: accept(session, old.pk), lambda: reject(session, old.pk, note="No")):
        with pytest.raises(NothingToJudge):
            act()


def test_what_ended_lately_goes_on(session: PortalSession, cast: Any) -> None:
    case = ended(asked(session), 29, cast.administrator)
    assert answer(session, case.pk, "It is not here.", number="b" * 16).case_id == case.pk
    case.refresh_from_db()
    assert (case.state, case.reopened) == (CaseState.OPEN, 1)


def test_a_complaint_that_was_closed_without_their_word_is_handled_again_with_their_no(
    session: PortalSession, cast: Any
) -> None:
    case = asked(session, "complain")
    Case.objects.filter(pk=case.pk).update(topic=CaseTopic.objects.create(code="delivery", name="Delivery"))
    by, row = cast.quality, Complaint.objects.get(case=case)
    row = acknowledge(row, channel="portal", handler="Qua", version=row.version, by=by)
    row = assess(Complaint.objects.get(pk=row.pk), impacts=["delay"], version=row.version, by=by)
    row = investigate(row, version=row.version, by=by)
    row = propose(
        row,
        customer_facts="Lost",
        our_facts="Lost",
        root_cause="The carrier",
        options="Another",
        version=row.version,
        by=by,
    )
    row = decide(row, decision="Another parcel", version=row.version, by=by)
    row = close_complaint(row, reason="No word for three weeks", version=row.version, by=by)
    reject(session, case.pk, note="Nothing came.")
    row.refresh_from_db()
    case.refresh_from_db()
    assert (row.state, row.reopened, case.state) == (ComplaintState.INVESTIGATING, 1, CaseState.OPEN)
    assert row.steps.latest("pk").note == "Nothing came."
