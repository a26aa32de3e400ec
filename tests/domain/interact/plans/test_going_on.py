from datetime import timedelta

import pytest
from django.utils import timezone

from idic.domain.identify.merging.operations.merge import merge_customers
from idic.domain.identify.merging.operations.undo import undo_merge
from idic.domain.identify.models import Customer
from idic.domain.identify.privacy.models import ProcessingLock
from idic.domain.interact.cases.drafts import CaseDraft
from idic.domain.interact.cases.models import Case
from idic.domain.interact.cases.operations.ending import reopen_case, resolve_case
from idic.domain.interact.cases.operations.open import open_case
from idic.domain.interact.models import FollowUp
from idic.domain.interact.operations.follow_ups import cancel_follow_up, complete_follow_up, reopen_follow_up
from idic.domain.interact.plans.drafts import StepDraft
from idic.domain.interact.plans.models import Start
from idic.domain.interact.plans.operations.starting import start_plan
from idic.domain.sales.models import Purchase

pytestmark = pytest.mark.django_db
TWO_STEPS = (StepDraft("telephone", 2, "How is it?"), StepDraft("visit", 5, "What is missing?"))


@pytest.fixture
def begun(make_plan, make_sale, make_customer):
    """A plan of two steps that began for one customer."""
    plan, customer = make_plan(steps=TWO_STEPS), make_customer()
    make_sale(customer)
    start_plan(plan)
    return Start.objects.get()


def handled(event_verbs=()):
    """The policies, as the worker runs them; transactions of a test are never settled, so the events go to them by hand."""
    from idic.foundation.events.models import Event
    from idic.foundation.events.subscriptions import subscriptions

    for event in Event.objects.filter(verb__in=event_verbs).order_by("pk"):
        for one in subscriptions():
            if event.verb in one.verbs and one.name.startswith("plans_"):
                one.handler(event)


def done(cast, outcome="reached_satisfied"):
    complete_follow_up(FollowUp.objects.get(state="open"), outcome=outcome, by=cast.service)
    handled(["follow_up.done"])


def state():
    start = Start.objects.get()
    return start.state, start.why


def test_the_next_step_begins_after_the_result_and_the_last_ends_it(cast, begun):
    done(cast)
    following = FollowUp.objects.get(state="open")
    assert (following.method, following.touch.step.place, following.owner_id) == ("visit", 2, cast.service.pk)
    assert following.due_on > timezone.localdate()
    done(cast)
    assert state() == ("done", "")
    assert not FollowUp.objects.filter(state="open").exists()


def test_who_is_not_reached_is_tried_again_as_often_as_the_plan_says(cast, begun):
    done(cast, "not_reached")
    again = FollowUp.objects.get(state="open")
    assert (again.touch.step.place, again.touch.attempt) == (1, 2)
    done(cast, "not_reached")
    assert FollowUp.objects.get(state="open").touch.step.place == 2


@pytest.mark.parametrize(
    ("outcome", "why"), [("wrong_contact", "wrong_contact"), ("reached_no_interest", "no_interest")]
)
def test_some_results_end_it(cast, begun, outcome, why):
    done(cast, outcome)
    assert state() == ("ended", why)
    assert not FollowUp.objects.filter(state="open").exists()


def test_a_step_opened_again_takes_back_what_came_after_it(cast, begun):
    first = FollowUp.objects.get()
    done(cast)
    reopen_follow_up(first, by=cast.service)
    handled(["follow_up.reopened", "follow_up.cancelled"])
    assert FollowUp.objects.get(state="open").pk == first.pk
    assert state() == ("open", "")
    done(cast, "reached_wants_more")
    assert FollowUp.objects.get(state="open").touch.step.place == 2


def test_what_a_person_cancels_ends_it(cast, begun):
    cancel_follow_up(FollowUp.objects.get(), by=cast.service)
    handled(["follow_up.cancelled"])
    assert state() == ("ended", "cancelled")


