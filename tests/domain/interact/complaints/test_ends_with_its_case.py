"""A complaint comes to its own end before its case does; what is unwanted is no complaint; what is opened again has come to
nothing yet."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from idic.domain.interact.cases.drafts import CaseDraft, MessageDraft
from idic.domain.interact.cases.enums import CaseState, Outcome
from idic.domain.interact.cases.operations.ending import reopen_case, resolve_case
from idic.domain.interact.cases.operations.messages import receive_message
from idic.domain.interact.cases.operations.open import open_case
from idic.domain.interact.complaints.errors import ComplaintUnfinished
from idic.domain.interact.complaints.operations.changing_hands import join_duplicate
from idic.domain.interact.complaints.operations.receiving import times_lately
from idic.domain.interact.complaints.queries.figures import indicators, open_by_age

pytestmark = pytest.mark.django_db


def resolved(case, by, outcome="solved"):
    case.refresh_from_db()
    return resolve_case(case, outcome=outcome, version=case.version, by=by)


def received(user):
    now = timezone.now()
    return indicators(user, now - timedelta(days=1), now + timedelta(days=1), today=now).received


def test_a_case_ends_with_its_complaint_and_not_before(cast, make_complaint, walk):
    complaint = make_complaint()
    with pytest.raises(ComplaintUnfinished):
        resolved(complaint.case, cast.service)
    complaint.case.refresh_from_db()
    assert complaint.case.is_open
    assert walk(complaint, "closed").case.state == CaseState.CLOSED


def test_one_that_was_told_twice_holds_nothing_up(cast, make_complaint):
    first, again = make_complaint(), make_complaint()
    join_duplicate(again, first=first, by=cast.service)
    assert resolved(again.case, cast.service, "duplicate").state == CaseState.RESOLVED


def test_what_is_unwanted_counts_as_no_complaint(cast, make_complaint):
    spam, kept = make_complaint(), make_complaint()
    assert (received(cast.manager), times_lately(kept.case)) == (2, 2)
    resolved(spam.case, cast.service, Outcome.SPAM)
    assert (received(cast.manager), times_lately(kept.case)) == (1, 1)
    assert sum(open_by_age(cast.manager, today=timezone.localdate()).values()) == 1


@pytest.mark.parametrize("again", ["by hand", "by the customer"])
def test_what_is_opened_again_has_come_to_nothing_yet(cast, again):
    """Put down as unwanted by mistake, it counts again and stands on the customer's portal."""
    case = resolved(open_case(CaseDraft(title="Parcel", mode="email"), by=cast.service), cast.service, Outcome.SPAM)
    if again == "by hand":
        reopen_case(case, version=case.version, by=cast.service)
    else:
        receive_message(case, MessageDraft("I am no machine."))
    case.refresh_from_db()
    assert (case.state, case.outcome, case.outcome_note) == (CaseState.OPEN, "", "")
