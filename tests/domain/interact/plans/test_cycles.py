"""Care by tier: so many visits a year, each customer on their own day in turn."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from idic.domain.differentiate.models import CustomerScore
from idic.domain.interact.models import FollowUp
from idic.domain.interact.plans.drafts import FindingDraft, StepDraft
from idic.domain.interact.plans.errors import FindingRefused, PlanRefused
from idic.domain.interact.plans.models import Finding, Start
from idic.domain.interact.plans.operations.findings import add_finding, close_finding, remind_of_promises
from idic.domain.interact.plans.operations.starting import start_plan
from idic.domain.interact.plans.queries.causes import Asked, causes
from idic.domain.interact.plans.queries.versions import newest_version, steps_of
from idic.foundation.desk.models import Notification
from idic.foundation.desk.wording import sentence

VISIT = StepDraft("visit", 0, "What do they plan for the next quarter? What did we promise last time, and was it kept?")
CARE = {"kind": "care", "steps": (VISIT,), "tiers": ("most_valuable",), "a_year": 4}


@pytest.fixture
def ten(ten_customers):
    """Seven of the tier, three of another."""
    for place, customer in enumerate(ten_customers):
        CustomerScore.objects.update_or_create(
            customer=customer, defaults={"tier": "most_valuable" if place < 7 else "migrator"}
        )
    return ten_customers


def _causes(plan, days: int):
    """All turns of `days` days from today on, one day after the other."""
    version = newest_version(plan)
    today, found = timezone.localdate(), []
    for place in range(days):
        day = today + timedelta(days=place)
        statement, values = causes(version, steps_of(version)[0], Asked(day, day))
        with connection.cursor() as cursor:
            cursor.execute(statement, values)
            rows = cursor.fetchall()
        assert all(cause_on == day and cause == f"cycle:{day}" for _customer, cause, cause_on, _worth in rows)
        found += [(customer, day) for customer, _cause, _on, _worth in rows]
    return found


def test_everybody_has_as_many_turns_as_the_plan_says_evenly_apart(make_plan, ten):
    plan = make_plan("cycle", days_ago=0, **CARE)
    found = _causes(plan, 364)
    for customer in ten:
        days = [day for pk, day in found if pk == customer.pk]
        assert [(b - a).days for a, b in itertools.pairwise(days)] == [91, 91, 91]
    # not all in one week
    assert len({day for _pk, day in found}) > 20


def test_those_of_the_tier_whose_turn_it_is_get_a_visit_once(make_plan, ten):
    plan = make_plan("cycle", days_ago=95, **CARE)
    assert start_plan(plan) + start_plan(plan) == Start.objects.count() == FollowUp.objects.count()
    begun = set(Start.objects.values_list("customer_id", flat=True))
    assert begun <= {one.pk for one in ten[:7]}
    today = timezone.localdate()
    assert all(today - timedelta(days=14) <= one.cause_on <= today for one in Start.objects.all())
    # of a fortnight in a cycle of thirteen weeks
    assert FollowUp.objects.filter(method="visit").count() == len(begun)


def test_a_cycle_needs_its_number_and_whom_it_is_for(make_plan):
    for wrong in ({"a_year": None}, {"a_year": 53}, {"tiers": ()}):
        with pytest.raises(PlanRefused):
            make_plan("cycle", **{**CARE, **wrong})


def test_a_promise_of_a_visit_has_its_day_and_is_reminded_of_until_it_is_done(make_plan, ten, cast):
    plan = make_plan("cycle", days_ago=95, a_year=52, **{key: CARE[key] for key in ("kind", "steps", "tiers")})
    start_plan(plan)
    follow_up, today = FollowUp.objects.order_by("pk")[0], timezone.localdate()
    for refused in (FindingDraft("wish", "A second tap", promised_for=today - timedelta(days=1)),
                    FindingDraft("satisfied", "All is well", promised_for=today)):  # fmt: skip
        with pytest.raises(FindingRefused):
            add_finding(follow_up, refused, by=cast.service)
    finding = add_finding(follow_up, FindingDraft("wish", "A second tap", promised_for=today), by=cast.service)
    add_finding(follow_up, FindingDraft("wish", "A third", promised_for=today + timedelta(days=9)), by=cast.service)
    assert remind_of_promises() == 1
    told = Notification.objects.get(data__what="finding.promise_due")
    assert (told.user_id, told.subject_id) == (cast.service.pk, follow_up.customer_id)
    assert not finding.is_late
    Finding.objects.filter(pk=finding.pk).update(promised_for=today - timedelta(days=1))
    assert Finding.objects.get(pk=finding.pk).is_late
    close_finding(finding, done="Put in", by=cast.service)
    assert remind_of_promises() == 0


def test_the_owner_hears_the_working_day_before_on_the_day_and_daily_once_it_is_past(make_plan, ten, cast):
    start_plan(make_plan("cycle", days_ago=95, a_year=52, **{key: CARE[key] for key in ("kind", "steps", "tiers")}))
    follow_up, monday = FollowUp.objects.order_by("pk")[0], date(2035, 1, 15)
    finding = add_finding(follow_up, FindingDraft("wish", "A second tap", promised_for=monday), by=cast.service)
    heard = {}
    for days in range(-4, 4):
        day = monday + timedelta(days=days)
        Notification.objects.all().delete()
        if remind_of_promises(today=day):
            told = Notification.objects.get()
            heard[day.strftime("%a")] = sentence(told, title="Anan")
    assert heard == {
        "Fri": "What was promised to “Anan” is due on Jan 15, 2035.",
        "Mon": "What was promised to “Anan” is due.",
        "Tue": "What was promised to “Anan” by Jan 15, 2035 is overdue.",
        "Wed": "What was promised to “Anan” by Jan 15, 2035 is overdue.",
        "Thu": "What was promised to “Anan” by Jan 15, 2035 is overdue.",
    }
    close_finding(finding, done="Put in", by=cast.service)
    assert remind_of_promises(today=monday) == 0