def test_a_case_starts_it_once_for_each_time_it_is_resolved(cast, make_plan, make_customer):
    make_plan("case_resolved", kind="care", topic=None, case_purpose="request_service")
    customer = make_customer()
    case = open_case(CaseDraft("The kettle leaks", "phone", customer=customer), by=cast.service)
    case = resolve_case(case, outcome="solved", version=case.version, by=cast.administrator)
    handled(["case.resolved"])
    handled(["case.resolved"])
    assert Start.objects.get().cause == f"case:{case.pk}:0"
    reopen_case(Case.objects.get(pk=case.pk), version=case.version, by=cast.administrator)
    handled(["case.reopened"])
    assert state() == ("ended", "reopened")
    case = Case.objects.get(pk=case.pk)
    resolve_case(case, outcome="solved", version=case.version, by=cast.administrator)
    handled(["case.resolved"])
    assert list(Start.objects.order_by("pk").values_list("state", flat=True)) == ["ended", "open"]


def test_whoever_bought_again_needs_no_call(cast, make_plan, make_sale, make_customer):
    from idic.domain.differentiate.models import CustomerScore
    from idic.domain.interact.plans.operations.ending import end_pointless

    plan, customer = make_plan("silence", kind="care", silent_days=60), make_customer()
    CustomerScore.objects.create(customer=customer, last_at=timezone.localdate() - timedelta(days=60))
    start_plan(plan)
    make_sale(customer)
    assert [end_pointless(), end_pointless()] == [1, 0]
    assert state() == ("ended", "bought")
    follow_up = FollowUp.objects.get()
    assert (follow_up.state, follow_up.closed_by_id, follow_up.outcome) == ("cancelled", None, "")


def test_a_sale_taken_back_and_a_lock_end_it(cast, make_plan, make_sale, ten_customers):
    from idic.domain.interact.plans.operations.ending import end_pointless

    plan = make_plan()
    for one in ten_customers[:3]:
        make_sale(one)
    start_plan(plan)
    Purchase.objects.filter(customer=ten_customers[0]).delete()
    ProcessingLock.objects.create(customer=ten_customers[1])
    assert end_pointless([one.pk for one in ten_customers]) == 2
    found = dict(Start.objects.values_list("customer_id", "why"))
    assert found == {ten_customers[0].pk: "cause_gone", ten_customers[1].pk: "locked", ten_customers[2].pk: ""}


def test_a_contract_with_another_end_is_renewed(cast, make_plan, make_customer):
    from idic.domain.interact.plans.operations.ending import end_pointless

    plan = make_plan(
        "contract", kind="care", attribute="x_end", day_kind="calendar", steps=(StepDraft("telephone", 30),)
    )
    customer = make_customer()
    Customer.objects.filter(pk=customer.pk).update(facts={"x_end": str(timezone.localdate() + timedelta(days=10))})
    assert start_plan(plan) == 1
    Customer.objects.filter(pk=customer.pk).update(facts={"x_end": str(timezone.localdate() + timedelta(days=375))})
    assert end_pointless() == 1
    assert state() == ("ended", "renewed")


def test_joined_customers_keep_one_and_the_other_comes_back_with_the_undo(cast, make_plan, make_sale, ten_customers):
    from idic.domain.interact.plans.operations.ending import end_pointless

    kept, gone = ten_customers[:2]
    plan = make_plan()
    for one in (kept, gone):
        make_sale(one)
    start_plan(plan)
    merge = merge_customers(Customer.objects.get(pk=kept.pk), Customer.objects.get(pk=gone.pk), by=cast.administrator)
    handled(["customer.merged"])
    assert set(Start.objects.values_list("customer_id", flat=True)) == {kept.pk}
    assert sorted(Start.objects.values_list("why", flat=True)) == ["", "merged"]
    assert FollowUp.objects.filter(state="open").count() == 1
    undo_merge(merge, by=cast.administrator)
    handled(["customer.merge_undone"])
    assert set(Start.objects.values_list("customer_id", "state")) == {(kept.pk, "open"), (gone.pk, "open")}
    assert FollowUp.objects.filter(state="open").count() == 2
    assert end_pointless() == 0
