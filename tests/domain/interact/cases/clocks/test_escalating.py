from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from idic.domain.interact.cases.clocks.keeping import keep_clocks
from idic.domain.interact.cases.clocks.recomputing import recompute_clocks
from idic.domain.interact.cases.clocks.telling import tell_clocks
from idic.domain.interact.cases.models import Case, CaseClock, CaseTopic, Desk, Skill
from idic.domain.interact.cases.operations.change import change_case
from idic.domain.interact.cases.operations.ending import resolve_case
from idic.domain.interact.standards.errors import TargetRefused
from idic.domain.interact.standards.models import Standard
from idic.domain.interact.standards.operations.executives import name_executives
from idic.domain.interact.standards.operations.standards import (
    USUAL_LADDER,
    Said,
    Step,
    change_standard,
    create_standard,
)
from idic.domain.interact.standards.queries.executives import executive_ids
from idic.foundation.accounts.enums import Role
from idic.foundation.accounts.errors import NotAllowed
from idic.foundation.accounts.models import User
from idic.foundation.desk.models import Notification
from idic.foundation.events.models import Event
from idic.loop.critical_cases_reach_managers import critical_cases_reach_managers
from tests.domain.interact.cases.clocks.conftest import LONG_AGO

LADDER = (Step(100, "lead", False, "high"), Step(150, "manager", True, "critical"))
NINE = datetime(2026, 4, 16, 9, 0, tzinfo=ZoneInfo("Asia/Bangkok"))


@pytest.fixture
def case(cast, bangkok, make_case):
    """Sixty minutes from 09:00; the team of the desk has somebody who leads it. Nothing of it was told yet."""
    User.objects.filter(pk=cast.quality.pk).update(team=cast.service.team, role=Role.MANAGER)
    said = Said(Decimal("0.9"), 60, escalation=LADDER, valid_from=LONG_AGO)
    create_standard("resolution", said, by=cast.administrator)
    case = make_case(NINE, owner=cast.service)
    untold()
    return case


def untold() -> None:
    CaseClock.objects.update(warned=0, state="running", breached_at=None, next_at=NINE + timedelta(minutes=30))


def tell(minutes: int) -> None:
    tell_clocks(now=NINE + timedelta(minutes=minutes))


def escalated() -> list[int]:
    return list(
        Event.objects.filter(verb="case.escalated").order_by("pk").values_list("after__share", flat=True)
    )  # fmt: skip


def told(user, share: int) -> int:
    return Notification.objects.filter(user=user, data__what="case.escalated", data__share=share).count()


def test_each_step_is_taken_once_at_its_time(case, cast):
    steps = []
    for minutes in (59, 60, 61, 89, 90, 91, 300):
        tell(minutes)
        case.refresh_from_db()
        steps.append((minutes, escalated(), case.priority, case.owner_id))
    mine, lead = cast.service.pk, cast.manager.pk
    assert steps == [
        (59, [], "normal", mine), (60, [100], "high", mine), (61, [100], "high", mine), (89, [100], "high", mine),
        (90, [100, 150], "critical", lead), (91, [100, 150], "critical", lead), (300, [100, 150], "critical", lead),
    ]  # fmt: skip
    assert (told(cast.quality, 100), told(cast.manager, 100)) == (1, 0)
    assert (told(cast.quality, 150), told(cast.manager, 150)) == (0, 1)


def test_what_came_due_together_is_told_together_and_never_again(case, cast):
    tell(400)
    tell(401)
    assert escalated() == [100, 150]
    assert Event.objects.filter(verb="case.breached").count() == 1
    assert CaseClock.objects.get().next_at is None


def test_what_was_resolved_in_time_is_not_escalated(case, cast):
    tell(30)
    resolve_case(case, outcome="solved", version=case.version, by=cast.service, at=NINE + timedelta(minutes=40))
    tell(400)
    assert escalated() == []


def test_other_hours_move_the_step_after_the_breach_too(case, bangkok):
    tell(60)
    recompute_clocks(bangkok.pk, now=NINE + timedelta(minutes=70))
    assert CaseClock.objects.get().next_at == NINE + timedelta(minutes=90)


def _again(cast, *steps: Step):
    standard = Standard.objects.get()
    said = Said(Decimal("0.9"), 60, escalation=steps, valid_from=LONG_AGO + timedelta(days=1))
    change_standard(standard, said, version=standard.version, by=cast.administrator)
    keep_clocks(Case.objects.get())
    untold()


def test_the_usual_ladder_goes_from_the_lead_to_the_executives(case, cast):
    _again(cast, *USUAL_LADDER)
    name_executives([cast.analyst], by=cast.quality)
    found = []
    for minutes in (45, 60, 90):
        tell(minutes)
        found.append({
            name for name in ("quality", "manager", "analyst")
            if Notification.objects.filter(user=getattr(cast, name), data__what="case.escalated").exists()
        })  # fmt: skip
    assert escalated() == [75, 100, 150]
    assert found == [{"quality"}, {"quality", "manager"}, {"quality", "manager", "analyst"}]
    # the lead heard of it by the ladder, and not by each warning as well
    assert not Notification.objects.filter(user=cast.quality, data__what__in=("case.warned", "case.breached")).exists()


def test_while_nobody_is_named_the_managers_stand_for_the_executives(case, cast):
    _again(cast, Step(150, "executive"))
    tell(90)
    assert (told(cast.manager, 150), told(cast.quality, 150)) == (1, 0)


def test_sideways_to_whoever_knows_the_topic_best(case, cast):
    topic = CaseTopic.objects.create(name="Billing", code="billing")
    Case.objects.update(topic=CaseTopic.objects.create(name="Reminders", code="reminders", parent=topic))
    for user, level in ((cast.sales, 3), (cast.service_colleague, 2)):
        Skill.objects.create(desk=Desk.objects.create(user=user), topic=topic, level=level)
    _again(cast, Step(75, "expert", True))
    tell(45)
    case.refresh_from_db()
    assert case.owner_id == cast.sales.pk
    assert (told(cast.sales, 75), told(cast.service_colleague, 75)) == (1, 0)


def test_a_critical_case_reaches_the_manager_at_once_and_once(cast, make_case):
    def told_now() -> int:
        return Notification.objects.filter(user=cast.manager, data__what="case.critical").count()

    case = make_case(NINE)
    _deliver()
    assert told_now() == 0
    change_case(case, {"priority": "critical"}, version=case.version, by=cast.service)
    make_case(NINE, priority="critical")
    _deliver()
    _deliver()
    assert told_now() == 2


def _deliver() -> None:
    for event in Event.objects.filter(subject_kind="case").order_by("pk"):
        critical_cases_reach_managers(event)


def test_only_who_keeps_the_standards_names_executives(cast):
    with pytest.raises(NotAllowed):
        name_executives([cast.analyst], by=cast.service)
    name_executives([cast.analyst], by=cast.quality)
    name_executives([cast.analyst], by=cast.quality)
    name_executives([cast.manager], by=cast.quality)
    assert executive_ids() == {cast.manager.pk}
    assert Event.objects.filter(verb="executives.named").count() == 2


def test_a_step_that_cannot_be_kept_is_refused(cast):
    for measure, step in (("reopened", LADDER[0]), ("resolution", Step(120, "lead")), ("resolution", Step(100, "", True)),
                          ("resolution", Step(100, "lead", False, "huge"))):  # fmt: skip
        said = Said(Decimal("0.9"), 60 if measure == "resolution" else None, escalation=(step,))
        with pytest.raises(TargetRefused):
            create_standard(measure, said, by=cast.administrator)
