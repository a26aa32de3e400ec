"""Two cases that are one: what hangs on the one goes to the other, and comes back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.apps import apps
from django.db import connection
from django.utils import timezone

from idic.domain.interact.cases.drafts import MessageDraft
from idic.domain.interact.cases.following import Follower, _followers, declared_tables
from idic.domain.interact.cases.models import Case, CaseClock, CasePause
from idic.domain.interact.cases.operations.ending import resolve_case
from idic.domain.interact.cases.operations.joining import link_case, merge_case
from idic.domain.interact.cases.operations.messages import answer_case, receive_message
from idic.domain.interact.cases.operations.pausing import pause_case
from idic.domain.interact.cases.operations.reply_drafts import keep_draft
from idic.domain.interact.cases.operations.taking_over import TAKEN
from idic.domain.interact.hooks.operations.receiving import Incoming, receive
from idic.domain.interact.knowledge.operations.cases import draft_from_case, use_article
from idic.domain.interact.mail.models import IncomingMail
from idic.domain.interact.models import FollowUp
from idic.domain.interact.plans.models import Finding
from idic.domain.interact.telephony.operations.queueing import ask_call_back
from idic.domain.interact.web_forms.drafts import Sent
from idic.domain.interact.web_forms.operations.receiving import receive_submission
from idic.domain.work.drafts import TaskDraft
from idic.domain.work.operations.create import create_task
from idic.foundation.desk.models import Attachment, Follow, Tagging
from idic.foundation.desk.operations.checklists import add_checklist
from idic.foundation.desk.operations.notes import add_note
from idic.foundation.desk.operations.personal import follow, star
from idic.foundation.desk.operations.tags import add_tag
from idic.foundation.events.models import Event
from idic.foundation.events.undoing import undo_event
from idic.foundation.letters.merging import Merged
from idic.foundation.letters.operations.deliveries import send_mail
from tests.contracts.channels import make_hook
from tests.contracts.contact_places import make_counter, make_service, make_ticket
from tests.contracts.mailboxes import make_mailbox
from tests.domain.interact.knowledge.conftest import make_article
from tests.doors.web.web_forms.making import make_form
from tests.exchanges import make_exchange, tell

__all__ = ["make_article"]
pytestmark = pytest.mark.django_db


def holders(one: Follower) -> list[int]:
    where = f" AND {one.where}" if one.where else ""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {one.column} FROM {one.table} WHERE {one.column} IS NOT NULL{where}")
        return [row[0] for row in cursor.fetchall()]


def taken_back(stays: Case, by) -> None:
    undo_event(Event.objects.filter(verb="case.merged", subject_id=stays.pk).latest("id").pk, by=by)


def again(case: Case) -> Case:
    return Case.objects.get(pk=case.pk)


def test_every_table_that_names_a_case_is_declared():
    named = set()
    for model in apps.get_models():
        fields = [one for one in model._meta.concrete_fields if one.is_relation and one.related_model is Case]
        if [one for one in fields if (model, one.name) != (Case, "merged_into")]:
            named.add(model._meta.db_table)
    assert named - declared_tables() == set()


@pytest.fixture
def full_case(cast, make_case, make_customer, make_article):
    """With a row in every table that follows a case."""
    by, now, customer = cast.administrator, timezone.now(), make_customer(given_name="Anan", family_name="Jaidee")
    article = make_article("Kettles")
    hook, form = make_hook("Desk", by), make_form(by)
    message, _is_new = receive(hook, Incoming("1", "U1", "It leaks"))
    case = message.case
    link_case(make_case("Part of it"), parent=case, by=by)
    use_article(case, article, how="link", by=by)
    draft_from_case(case, by=by)
    keep_draft(case, "Dear Anan", by=by)
    submission = receive_submission(
        form, Sent("1", "It leaks", "en", name="Anan", email="a@example.org", doubt="trapped")
    )
    submission.case = case
    submission.save()
    call = tell(make_exchange(by), "ringing", **{"from": "0811111111", "extension": "201"})
    call.case = case
    call.save()
    back = ask_call_back("0822222222", name="Anan", note="Kettle", by=by)
    back.case = case
    back.save()
    ticket = make_ticket(make_service(make_counter("Town hall", by), "A", by))
    ticket.case = case
    ticket.save()
    IncomingMail.objects.create(
        mailbox=make_mailbox("desk@example.org", by), uid_validity=1, uid=1, digest="0" * 64, raw_path="", size=3,
        sender="a@example.org", subject="x", header_id="1", state="filed", case=case, message=message, received_at=now,
    )  # fmt: skip
    follow_up = FollowUp.objects.create(
        customer=customer, owner=by, due_on=now.date(), method="telephone", reason="thanks"
    )
    Finding.objects.create(
        follow_up=follow_up, customer=customer, kind="problem", text="It leaks", owner=by, case=case, created_at=now
    )
    create_task(TaskDraft(title="Ring", subject_kind="case", subject_id=case.pk), by=by)
    add_note("case", case.pk, text="Angry", by=by)
    add_checklist("case", case.pk, title="Ask", items=["Model"], by=by)
    add_tag("case", case.pk, name="kettle", by=by)
    follow("case", case.pk, by=by)
    star("case", case.pk, by=by)
    Attachment.objects.create(
        noun="case", subject_id=case.pk, name="a.pdf", media_type="application/pdf", size=3, digest="0" * 64,
        path="x/1", uploaded_by=by, created_at=now,
    )  # fmt: skip
    send_mail(Merged("Hello", "Text", ()), template=None, noun="case", record=case, to="a@example.org", language="en",
              by=by, purpose="")  # fmt: skip
    return again(case)


def test_all_that_hangs_on_a_case_comes_along_and_goes_back(cast, make_case, full_case):
    stays = make_case("The other", by=cast.administrator)
    before = {table: holders(one) for table, one in _followers.items()}
    assert [table for table, found in before.items() if full_case.pk not in found] == []
    merge_case(full_case, into=stays, by=cast.administrator)
    left = [table for table, one in _followers.items() if full_case.pk in holders(one)]
    assert left == []
    assert [table for table, one in _followers.items() if stays.pk not in holders(one)] == []
    taken_back(stays, cast.administrator)
    assert {table: holders(one) for table, one in _followers.items()} == before


def test_what_both_have_is_there_once_and_twice_again(cast, make_case, make_article):
    gone, stays = make_case(), make_case()
    article = make_article("Kettles")
    for case in (gone, stays):
        use_article(case, article, how="link", by=cast.service)
        add_tag("case", case.pk, name="kettle", by=cast.service)
        follow("case", case.pk, by=cast.manager)
        keep_draft(case, f"Dear {case.pk}", by=cast.service)
    merge_case(gone, into=stays, by=cast.service)
    for rows in (stays.article_uses, Tagging.objects.filter(noun="case", subject_id=stays.pk)):
        assert rows.count() == 1
    assert Follow.objects.filter(noun="case", subject_id=stays.pk, user=cast.manager).count() == 1
    taken_back(stays, cast.service)
    assert [gone.article_uses.count(), stays.article_uses.count()] == [1, 1]
    assert [one.reply_drafts.get().text for one in (gone, stays)] == [f"Dear {gone.pk}", f"Dear {stays.pk}"]


def test_the_earlier_answer_the_more_urgent_and_the_complaint_are_kept(cast, make_case):
    early = timezone.now() - timedelta(days=3)
    gone = make_case(received_at=early, priority="critical", purpose="complain")
    answer_case(gone, MessageDraft("We look", at=early + timedelta(hours=1)), by=cast.service)
    Case.objects.filter(pk=gone.pk).update(hidden_from=[cast.quality.pk])
    stays = make_case(priority="low", purpose="seek_information")
    before = {name: getattr(again(stays), name) for name in TAKEN}
    merge_case(gone, into=stays, by=cast.service)
    joined = again(stays)
    assert (joined.first_response_at, joined.priority, joined.purpose) == (
        early + timedelta(hours=1), "critical", "complain",
    )  # fmt: skip
    assert joined.hidden_from == [cast.quality.pk]
    taken_back(stays, cast.service)
    assert {name: getattr(again(stays), name) for name in TAKEN} == before


def test_a_question_that_goes_into_what_is_done_opens_it(cast, make_case):
    stays = make_case(received_at=timezone.now() - timedelta(days=5))
    answer_case(stays, MessageDraft("Done", at=timezone.now() - timedelta(days=4)), by=cast.service)
    resolve_case(again(stays), outcome="solved", version=again(stays).version, by=cast.service)
    before = {name: getattr(again(stays), name) for name in TAKEN}
    gone = make_case()
    receive_message(gone, MessageDraft("It leaks again"))
    merge_case(gone, into=stays, by=cast.service)
    assert (again(stays).state, again(stays).waits_for_us, again(stays).reopened) == ("new", True, 1)
    assert CasePause.objects.filter(case=stays, reason="ended").count() == 1
    taken_back(stays, cast.service)
    assert {name: getattr(again(stays), name) for name in TAKEN} == before
    assert not CasePause.objects.filter(case=stays).exists()


def test_a_question_ends_the_wait_for_the_customer_and_taking_back_lets_it_run_on(cast, make_case):
    stays = make_case()
    stays = pause_case(stays, reason="customer", version=stays.version, by=cast.service)
    gone = make_case()
    receive_message(gone, MessageDraft("Here is the receipt"))
    merge_case(gone, into=stays, by=cast.service)
    assert (again(stays).state, CasePause.objects.filter(case=stays, ended_at=None).exists()) == ("open", False)
    taken_back(stays, cast.service)
    assert (again(stays).state, CasePause.objects.filter(case=stays, ended_at=None).exists()) == ("waiting", True)


def test_time_agreed_with_the_customer_stays_agreed(cast, make_case):
    """Of five days the first was paused, before the second case came."""
    now = timezone.now()
    gone = make_case(received_at=now - timedelta(days=5))
    CasePause.objects.create(case=gone, reason="agreed_date", note="On Friday", started_at=now - timedelta(days=4),
                             ended_at=now - timedelta(days=2))  # fmt: skip
    stays = make_case(received_at=now - timedelta(days=3))
    merge_case(gone, into=stays, by=cast.service)
    kept = CasePause.objects.get(case=stays)
    assert (kept.started_at, kept.ended_at) == (now - timedelta(days=4), stays.received_at)


def test_what_was_changed_since_is_not_taken_back(cast, make_case):
    gone, stays = make_case(priority="high"), make_case()
    merge_case(gone, into=stays, by=cast.service)
    Case.objects.filter(pk=stays.pk).update(priority="critical")
    taken_back(stays, cast.service)
    assert again(stays).priority == "critical"


def test_of_two_one_below_the_other_none_is_above_itself(cast, make_case):
    top, middle, low = make_case("Top"), make_case("Middle"), make_case("Low")
    link_case(middle, parent=top, by=cast.service)
    link_case(low, parent=middle, by=cast.service)
    merge_case(again(middle), into=low, by=cast.service)
    assert again(low).parent_id == top.pk
    merge_case(again(top), into=low, by=cast.service)
    assert again(low).parent_id is None
    taken_back(low, cast.service)
    assert again(low).parent_id == top.pk


def test_clocks_that_had_stopped_count_again_when_the_cases_are_parted(cast, make_case):
    from decimal import Decimal

    from idic.domain.interact.standards.operations.standards import Said, create_standard

    long_ago = timezone.now() - timedelta(days=300)
    create_standard("first_response", Said(Decimal(".9"), 480, valid_from=long_ago), by=cast.quality)
    gone, stays = make_case(), make_case()
    answer_case(gone, MessageDraft("At once"), by=cast.service)
    merge_case(again(gone), into=stays, by=cast.service)
    taken_back(stays, cast.service)
    assert CaseClock.objects.get(case=gone, measure="first_response").state == "met"
