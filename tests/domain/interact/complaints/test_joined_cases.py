"""What becomes of complaints when their cases are joined."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from idic.domain.interact.cases.drafts import CaseDraft
from idic.domain.interact.cases.models import Case
from idic.domain.interact.cases.operations.joining import merge_case
from idic.domain.interact.cases.operations.open import open_case
from idic.domain.interact.complaints.errors import FurtherOn
from idic.domain.interact.complaints.models import Complaint
from idic.domain.interact.complaints.operations.changing_hands import join_duplicate
from idic.domain.interact.complaints.operations.receiving import acknowledge
from idic.domain.interact.complaints.queries.figures import received_in
from idic.domain.interact.complaints.queries.own import complainer
from idic.foundation.events.models import Event
from idic.foundation.events.undoing import undo_event

pytestmark = pytest.mark.django_db


def again(complaint):
    return Complaint.objects.get(pk=complaint.pk)


def taken_back(stays: Case, by) -> None:
    undo_event(Event.objects.filter(verb="case.merged", subject_id=stays.pk).latest("id").pk, by=by)


def counted(by):
    now = timezone.now()
    return received_in(by, now - timedelta(days=30), now + timedelta(days=1)).count()


def test_a_complaint_goes_whole_into_a_case_that_was_none(cast, make_complaint, walk):
    told = walk(make_complaint(timezone.now() - timedelta(days=2)), "decided")
    steps = told.steps.count()
    stays = open_case(CaseDraft("The kettle again", "email"), by=cast.service)
    merge_case(told.case, into=stays, by=cast.service)
    moved = again(told)
    assert (moved.case_id, moved.state, moved.received_at, moved.steps.count()) == (
        stays.pk, "decided", told.received_at, steps,
    )  # fmt: skip
    assert (moved.case.purpose, moved.case.received_at) == ("complain", told.received_at)
    taken_back(stays, cast.service)
    assert again(told).case_id == told.case_id
    assert Case.objects.get(pk=stays.pk).purpose == "request_service"


def test_of_two_complaints_one_leads_with_the_older_receipt_and_is_counted(cast, make_complaint, walk):
    early = make_complaint(timezone.now() - timedelta(days=3))
    lead = walk(make_complaint(timezone.now() - timedelta(days=1)), "assessed")
    received = lead.received_at
    assert counted(cast.administrator) == 2
    merge_case(early.case, into=lead.case, by=cast.service)
    assert (again(lead).received_at, again(early).duplicate_of_id, again(early).case_id) == (
        early.received_at, lead.pk, early.case_id,
    )  # fmt: skip
    assert counted(cast.administrator) == 1
    assert again(early).steps.latest("pk").kind == "joined"
    taken_back(lead.case, cast.service)
    assert (again(lead).received_at, again(early).duplicate_of_id) == (received, None)
    assert again(early).steps.latest("pk").kind == "parted"
    assert counted(cast.administrator) == 2


def test_the_one_further_on_its_way_stays(cast, make_complaint, walk):
    done = walk(make_complaint(), "decided")
    fresh = make_complaint()
    with pytest.raises(FurtherOn):
        merge_case(done.case, into=fresh.case, by=cast.service)
    assert (again(done).duplicate_of_id, Case.objects.get(pk=done.case_id).merged_into_id) == (None, None)
    ended = walk(make_complaint(), "closed")
    with pytest.raises(FurtherOn):
        merge_case(fresh.case, into=Case.objects.get(pk=ended.case_id), by=cast.service)


def test_what_was_promised_in_either_is_still_promised(cast, make_complaint, walk):
    both = [walk(make_complaint(), "decided") for _each in range(2)]
    for number, one in enumerate(both):
        promised_for = date(2026, 12, 5 - number)
        Complaint.objects.filter(pk=one.pk).update(promise=f"Kettle {number}", promised_for=promised_for)
    lead, other = both
    merge_case(other.case, into=lead.case, by=cast.service)
    assert (again(lead).promise, again(lead).promised_for) == ("Kettle 0\nKettle 1", date(2026, 12, 4))
    taken_back(lead.case, cast.service)
    assert (again(lead).promise, again(lead).promised_for) == ("Kettle 0", date(2026, 12, 5))


def test_what_was_told_twice_already_stays_counted_once(cast, make_complaint):
    first, second, third = make_complaint(), make_complaint(), make_complaint()
    join_duplicate(second, first=first, by=cast.service)
    merge_case(first.case, into=second.case, by=cast.service)
    assert (again(second).duplicate_of_id, again(first).duplicate_of_id) == (None, second.pk)
    taken_back(second.case, cast.service)
    assert (again(second).duplicate_of_id, again(first).duplicate_of_id) == (first.pk, None)
    merge_case(first.case, into=third.case, by=cast.service)
    assert [again(one).duplicate_of_id for one in (first, second)] == [third.pk, third.pk]
    taken_back(third.case, cast.service)
    assert [again(one).duplicate_of_id for one in (first, second)] == [None, first.pk]


def test_what_happens_to_it_is_told_of_whoever_complained_and_not_of_whose_case_it_came_into(
    cast, make_complaint, make_customer
):
    noi, anan = make_customer(given_name="Noi"), make_customer(given_name="Anan")
    told, nobody = make_complaint(customer=noi), make_complaint()
    stays = open_case(CaseDraft("The kettle again", "email", customer=anan), by=cast.service)
    other = open_case(CaseDraft("And again", "email", customer=anan), by=cast.service)
    merge_case(told.case, into=stays, by=cast.service)
    merge_case(nobody.case, into=other, by=cast.service)
    for one in (told, nobody):
        row = again(one)
        acknowledge(row, channel="phone", handler="Somsri", version=row.version, by=cast.service)
    said = Event.objects.filter(verb="complaint.acknowledged").order_by("pk")
    assert list(said.values_list("subject_id", "customer_id")) == [(stays.pk, noi.pk), (other.pk, None)]
    taken_back(stays, cast.service)
    assert complainer(again(told)) == noi.pk
