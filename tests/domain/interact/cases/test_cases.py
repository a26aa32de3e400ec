from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from idic.domain.identify.operations.customers import edit_customer, shown_values
from idic.domain.identify.privacy.models import ProcessingLock
from idic.domain.interact.cases.drafts import CaseDraft, MessageDraft
from idic.domain.interact.cases.errors import (
    AnsweredMeanwhile,
    CaseEnded,
    CaseOutdated,
    CaseStillOpen,
    CustomerLocked,
    MessageElsewhere,
    NotAdjoinable,
    NotAssignable,
    OutcomeMissing,
    ReasonMissing,
    TextMissing,
    TitleMissing,
)
from idic.domain.interact.cases.models import Case, Message
from idic.domain.interact.cases.operations.change import assign_case, change_case, snooze_case
from idic.domain.interact.cases.operations.ending import (
    close_case,
    confirm_case,
    reject_solution,
    reopen_case,
    resolve_case,
)
from idic.domain.interact.cases.operations.joining import link_case, merge_case, split_case
from idic.domain.interact.cases.operations.messages import acknowledge_case, answer_case, receive_message
from idic.domain.interact.cases.operations.pausing import pause_case, resume_case
from idic.domain.interact.cases.queries.cases import access_case, cases_around, found_by
from idic.domain.interact.cases.rules import visible_cases
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.desk.models import Notification
from idic.foundation.events.models import Event
from idic.foundation.events.undoing import undo_event
from idic.loop.cases_follow_names import cases_follow_names

pytestmark = pytest.mark.django_db


def test_the_first_answer_of_a_person_is_the_first_response_and_a_receipt_is_none(cast, make_case):
    case = make_case(by=cast.sales)
    acknowledge_case(case, MessageDraft("We have it."))
    case.refresh_from_db()
    assert (case.first_response_at, case.waits_for_us, case.state) == (None, True, "new")
    answer_case(case, MessageDraft("A new seal is on its way."), by=cast.service)
    case.refresh_from_db()
    assert case.first_response_at is not None
    assert (case.waits_for_us, case.state, case.owner) == (False, "open", cast.service)
    assert list(Event.objects.filter(subject_kind="case").order_by("id").values_list("verb", flat=True)) == [
        "case.opened", "case.acknowledged", "case.answered",
    ]  # fmt: skip


def test_what_the_customer_says_ends_the_wait_the_sleep_and_the_end(cast, make_case):
    case = make_case()
    case = pause_case(case, reason="customer", version=case.version, by=cast.service)
    case = snooze_case(case, until=timezone.now() + timedelta(days=1), version=case.version, by=cast.service)
    receive_message(case, MessageDraft("I am back."))
    case.refresh_from_db()
    assert (case.state, case.snoozed_until, case.waits_for_us) == ("open", None, True)
    assert case.pauses.get().ended_at is not None
    case = resolve_case(case, outcome="solved", version=case.version, by=cast.service)
    receive_message(case, MessageDraft("It leaks again."))
    case.refresh_from_db()
    assert (case.state, case.reopened, case.verdict) == ("open", 1, "")


def test_an_automatic_message_opens_nothing(cast, make_case):
    case = make_case()
    case = resolve_case(case, outcome="solved", version=case.version, by=cast.service)
    receive_message(case, MessageDraft("Out of office", kind="automatic"))
    case.refresh_from_db()
    assert case.state == "resolved"


def test_the_same_message_told_twice_stands_once(make_case):
    case, draft = make_case(), MessageDraft("Hello", source="mail", external_id="<1@x>")
    assert receive_message(case, draft).pk == receive_message(case, draft).pk
    assert Message.objects.count() == 1


def test_an_answer_given_meanwhile_is_told_and_the_second_one_waits_for_its_author(cast, make_case):
    case = make_case()
    answer_case(case, MessageDraft("First"), by=cast.service_colleague)
    with pytest.raises(AnsweredMeanwhile, match="Service Colleague"):
        answer_case(case, MessageDraft("Second"), by=cast.service, seen_message=0)
    assert Message.objects.count() == 1
    answer_case(case, MessageDraft("Second"), by=cast.service, seen_message=0, has_read_others=True)
    assert Message.objects.count() == 2


