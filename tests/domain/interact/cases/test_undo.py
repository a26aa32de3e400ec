from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from idic.domain.interact.cases.drafts import MessageDraft
from idic.domain.interact.cases.models import Case
from idic.domain.interact.cases.operations.change import assign_case, change_case, snooze_case
from idic.domain.interact.cases.operations.ending import resolve_case
from idic.domain.interact.cases.operations.joining import link_case, merge_case
from idic.domain.interact.cases.operations.messages import receive_message
from idic.domain.interact.cases.operations.pausing import pause_case, resume_case
from idic.domain.interact.cases.operations.removal import delete_case
from idic.foundation.events.models import Event
from idic.foundation.events.undoing import ChangedSince, undo_event

pytestmark = pytest.mark.django_db


def state_of(pk):
    found = Case.objects.get(pk=pk)
    names = ("title", "state", "owner_id", "team_id", "snoozed_until", "outcome", "resolved_at", "deleted_at", "parent_id",
             "waits_for_us", "received_at", "merged_into_id")  # fmt: skip
    return {name: getattr(found, name) for name in names} | {
        "messages": sorted(found.messages.values_list("pk", flat=True)),
        "paused": found.pauses.filter(ended_at__isnull=True).count(),
    }


ACTS = {
    "change": lambda case, cast: change_case(case, {"title": "Other"}, version=case.version, by=cast.manager),
    "assign": lambda case, cast: assign_case(case, owner=cast.service, version=case.version, by=cast.manager),
    "snooze": lambda case, cast: snooze_case(
        case, until=timezone.now() + timedelta(hours=2), version=case.version, by=cast.manager
    ),
    "pause": lambda case, cast: pause_case(case, reason="customer", version=case.version, by=cast.manager),
    "resolve": lambda case, cast: resolve_case(case, outcome="solved", version=case.version, by=cast.manager),
    "delete": lambda case, cast: delete_case(case, by=cast.manager),
}


@pytest.mark.parametrize("name", ACTS)
def test_what_was_done_can_be_taken_back_by_who_did_it(cast, make_case, name):
    case = make_case()
    before = state_of(case.pk)
    ACTS[name](case, cast)
    assert state_of(case.pk) != before
    undo_event(Event.objects.filter(subject_kind="case").latest("id").pk, by=cast.manager)
    assert state_of(case.pk) == before


@pytest.mark.parametrize("act", [
    lambda case, by: resume_case(case, version=case.version, by=by),
    lambda case, by: resolve_case(case, outcome="solved", version=case.version, by=by),
])  # fmt: skip
def test_taking_back_the_end_of_a_pause_lets_it_run_on(cast, make_case, act):
    case = make_case()
    case = pause_case(case, reason="customer", version=case.version, by=cast.manager)
    before = state_of(case.pk)
    act(case, cast.manager)
    undo_event(Event.objects.filter(subject_kind="case").latest("id").pk, by=cast.manager)
    assert state_of(case.pk) == before


@pytest.mark.parametrize("whose", ["gone", "stays"])
def test_a_merge_is_taken_back_from_either_side_and_what_came_since_stays(cast, make_case, make_customer, whose):
    customer = make_customer(given_name="Anan", family_name="Jaidee")
    gone, stays = make_case("Older", customer=customer), make_case("Newer")
    receive_message(gone, MessageDraft("One"))
    receive_message(stays, MessageDraft("Two"))
    before = (state_of(gone.pk), state_of(stays.pk))
    merge_case(gone, into=stays, by=cast.manager)
    pk = gone.pk if whose == "gone" else stays.pk
    undo_event(Event.objects.get(verb="case.merged", subject_id=pk).pk, by=cast.manager)
    assert (state_of(gone.pk), state_of(stays.pk)) == before
    assert Case.objects.get(pk=stays.pk).customer is None
    other = Event.objects.get(verb="case.merged", subject_id=gone.pk if whose == "stays" else stays.pk)
    with pytest.raises(ChangedSince):
        undo_event(other.pk, by=cast.manager)


def test_a_later_word_is_never_overwritten(cast, make_case):
    case = make_case()
    case = change_case(case, {"title": "One"}, version=case.version, by=cast.manager)
    event = Event.objects.filter(subject_kind="case").latest("id")
    change_case(case, {"title": "Two"}, version=case.version, by=cast.service)
    with pytest.raises(ChangedSince):
        undo_event(event.pk, by=cast.manager)


def test_a_link_is_taken_back(cast, make_case):
    parent, case = make_case(), make_case()
    link_case(case, parent=parent, by=cast.manager)
    undo_event(Event.objects.filter(verb="case.linked").latest("id").pk, by=cast.manager)
    assert Case.objects.get(pk=case.pk).parent_id is None
