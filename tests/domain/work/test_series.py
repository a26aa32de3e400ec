import pytest

from idic.domain.work.errors import OccurrenceUnknown, TimesRefused
from idic.domain.work.models import Task
from idic.domain.work.operations.change import change_task, move_task
from idic.domain.work.operations.completion import complete_task
from idic.domain.work.operations.removal import delete_task
from idic.domain.work.queries.calendar import Whose, calendar_entries
from idic.domain.work.times import Times
from idic.foundation.events.undoing import latest_event_id, undo_event
from tests.domain.work.conftest import at


def shown(cast, since="2030-03-01T00:00", before="2030-04-06T00:00"):
    entries = calendar_entries(cast.service, since=at(since), before=at(before), whose=Whose(user_id=cast.service.pk))
    zone = at(since).tzinfo
    return [f"{one.anchor.astimezone(zone):%m-%d %H:%M}" for one in entries]


WEEKS = ["03-04 10:00", "03-11 10:00", "03-18 10:00", "03-25 10:00", "04-01 10:00"]


@pytest.fixture
def series(make_meeting):
    return make_meeting(rule="FREQ=WEEKLY")


def test_a_series_is_one_row_and_stands_on_every_day(cast, series):
    assert Task.objects.count() == 1
    assert shown(cast) == WEEKS


def test_only_this_one_is_moved(cast, series):
    row = move_task(
        series, starts_at=at("2030-03-12T15:00"), occurrence_at=at("2030-03-11T10:00"), version=1, by=cast.service
    )
    assert (row.pk != series.pk, row.uid, row.rule) == (True, series.uid, "")
    assert shown(cast) == ["03-04 10:00", "03-12 15:00", *WEEKS[2:]]


def test_the_first_one_alone_steps_out_and_the_series_goes_on(cast, series):
    row = change_task(series, {"title": "Kick-off"}, version=1, by=cast.service, span="this")
    assert (row.pk, row.rule) == (series.pk, "")
    assert shown(cast) == WEEKS
    head = Task.objects.exclude(rule="").get()
    assert (head.title, head.starts_at) == ("Weekly", at("2030-03-11T10:00"))


def test_this_and_following_begin_a_series_of_their_own(cast, series):
    change_task(
        series, {"times": Times(starts_at=at("2030-03-18T13:00"), ends_at=at("2030-03-18T14:00"))}, version=1,
        by=cast.service, span="following", occurrence_at=at("2030-03-18T10:00"),
    )  # fmt: skip
    assert shown(cast) == ["03-04 10:00", "03-11 10:00", "03-18 13:00", "03-25 13:00", "04-01 13:00"]
    assert Task.objects.count() == 2


def test_all_move_by_what_one_was_moved_by_and_exceptions_move_along(cast, series):
    delete_task(series, by=cast.service, span="this", occurrence_at=at("2030-03-25T10:00"))
    series.refresh_from_db()
    change_task(
        series, {"times": Times(starts_at=at("2030-03-19T11:30"), ends_at=at("2030-03-19T12:30"))}, version=2,
        by=cast.service, span="all", occurrence_at=at("2030-03-18T10:00"),
    )  # fmt: skip
    assert shown(cast) == ["03-05 11:30", "03-12 11:30", "03-19 11:30", "04-02 11:30"]


def test_done_makes_the_next_and_counts_down(cast, make_meeting):
    series = make_meeting(rule="FREQ=WEEKLY;COUNT=3")
    done = complete_task(series, outcome="Met", by=cast.service)
    head = Task.objects.exclude(rule="").get()
    assert (done.state, head.state, head.starts_at, head.rule) == (
        "done", "open", at("2030-03-11T10:00"), "FREQ=WEEKLY;COUNT=2",
    )  # fmt: skip
    assert shown(cast) == WEEKS[:3]
    undo_event(latest_event_id(cast.service, "task", series.pk), by=cast.service)
    series.refresh_from_db()
    assert (series.rule, series.state, Task.objects.count()) == ("FREQ=WEEKLY;COUNT=3", "open", 1)
    assert shown(cast) == WEEKS[:3]


def test_the_last_one_done_ends_the_series(cast, make_meeting):
    done = complete_task(make_meeting(rule="FREQ=WEEKLY;COUNT=1"), by=cast.service)
    assert (done.rule, Task.objects.count()) == ("", 1)


def test_a_task_by_day_recurs_as_well(cast, make_task):
    from datetime import date

    task = make_task("Report", times=Times(due_on=date(2030, 1, 31)), rule="FREQ=MONTHLY")
    complete_task(task, by=cast.service)
    assert Task.objects.exclude(rule="").get().due_on == date(2030, 3, 31)


@pytest.mark.parametrize(
    ("span", "left"),
    [("this", [*WEEKS[:2], *WEEKS[3:]]), ("following", WEEKS[:2]), ("all", [])],
)
def test_deleting_takes_as_much_as_was_asked_and_comes_back(cast, series, span, left):
    delete_task(series, by=cast.service, span=span, occurrence_at=at("2030-03-18T10:00"))
    assert shown(cast) == left
    undo_event(latest_event_id(cast.service, "task", series.pk), by=cast.service)
    assert shown(cast) == WEEKS


def test_the_first_one_deleted_leaves_the_rest(cast, series):
    delete_task(series, by=cast.service, span="this")
    assert shown(cast) == WEEKS[1:]


def test_a_day_on_which_the_series_does_not_fall_is_refused(cast, series):
    with pytest.raises(OccurrenceUnknown):
        complete_task(series, by=cast.service, occurrence_at=at("2030-03-12T10:00"))
    assert Task.objects.count() == 1


def test_a_series_needs_a_first_day(make_task):
    with pytest.raises(TimesRefused):
        make_task(rule="FREQ=DAILY")