def test_what_ends_asks_what_came_of_it_and_closing_asks_for_the_word_of_the_customer(cast, make_case):
    case = make_case()
    with pytest.raises(OutcomeMissing):
        resolve_case(case, outcome="", version=case.version, by=cast.service)
    with pytest.raises(CaseStillOpen):
        close_case(case, version=case.version, by=cast.service)
    case = resolve_case(case, outcome="solved", version=case.version, by=cast.service)
    with pytest.raises(CaseEnded):
        answer_case(case, MessageDraft("More"), by=cast.service)
    with pytest.raises(ReasonMissing):
        close_case(case, version=case.version, by=cast.service)
    closed = close_case(case, reason="Silence for a week", version=case.version, by=cast.service)
    assert (closed.state, closed.verdict) == ("closed", "not_confirmed")


def test_the_customer_confirms_or_rejects(cast, make_case):
    case = make_case()
    case = resolve_case(case, outcome="solved", version=case.version, by=cast.service)
    case = reject_solution(case, note="Still drips", by=cast.service)
    assert (case.state, case.verdict, case.reopened) == ("open", "rejected", 1)
    case = resolve_case(case, outcome="solved", version=case.version, by=cast.service)
    case = confirm_case(case, by=cast.service)
    assert (case.state, case.verdict) == ("closed", "confirmed")
    case = reopen_case(case, version=case.version, by=cast.service)
    assert (case.state, case.verdict) == ("open", "")


def test_a_pause_names_one_of_the_reasons_and_stops_once(cast, make_case):
    case = make_case()
    with pytest.raises(ReasonMissing):
        pause_case(case, reason="lunch", version=case.version, by=cast.service)
    with pytest.raises(ReasonMissing):
        pause_case(case, reason="third_party", version=case.version, by=cast.service)
    case = pause_case(case, reason="third_party", note="The maker", version=case.version, by=cast.service)
    case = pause_case(case, reason="customer", version=case.version, by=cast.service)
    assert case.pauses.filter(ended_at__isnull=True).count() == 1
    assert resume_case(case, version=case.version, by=cast.service).state == "open"


def test_the_second_tab_is_told(cast, make_case):
    case = make_case()
    change_case(case, {"title": "One"}, version=case.version, by=cast.service)
    with pytest.raises(CaseOutdated):
        change_case(case, {"title": "Two"}, version=case.version, by=cast.service)
    with pytest.raises(TitleMissing):
        change_case(case, {"title": " \x00 "}, version=case.version + 1, by=cast.service)
    with pytest.raises(TextMissing):
        answer_case(case, MessageDraft("  "), by=cast.service)


def test_a_case_goes_to_somebody_and_they_are_told(cast, make_case):
    case = make_case()
    case = assign_case(case, owner=cast.service_colleague, version=case.version, by=cast.service)
    assert (case.state, case.team) == ("open", cast.service.team)
    assert Notification.objects.get(user=cast.service_colleague).data["verb"] == "case.assigned"
    with pytest.raises(NotAssignable):
        make_case(by=cast.sales, owner=cast.service)


def test_who_sees_and_works_on_which_cases(cast, make_case):
    of_service = make_case(team=cast.service.team)
    for_all, hidden = make_case(), make_case(hidden_from=(cast.service.pk,))
    assert access_case(cast.sales, for_all.pk)
    with pytest.raises(NotVisible):
        access_case(cast.sales, of_service.pk)
    with pytest.raises(NotVisible):
        access_case(cast.service, hidden.pk)
    with pytest.raises(NotVisible):
        answer_case(for_all, MessageDraft("Mine?"), by=cast.sales)


def test_merged_cases_answer_under_one_number(cast, make_case, make_customer):
    customer = make_customer(given_name="Anan", family_name="Jaidee")
    old, new = make_case(customer=customer), make_case("Leak")
    receive_message(old, MessageDraft("It drips"))
    stays = merge_case(old, into=new, by=cast.service)
    assert (stays.pk, stays.customer, stays.received_at) == (new.pk, customer, old.received_at)
    assert receive_message(old, MessageDraft("Still")).case_id == new.pk
    assert stays.messages.count() == 2
    with pytest.raises(NotAdjoinable):
        merge_case(stays, into=stays, by=cast.service)
    with pytest.raises(NotAdjoinable):
        merge_case(Case.objects.get(pk=old.pk), into=stays, by=cast.service)


