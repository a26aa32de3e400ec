from datetime import timedelta

import pytest
from django.utils import timezone

from idic.domain.differentiate.models import CustomerScore
from idic.domain.identify.models import Customer
from idic.domain.identify.privacy.models import ProcessingLock
from idic.domain.interact.models import FollowUp
from idic.domain.interact.operations.follow_ups import complete_follow_up, create_follow_up
from idic.domain.interact.plans.drafts import PlanDraft, StepDraft
from idic.domain.interact.plans.enums import StartState
from idic.domain.interact.plans.models import Plan, Start
from idic.domain.interact.plans.operations.plans import change_plan, switch_plan
from idic.domain.interact.plans.operations.starting import start_plan, start_plans
from idic.domain.interact.plans.operations.sweeping import sweep_plans

pytestmark = pytest.mark.django_db


def today():
    return timezone.localdate()


def begun(plan):
    return list(Start.objects.filter(plan=plan, state=StartState.OPEN).order_by("customer_id"))


def reasons(plan):
    return dict(Start.objects.filter(plan=plan, state=StartState.LEFT_OUT).values_list("customer_id", "why"))


def test_a_sale_puts_a_follow_up_on_the_list_once(cast, make_plan, make_sale, make_customer):
    plan, customer = make_plan(), make_customer()
    sale = make_sale(customer)
    assert [start_plans("sale"), start_plans("sale"), sweep_plans()] == [1, 0, 0]
    start = begun(plan)[0]
    follow_up = FollowUp.objects.get()
    assert (start.cause, start.cause_on) == (f"purchase:{sale.pk}", today())
    assert (follow_up.owner_id, follow_up.method, follow_up.reason) == (cast.service.pk, "telephone", "after_sale")
    assert follow_up.touch.start_id == start.pk
    assert follow_up.due_on > today()


def test_a_return_and_what_happened_before_it_was_on_start_nothing(make_plan, make_sale, make_customer):
    plan, customer = make_plan(days_ago=3), make_customer()
    make_sale(customer, today() - timedelta(days=4))
    make_sale(customer, kind="return")
    make_sale(customer, total="-5")
    assert start_plan(plan) == 0


def test_one_of_several_purchases_of_a_customer_counts_and_the_next_is_told_as_open_already(
    make_plan, make_sale, make_customer
):
    plan, customer = make_plan(), make_customer()
    make_sale(customer, today() - timedelta(days=2))
    newest = make_sale(customer, today() - timedelta(days=1))
    assert start_plan(plan) == 1
    assert begun(plan)[0].cause == f"purchase:{newest.pk}"
    assert start_plan(plan) == 0
    assert not reasons(plan)
    make_sale(customer)
    assert start_plan(plan) == 0
    assert reasons(plan) == {customer.pk: "open_already"}


def test_conditions_narrow(cast, make_plan, make_sale, make_segment, ten_customers):
    segment = make_segment({ten_customers[0]: 10, ten_customers[1]: 10})
    CustomerScore.objects.filter(customer=ten_customers[1]).update(tier="migrator")
    for one in ten_customers[:4]:
        make_sale(one, total="50")
    make_sale(ten_customers[4], total="500")
    by_segment = make_plan(segment=segment)
    by_tier = make_plan(tiers=("migrator", "most_valuable"))
    by_amount = make_plan(value_at_least=200)
    start_plans()
    assert [one.customer_id for one in begun(by_segment)] == [one.pk for one in ten_customers[:2]]
    assert [one.customer_id for one in begun(by_tier)] == [ten_customers[1].pk]
    assert [one.customer_id for one in begun(by_amount)] == [ten_customers[4].pk]


def test_who_is_locked_or_was_reached_lately_is_left_out_with_the_reason(cast, make_plan, make_sale, ten_customers):
    locked, reached, missed = ten_customers[:3]
    ProcessingLock.objects.create(customer=locked)
    for one, outcome in ((reached, "reached_satisfied"), (missed, "not_reached")):
        done = create_follow_up(
            one, owner=cast.service, due_on=today(), method="telephone", reason="other", by=cast.administrator
        )
        complete_follow_up(done, outcome=outcome, by=cast.administrator)
    plan = make_plan(gap_days=30)
    for one in ten_customers[:3]:
        make_sale(one)
    assert start_plan(plan) == 1
    assert begun(plan)[0].customer_id == missed.pk
    assert reasons(plan) == {locked.pk: "locked", reached.pk: "too_soon"}


def test_who_has_not_agreed_to_the_channel_is_left_out(cast, make_plan, make_sale, make_customer):
    from idic.domain.identify.privacy.models import Purpose

    plan = make_plan(use=Purpose.objects.get(code="marketing"))
    customer = make_customer()
    make_sale(customer)
    assert start_plan(plan) == 0
    assert reasons(plan) == {customer.pk: "not_given"}


