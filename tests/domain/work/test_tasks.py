from datetime import date, timedelta

import pytest
from django.utils import timezone

from idic.domain.work.drafts import Guest, TaskDraft
from idic.domain.work.errors import (
    NotAssignable,
    ParticipantRefused,
    TaskClosed,
    TaskOutdated,
    TimesRefused,
    TitleMissing,
)
from idic.domain.work.models import Task
from idic.domain.work.operations.change import assign_task, change_task, move_task
from idic.domain.work.operations.completion import cancel_task, complete_task, reopen_task
from idic.domain.work.operations.create import create_task
from idic.domain.work.operations.removal import delete_task
from idic.domain.work.rules import visible_tasks
from idic.domain.work.times import Times
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.events.models import Event
from idic.foundation.events.undoing import ChangedSince, NothingToUndo, latest_event_id, undo_event
from tests.domain.work.conftest import at


def verbs(task):
    return list(
        Event.objects.filter(subject_kind="task", subject_id=task.pk).order_by("id").values_list("verb", flat=True)
    )


def undo(task, by):
    return undo_event(latest_event_id(by, "task", task.pk), by=by)


def test_a_new_task_belongs_to_its_maker_and_their_team(cast, make_task):
    task = make_task("  Send   the offer ", times=Times(due_on=date(2030, 3, 4)))
    assert (task.title, task.owner, task.team) == ("Send the offer", cast.service, cast.service.team)
    assert task.sorted_at == at("2030-03-04T00:00")
    assert verbs(task) == ["task.created"]


def test_what_has_no_day_sorts_last(make_task):
    assert make_task().sorted_at.year == 9999


@pytest.mark.parametrize(
    ("times", "field"),
    [
        (Times(), "starts_at"),
        (Times(starts_at=at("2030-03-04T10:00"), ends_at=at("2030-03-04T09:00")), "ends_at"),
        (Times(starts_at=at("2030-03-04T10:00"), ends_at=at("2030-03-04T10:00")), "ends_at"),
        (Times(starts_at=at("2573-03-04T10:00")), "due_on"),
        (Times(starts_at=at("1899-03-04T10:00")), "due_on"),
        (Times(starts_at=at("2030-03-04T10:00"), ends_at=at("2033-03-04T10:00")), "ends_at"),
    ],
)
def test_times_that_cannot_be_are_refused_with_the_field(make_task, times, field):
    with pytest.raises(TimesRefused) as refused:
        make_task(kind="meeting", times=times)
    assert refused.value.field == field
    assert not Task.objects.exists()


def test_a_title_of_nothing_but_space_is_refused(make_task):
    with pytest.raises(TitleMissing):
        make_task(" \x00 ")


def test_a_whole_day_ends_at_the_midnight_after_it(make_task):
    task = make_task(kind="visit", times=Times(starts_at=at("2030-03-04T10:00"), is_all_day=True))
    assert (task.starts_at, task.ends_at) == (at("2030-03-04T00:00"), at("2030-03-05T00:00"))


def test_work_is_given_only_as_far_as_the_right_to_change_reaches(cast, make_task):
    with pytest.raises(NotAssignable):
        make_task(owner=cast.sales)
    assert make_task(owner=cast.service_colleague).owner == cast.service_colleague


def test_a_task_may_not_name_a_customer_out_of_reach(cast, make_customer):
    customer = make_customer()
    type(customer).objects.filter(pk=customer.pk).update(team=cast.service.team)
    customer.refresh_from_db()
    with pytest.raises(NotVisible):
        create_task(TaskDraft("Visit", customer=customer), by=cast.sales)


def test_two_tabs_do_not_overwrite_each_other(cast, make_task):
    task = make_task()
    change_task(task, {"title": "First word"}, version=1, by=cast.service)
    with pytest.raises(TaskOutdated):
        change_task(task, {"title": "Second word"}, version=1, by=cast.service)
    task.refresh_from_db()
    assert task.title == "First word"


def test_only_what_changed_stands_in_the_event(cast, make_task):
    task = change_task(make_task(), {"title": "Call back", "priority": "high"}, version=1, by=cast.service)
    event = Event.objects.get(verb="task.changed")
    assert event.before == {"priority": "normal", "title": "Call back", "version": 1}
    assert event.after == {"priority": "high"}
    assert task.version == 2