def test_one_message_can_hold_two_wishes(cast, make_case):
    case = make_case()
    message = receive_message(case, MessageDraft("And where is my invoice?"))
    made = split_case(case, message=message, draft=CaseDraft("Invoice", mode="phone"), by=cast.service)
    assert (made.origin, made.received_at, message.case_id) == (message, message.at, case.pk)
    # each says that there is the other
    assert [cases_around(cast.service, made, messages=[]).near, cases_around(cast.service, case, messages=[message.pk]).near] == [
        [case], [made],
    ]  # fmt: skip
    with pytest.raises(MessageElsewhere):
        split_case(made, message=message, draft=CaseDraft("Invoice", mode="phone"), by=cast.service)


def test_whoever_must_not_see_a_case_sees_none_that_came_out_of_it(cast, make_case):
    case = make_case(hidden_from=(cast.service_colleague.pk,))
    message = receive_message(case, MessageDraft("She was rude, and my invoice is missing."))
    made = split_case(case, message=message, draft=CaseDraft("Rude", mode="phone"), by=cast.service)
    assert not visible_cases(cast.service_colleague).filter(pk=made.pk).exists()
    undo_event(Event.objects.get(verb="case.opened", subject_id=made.pk).pk, by=cast.service)
    assert not visible_cases(cast.service).filter(pk=made.pk).exists()


def test_a_case_never_stands_below_itself(cast, make_case):
    first, second = make_case(), make_case()
    second = link_case(second, parent=first, by=cast.service)
    with pytest.raises(NotAdjoinable):
        link_case(first, parent=second, by=cast.service)
    assert link_case(second, parent=None, by=cast.service).parent is None


@pytest.mark.parametrize(
    ("words", "asked"), [("ทางร้านส่งกาน้ำรั่ว", "กาน้ำ"), ("水壶漏水", "漏水"), ("Leaky kettle", "kettle")]
)
def test_cases_are_found_by_what_was_said_in_three_scripts(make_case, words, asked):
    case, _other = make_case("Something"), make_case("Else")
    receive_message(case, MessageDraft(words))
    assert list(found_by(Case.objects.all(), asked)) == [case]


@pytest.mark.parametrize(
    ("given", "family", "asked"), [("สมชาย", "ใจดี", "ใจดี"), ("芳", "姚", "姚芳"), ("Gary", "Simmons", "gary")]
)
def test_cases_are_found_by_the_name_of_their_customer(cast, make_case, make_customer, given, family, asked):
    customer = make_customer(given_name=given, family_name=family)
    case, other = make_case("Something", customer=customer), make_case("Else")
    assert list(found_by(Case.objects.all(), asked)) == [case]
    change_case(other, {"customer": customer}, version=other.version, by=cast.service)
    assert set(found_by(Case.objects.all(), asked)) == {case, other}


def test_cases_are_found_by_the_name_that_their_customer_has_now(cast, make_case, make_customer):
    customer = make_customer(given_name="Anan", family_name="Jaidee")
    case = make_case("Something", customer=customer)
    edit_customer(
        customer, {**shown_values(customer), "given_name": "Wichai"}, version=customer.version, by=cast.administrator
    )
    cases_follow_names(Event.objects.filter(verb="customer.changed").latest("id"))
    assert list(found_by(Case.objects.all(), "wichai")) == [case]
    assert not found_by(Case.objects.all(), "anan").exists()


def test_for_a_locked_customer_nobody_opens_a_case_but_what_they_write_is_taken(cast, make_case, make_customer):
    customer = make_customer(given_name="Anan", family_name="Jaidee")
    case = make_case(customer=customer)
    ProcessingLock.objects.create(customer=customer, reason="restriction")
    receive_message(case, MessageDraft("Hello?"))
    with pytest.raises(CustomerLocked):
        make_case(customer=customer)


def test_whoever_answers_or_ends_what_is_nobodys_has_it_and_whoever_has_it_keeps_it(cast, make_case):
    free, taken = make_case("Free"), make_case("Taken", owner=cast.service_colleague)
    answered = make_case("Asked")
    for case in (free, taken):
        resolve_case(case, outcome="solved", version=case.version, by=cast.service)
        case.refresh_from_db()
    answer_case(answered, MessageDraft("A new seal."), by=cast.service)
    answered.refresh_from_db()
    assert (free.owner, free.team) == (cast.service, cast.service.team)
    assert answered.owner == cast.service
    assert taken.owner == cast.service_colleague
