from datetime import timedelta

import pytest
from django.utils import timezone

from idic.domain.work.drafts import Guest
from idic.domain.work.errors import AbsenceRefused
from idic.domain.work.models import Absence
from idic.domain.work.operations.absences import end_absence, plan_absence
from idic.domain.work.operations.reminders import send_due_reminders
from idic.domain.work.queries.calendar import own_agenda
from idic.domain.work.rules import visible_tasks
from idic.domain.work.times import Times
from idic.foundation.accounts.errors import NotAllowed, NotVisible
from idic.foundation.desk.models import Notification


@pytest.fixture
def away(cast):
    """Service is away, and somebody of another team stands in."""
    today = timezone.localdate()
    return plan_absence(
        user=cast.service, deputy=cast.sales, starts_on=today, ends_on=today + timedelta(days=3), by=cast.service
    )


def told(user):
    return list(Notification.objects.filter(user=user).order_by("id").values_list("kind", "data__what"))


def test_the_deputy_sees_the_work_while_it_lasts_and_not_after(cast, make_task, away):
    task = make_task(times=Times(due_on=timezone.localdate()))
    assert visible_tasks(cast.sales, "task.change").get() == task
    assert [one.task for one in own_agenda(cast.sales, now=timezone.now()).today] == [task]
    Absence.objects.update(
        starts_on=timezone.localdate() - timedelta(days=9), ends_on=timezone.localdate() - timedelta(days=1)
    )
    assert not visible_tasks(cast.sales).exists()
    assert visible_tasks(cast.service).exists()


def test_the_deputy_is_told_of_new_and_due_work(cast, make_task, away):
    soon = timezone.now() + timedelta(minutes=20)
    make_task(by=cast.manager, owner=cast.service, times=Times(due_at=soon), reminders=(10,))
    assert send_due_reminders(now=soon - timedelta(minutes=10)) == 1
    assert send_due_reminders(now=soon) == 0
    assert told(cast.sales) == [("assignment", "task.assigned"), ("reminder", "task.due")]
    assert told(cast.service) == told(cast.sales)


def test_who_takes_part_is_asked_and_reminded(cast, make_meeting):
    make_meeting(guests=(Guest(user_id=cast.sales.pk),), reminders=(15,))
    assert told(cast.sales) == [("assignment", "task.invited")]
    assert told(cast.service) == []


def test_a_series_reminds_again(cast, make_meeting):
    from tests.domain.work.conftest import at

    task = make_meeting(rule="FREQ=DAILY", reminders=(15,))
    assert send_due_reminders(now=at("2030-03-04T09:45")) == 1
    task.refresh_from_db()
    assert task.remind_at == at("2030-03-05T09:45")


@pytest.mark.parametrize(
    ("starts", "ends", "deputy"),
    [(3, 1, "sales"), (-9, -5, "sales"), (0, 900, "sales"), (0, 3, "service"), (2, 5, "sales")],
)
def test_absences_that_cannot_be_are_refused(cast, away, starts, ends, deputy):
    today = timezone.localdate()
    with pytest.raises(AbsenceRefused):
        plan_absence(
            user=cast.service, deputy=getattr(cast, deputy), starts_on=today + timedelta(days=starts),
            ends_on=today + timedelta(days=ends), by=cast.service,
        )  # fmt: skip


def test_work_is_not_handed_to_somebody_who_is_away_too(cast, away):
    with pytest.raises(AbsenceRefused):
        plan_absence(
            user=cast.sales_colleague, deputy=cast.service, starts_on=away.starts_on, ends_on=away.ends_on,
            by=cast.sales_colleague,
        )  # fmt: skip


def test_nobody_sends_others_away_but_who_manages_users(cast, away):
    today = timezone.localdate()
    with pytest.raises(NotAllowed):
        plan_absence(user=cast.quality, deputy=cast.sales, starts_on=today, ends_on=today, by=cast.service)
    with pytest.raises(NotVisible):
        end_absence(away.pk, by=cast.sales)
    end_absence(away.pk, by=cast.service)
    assert not Absence.objects.exists()
