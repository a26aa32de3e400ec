from datetime import timedelta

import pytest
from django.utils import timezone

from idic.domain.interact.models import FollowUp
from idic.domain.interact.operations.follow_ups import complete_follow_up
from idic.domain.interact.plans.models import Start
from idic.domain.interact.plans.operations.starting import start_plan
from idic.domain.interact.plans.queries.coverage import coverage
from idic.domain.interact.plans.queries.preview import preview
from idic.domain.interact.plans.queries.results import bought_after, results
from idic.domain.interact.plans.queries.versions import newest_version
from idic.methods.proportion import wilson

pytestmark = pytest.mark.django_db


def period():
    today = timezone.localdate()
    return {"since": today - timedelta(days=29), "until": today}


def test_the_preview_tells_whom_it_would_have_started(cast, make_plan, make_sale, ten_customers):
    plan = make_plan(is_on=False, per_day=3, held_out=50)
    for one in ten_customers:
        make_sale(one, timezone.localdate() - timedelta(days=5))
    make_sale(ten_customers[0], timezone.localdate() - timedelta(days=40))
    seen = preview(newest_version(plan), cast.administrator, today=timezone.localdate())
    held = dict(seen.left_out)["held_out"]
    assert seen.begun + held == 10
    assert seen.busiest == seen.begun == len(seen.first)
    assert not Start.objects.exists()


def test_the_preview_names_only_customers_whom_the_reader_may_see(cast, make_plan, make_sale, ten_customers):
    from idic.domain.identify.models import Customer

    Customer.objects.filter(pk=ten_customers[0].pk).update(owner=cast.service, team=cast.service.team)
    Customer.objects.filter(pk__in=[one.pk for one in ten_customers[1:]]).update(owner=cast.sales)
    plan = make_plan(is_on=False)
    for one in ten_customers[:4]:
        make_sale(one)
    seen = preview(newest_version(plan), cast.sales, today=timezone.localdate())
    assert seen.begun == 4
    assert {one.customer.pk for one in seen.first} == {one.pk for one in ten_customers[1:4]}


def test_figures_of_a_plan(cast, make_plan, make_sale, ten_customers):
    plan = make_plan()
    for one in ten_customers[:4]:
        make_sale(one)
    start_plan(plan)
    first, second, third, _fourth = FollowUp.objects.order_by("customer_id")
    complete_follow_up(first, outcome="reached_satisfied", by=cast.service)
    complete_follow_up(second, outcome="not_reached", by=cast.service)
    FollowUp.objects.filter(pk=third.pk).update(due_on=timezone.localdate() - timedelta(days=1))
    found = results(plan, **period())
    assert (found.begun, found.running, found.due, found.done) == (4, 4, 3, 2)
    assert found.in_time == wilson(2, 3)
    assert found.reached == wilson(1, 2)
    assert found.closed_share is None


def test_coverage_names_who_was_not_followed_up_and_why(cast, make_plan, make_sale, ten_customers):
    plan = make_plan(per_day=2)
    for one in ten_customers[:4]:
        make_sale(one, timezone.localdate() - timedelta(days=2))
    start_plan(plan)
    complete_follow_up(FollowUp.objects.order_by("pk")[0], outcome="reached_satisfied", by=cast.service)
    found = coverage(plan, newest_version(plan), cast.administrator, **period())
    assert (found.asked, found.contacted, found.running, found.missed) == (4, 1, 1, {"never": 2})
    assert len(found.first_missed) == 2


def test_an_effect_is_told_only_against_those_left_alone_by_lot(cast, make_plan, make_sale, make_customer):
    plan, customer = make_plan(), make_customer()
    version, long_ago = newest_version(plan), timezone.localdate() - timedelta(days=120)
    assert bought_after(plan, today=timezone.localdate()).why == "too_young"
    rows = [
        Start(plan=plan, version=version, customer=customer, cause=f"purchase:{n}", cause_on=long_ago, started_on=long_ago,
              state=state, why=why)
        for n, (state, why) in enumerate([("done", "")] * 40 + [("left_out", "too_soon")] * 40)
    ]  # fmt: skip
    Start.objects.bulk_create(rows)
    assert bought_after(plan, today=timezone.localdate()).why == "nobody_held_out"
    Start.objects.filter(why="too_soon").update(why="held_out")
    make_sale(customer, long_ago + timedelta(days=90))
    found = bought_after(plan, today=timezone.localdate())
    assert (found.begun, found.held_out, found.effect.value) == (40, 40, 0)
    make_sale(customer, long_ago)