def test_the_state_set_in_a_board_leaves_the_same_marks(cast, make_task):
    task = change_task(make_task(), {"state": "done"}, version=1, by=cast.service)
    assert task.done_by == cast.service
    task = change_task(task, {"state": "waiting"}, version=2, by=cast.service)
    assert (task.done_at, task.done_by) == (None, None)


def test_done_with_an_outcome_and_open_again(cast, make_task):
    task = complete_task(make_task(), outcome="Wants an offer", by=cast.service)
    assert (task.state, task.outcome, task.done_by) == ("done", "Wants an offer", cast.service)
    with pytest.raises(TaskClosed):
        complete_task(task, by=cast.service)
    assert reopen_task(task, by=cast.service).state == "open"
    assert cancel_task(task, by=cast.service).state == "cancelled"
    assert verbs(task) == ["task.created", "task.completed", "task.reopened", "task.cancelled"]


def test_own_team_and_taking_part_decide_who_sees_it(cast, make_task):
    task = make_task(guests=(Guest(user_id=cast.sales.pk),))
    seen = {name for name in ("service", "service_colleague", "sales", "sales_colleague", "quality", "analyst")
            if visible_tasks(getattr(cast, name)).filter(pk=task.pk).exists()}  # fmt: skip
    assert seen == {"service", "service_colleague", "sales", "quality"}


def test_who_only_takes_part_may_not_move_it(cast, make_meeting):
    task = make_meeting(guests=(Guest(user_id=cast.sales.pk),))
    with pytest.raises(NotVisible):
        move_task(task, starts_at=at("2030-03-05T10:00"), version=1, by=cast.sales)


def test_moving_keeps_the_length(cast, make_meeting):
    task = move_task(make_meeting(), starts_at=at("2030-03-05T14:15"), version=1, by=cast.service)
    assert (task.starts_at, task.ends_at) == (at("2030-03-05T14:15"), at("2030-03-05T15:15"))
    assert verbs(task)[-1] == "task.moved"


def test_giving_it_to_somebody_is_an_event_of_its_own(cast, make_task):
    task = assign_task(make_task(), owner=cast.service_colleague, version=1, by=cast.service)
    assert task.owner == cast.service_colleague
    assert verbs(task)[-1] == "task.assigned"


def test_a_deleted_task_is_gone_and_comes_back(cast, make_task):
    task = make_task()
    delete_task(task, by=cast.service)
    assert not visible_tasks(cast.service).exists()
    undo(task, cast.service)
    assert visible_tasks(cast.service).get() == task


def test_each_act_can_be_taken_back(cast, make_meeting):
    task = make_meeting()
    move_task(task, starts_at=at("2030-03-05T14:15"), version=1, by=cast.service)
    undo(task, cast.service)
    task.refresh_from_db()
    assert (task.starts_at, task.due_on, task.sorted_at) == (at("2030-03-04T10:00"), date(2030, 3, 4), task.starts_at)
    complete_task(task, outcome="Good", by=cast.service)
    undo(task, cast.service)
    task.refresh_from_db()
    assert (task.state, task.outcome, task.done_at) == ("open", "", None)


def test_what_changed_since_is_not_overwritten_by_taking_back(cast, make_task):
    task = make_task()
    change_task(task, {"title": "Mine"}, version=1, by=cast.service)
    event = latest_event_id(cast.service, "task", task.pk)
    change_task(task, {"title": "Theirs"}, version=2, by=cast.service_colleague)
    with pytest.raises(ChangedSince):
        undo_event(event, by=cast.service)
    with pytest.raises(NothingToUndo):
        undo_event(event, by=cast.service_colleague)


def test_addresses_are_checked_and_counted(make_meeting):
    with pytest.raises(ParticipantRefused):
        make_meeting(guests=(Guest(email="not an address"),))
    with pytest.raises(ParticipantRefused):
        make_meeting(guests=tuple(Guest(email=f"p{n}@example.com") for n in range(51)))


def test_reminders_are_at_most_five_and_four_weeks_ahead(make_task):
    with pytest.raises(TimesRefused):
        make_task(reminders=(1, 2, 3, 4, 5, 6))
    with pytest.raises(TimesRefused):
        make_task(reminders=(10**7,))


def test_the_next_reminder_is_the_nearest_to_come(make_task):
    due = timezone.now() + timedelta(hours=2)
    task = make_task(times=Times(due_at=due), reminders=(30, 60 * 24))
    assert task.remind_at == due - timedelta(minutes=30)
