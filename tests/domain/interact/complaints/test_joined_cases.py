"""What becomes of complaints when their cases are joined."""

from __future__ import annotations

from datetime import date, timedelta
from importlib import import_module

import pytest
from django.db import connection
from django.utils import timezone

from idic.domain.identify.belongings import belongings
from idic.domain.identify.privacy.graph import rows_of
from idic.domain.identify.privacy.person import person_of
from idic.domain.identify.privacy.stores.tables import forget_in_tables
from idic.domain.interact.cases.drafts import CaseDraft
from idic.domain.interact.cases.models import Case
from idic.domain.interact.cases.operations.joining import merge_case
from idic.domain.interact.cases.operations.open import open_case
from idic.domain.interact.complaints.errors import FurtherOn
from idic.domain.interact.complaints.models import Complaint
from idic.domain.interact.complaints.operations.changing_hands import join_duplicate
from idic.domain.interact.complaints.operations.receiving import acknowledge
from idic.domain.interact.complaints.queries.figures import received_in
from idic.domain.interact.complaints.queries.marks import MARKS
from idic.domain.interact.complaints.queries.occurrences import occurrences
from idic.domain.interact.complaints.queries.own import complainer, whose
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


def held(customer) -> list[str]:
    """What a package of the customer would hand out of the complaints."""
    declared = next(one for one in belongings() if one.code == "complaint")
    return [row["remedy_wanted"] for row in rows_of(declared, person_of(customer))]


def test_a_complaint_is_handed_out_and_erased_with_whoever_complained(cast, make_complaint, make_customer):
    noi, anan = make_customer(given_name="Noi"), make_customer(given_name="Anan")
    told = make_complaint(customer=noi)
    stays = open_case(CaseDraft("The kettle again", "email", customer=anan), by=cast.service)
    merge_case(told.case, into=stays, by=cast.service)
    assert (again(told).case_id, again(told).told_in_id) == (stays.pk, told.case_id)
    assert (held(noi), held(anan)) == (["A new kettle"], [])
    forget_in_tables(person_of(anan), held=frozenset())
    assert (again(told).remedy_wanted, again(told).steps.get().said) == (
        "A new kettle",
        {"remedy_wanted": "A new kettle"},
    )
    forget_in_tables(person_of(noi), held=frozenset())
    assert (again(told).remedy_wanted, again(told).steps.get().said) == ("", {})


def test_whoever_complained_without_a_name_is_known_by_the_address(cast, make_complaint, make_customer):
    anan = make_customer(given_name="Anan")
    told = make_complaint(contact_address="anan@example.com")
    other = make_complaint(contact_address="noi@example.com")
    for one in (told, other):
        stays = open_case(
            CaseDraft("Again", "email", customer=anan, contact_address="anan@example.com"), by=cast.service
        )
        merge_case(one.case, into=stays, by=cast.service)
    assert [complainer(again(one)) for one in (told, other)] == [anan.pk, None]
    assert held(anan) == ["A new kettle"]
    rows = Complaint.objects.order_by("pk").values_list(whose(), flat=True)
    assert list(rows) == [anan.pk, None]
    forget_in_tables(person_of(anan), held=frozenset())
    assert [again(one).remedy_wanted for one in (told, other)] == ["", "A new kettle"]


def test_a_carried_complaint_counts_for_whoever_complained(cast, make_complaint, make_customer, topic, walk):
    noi, anan = make_customer(given_name="Noi"), make_customer(given_name="Anan")
    then = timezone.now() - timedelta(days=20)
    told = walk(make_complaint(then, customer=noi), "closed")
    stays = open_case(
        CaseDraft("Again", "email", customer=anan, topic=topic, received_at=then, purpose="complain"), by=cast.service
    )
    merge_case(Case.objects.get(pk=told.case_id), into=stays, by=cast.service)
    found = occurrences(cast.administrator, then - timedelta(days=1), timezone.now())
    assert found.customer == [noi.pk]

    def helped() -> bool:
        return Complaint.objects.filter(MARKS["first-contact"]).exists()

    near = {"topic": topic, "received_at": then + timedelta(days=2)}
    open_case(CaseDraft("Of another", "email", customer=anan, **near), by=cast.service)
    assert helped()
    open_case(CaseDraft("Still leaks", "email", customer=noi, **near), by=cast.service)
    assert not helped()


def test_an_older_installation_learns_where_its_complaints_were_told(cast, make_complaint, make_customer):
    told, twice, back = make_complaint(customer=make_customer(given_name="Noi")), make_complaint(), make_complaint()
    middle, last, other = (open_case(CaseDraft("Again", "email"), by=cast.service) for _each in range(3))
    merge_case(told.case, into=middle, by=cast.service)
    merge_case(Case.objects.get(pk=middle.pk), into=last, by=cast.service)
    merge_case(twice.case, into=Case.objects.get(pk=last.pk), by=cast.service)
    merge_case(back.case, into=other, by=cast.service)
    taken_back(other, cast.service)
    known = list(Complaint.objects.order_by("pk").values_list("pk", "told_in"))
    Complaint.objects.update(told_in=other)
    filling = import_module("idic.domain.interact.complaints.migrations.0003_told_in")
    with connection.cursor() as cursor:
        cursor.execute(filling._FILL)
    assert list(Complaint.objects.order_by("pk").values_list("pk", "told_in")) == known
    assert again(told).case_id == last.pk