def test_a_full_day_waits_for_the_next_and_nobody_is_lost(make_plan, make_sale, ten_customers):
    plan = make_plan(per_day=4)
    for one in ten_customers:
        make_sale(one)
    assert [start_plan(plan), start_plan(plan)] == [4, 0]
    Start.objects.update(started_on=today() - timedelta(days=1))
    assert start_plan(plan) == 4
    assert len(begun(plan)) == 8
    assert not reasons(plan)


def test_a_team_shares_the_work_and_the_keeper_goes_first(cast, make_plan, make_sale, ten_customers):
    Customer.objects.filter(pk=ten_customers[0].pk).update(owner=cast.sales)
    Customer.objects.filter(pk__in=[one.pk for one in ten_customers[1:]]).update(owner=None)
    plan = make_plan(owner_rule="customer", owner=None, team=cast.service.team)
    for one in ten_customers[:5]:
        make_sale(one)
    start_plan(plan)
    hands = list(FollowUp.objects.order_by("customer_id").values_list("owner_id", flat=True))
    assert hands[0] == cast.sales.pk
    assert sorted(hands[1:]) == sorted([cast.service.pk, cast.service_colleague.pk] * 2)


def test_without_anybody_to_do_it_that_is_told(cast, make_plan, make_sale, make_customer):
    plan, customer = make_plan(), make_customer()
    cast.service.is_active = False
    cast.service.save()
    make_sale(customer)
    assert start_plan(plan) == 0
    assert reasons(plan) == {customer.pk: "no_owner"}


def test_those_held_out_by_lot_are_the_same_every_time(make_plan, make_sale, ten_customers):
    plan = make_plan(held_out=50)
    for one in ten_customers:
        make_sale(one)
    start_plan(plan)
    held = set(reasons(plan))
    assert 0 < len(held) < 10
    assert set(reasons(plan).values()) == {"held_out"}
    assert held.isdisjoint(one.customer_id for one in begun(plan))
    Start.objects.filter(why="held_out").delete()
    start_plan(plan)
    assert set(reasons(plan)) == held


def test_silence_begins_on_its_day_and_not_for_who_has_bought_since(make_plan, make_sale, ten_customers):
    plan = make_plan("silence", kind="care", silent_days=90)
    day = today() - timedelta(days=90)
    for customer, last in zip(
        ten_customers, (day, day - timedelta(days=3), day + timedelta(days=1), day), strict=False
    ):
        CustomerScore.objects.create(customer=customer, last_at=last)
    make_sale(ten_customers[3])
    CustomerScore.objects.create(customer=ten_customers[5], last_at=day - timedelta(days=200))
    assert sweep_plans() == 2
    assert [(one.customer_id, one.cause_on) for one in begun(plan)] == [
        (ten_customers[0].pk, today()), (ten_customers[1].pk, today() - timedelta(days=3)),
    ]  # fmt: skip
    assert sweep_plans() == 0


def test_a_contract_that_ends_soon_is_asked_about_before(make_plan, ten_customers):
    plan = make_plan("contract", kind="care", attribute="x_contract_end", day_kind="calendar",
                     steps=(StepDraft("telephone", 30),))  # fmt: skip
    ends = [today() + timedelta(days=days) for days in (31, 33, 10, -1)]
    for customer, end in zip(ten_customers, (ends[0], ends[2], ends[3], today() + timedelta(days=60)), strict=False):
        Customer.objects.filter(pk=customer.pk).update(facts={"x_contract_end": str(end)})
    sweep_plans()
    assert {one.customer_id: one.cause_on for one in begun(plan)}[ten_customers[1].pk] == ends[2]
    assert {one.customer_id for one in begun(plan)} <= {ten_customers[0].pk, ten_customers[1].pk}


def test_a_plan_changed_later_does_not_touch_what_has_begun(cast, make_plan, make_sale, make_customer):
    plan, customer = make_plan(), make_customer()
    make_sale(customer)
    start_plan(plan)
    due = FollowUp.objects.get().due_on
    draft = PlanDraft("sale", (StepDraft("visit", 20),), owner_rule="person", owner=cast.sales)
    change_plan(plan, "Visit", "care", draft, version=plan.version, by=cast.quality)
    start_plan(Plan.objects.get(pk=plan.pk))
    follow_up = FollowUp.objects.get()
    assert (follow_up.method, follow_up.due_on, begun(plan)[0].version.number) == ("telephone", due, 1)


def test_a_plan_that_is_off_starts_nothing(cast, make_plan, make_sale, make_customer):
    plan = make_plan()
    make_sale(make_customer())
    plan = switch_plan(plan, is_on=False, version=plan.version, by=cast.quality)
    assert start_plan(plan) == 0
    assert not Start.objects.exists()
