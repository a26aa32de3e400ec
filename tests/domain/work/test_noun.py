from datetime import date

import pytest

from idic.domain.work.models import Task
from idic.domain.work.times import Times
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.nouns.compiling import narrowed_by, read_predicate
from idic.foundation.nouns.errors import FieldLocked, RecordOutdated, ValueRefused
from idic.foundation.nouns.registry import access_record, fields_of, noun_of
from tests.domain.work.conftest import at


def change(task, by, version=None, **values):
    noun = noun_of("task")
    return noun.change(task, values, version=noun.version_of(task) if version is None else version, by=by)


def found(field, op, value=None):
    leaf = {"field": field, "op": op} if value is None else {"field": field, "op": op, "value": value}
    node = read_predicate(leaf, fields_of("task"))
    return set(narrowed_by(Task.objects.all(), "task", node, as_of=date(2030, 3, 4)).values_list("title", flat=True))


def test_every_field_can_be_filtered_by(make_task):
    make_task()
    for name in fields_of("task"):
        assert found(name, "is_known") | found(name, "is_unknown") == {"Call back"}, name


def test_rules_find_tasks(cast, make_task, make_customer):
    make_task("Mine", customer=make_customer(), times=Times(due_on=date(2030, 3, 1)), priority="high")
    make_task("Theirs", by=cast.sales, rule="FREQ=DAILY", times=Times(due_on=date(2030, 5, 1)))
    assert found("owner", "eq", str(cast.sales.pk)) == {"Theirs"}
    assert found("due", "in_last_days", 7) == {"Mine"}
    assert found("customer", "is_known") == {"Mine"}
    assert found("repeats", "eq", True) == {"Theirs"}
    assert found("priority", "in", ["high", "urgent"]) == {"Mine"}


def test_fields_are_changed_as_typed(cast, make_task):
    task = change(make_task(), cast.service, title="New", due="2030-03-04", priority="urgent",
                  owner=str(cast.service_colleague.pk))  # fmt: skip
    assert (task.title, task.due_on, task.priority, task.owner) == (
        "New", date(2030, 3, 4), "urgent", cast.service_colleague,
    )  # fmt: skip


def test_another_day_keeps_the_hour_of_a_meeting(cast, make_meeting):
    task = change(make_meeting(), cast.service, due="2030-03-09")
    assert (task.starts_at, task.ends_at) == (at("2030-03-09T10:00"), at("2030-03-09T11:00"))


@pytest.mark.parametrize(
    "values",
    [{"due": "soon"}, {"state": "gone"}, {"owner": "x"}, {"team": "99999"}, {"title": " "}, {"due": "9999-12-31"}],
)
def test_a_value_that_does_not_fit_is_refused_with_a_sentence(cast, make_task, values):
    with pytest.raises(ValueRefused) as refused:
        change(make_task(), cast.service, **values)
    assert str(refused.value)


def test_what_is_not_for_hands_is_locked_and_what_is_old_is_told(cast, make_task):
    task = make_task()
    with pytest.raises(FieldLocked):
        change(task, cast.service, created="2030-01-01")
    with pytest.raises(RecordOutdated):
        change(task, cast.service, version=7, title="New")


def test_an_id_that_is_guessed_answers_as_nothing(cast, make_task):
    task = make_task()
    with pytest.raises(NotVisible):
        access_record(cast.sales, "task", task.pk)
    assert access_record(cast.service_colleague, "task", task.pk, action="change") == task
