from datetime import date
from decimal import Decimal

import pytest

from idic.domain.identify.models import Customer
from idic.domain.interact.errors import FollowUpClosed, FollowUpOutdated, NotAssignable, OutcomeMissing
from idic.domain.interact.models import FollowUp
from idic.domain.interact.operations.follow_ups import (
    cancel_follow_up,
    complete_follow_up,
    create_follow_up,
    plan_follow_ups,
    reopen_follow_up,
    reschedule_follow_up,
)
from idic.domain.interact.queries.follow_ups import access_follow_ups, workload
from idic.foundation.accounts.errors import NotAllowed, NotVisible
from idic.foundation.events.queries.timeline import customer_events, subject_events
from tests.domain.interact.conftest import TODAY

WORK = {"method": "telephone", "reason": "no_purchase", "due_on": TODAY}


def let_go(*customers):
    """Nobody's own, so that every role can see them."""
    Customer.objects.filter(pk__in=[one.pk for one in customers]).update(owner=None, team=None)


def verbs(follow_up):
    return [event.verb for event in subject_events("follow_up", follow_up.pk)]


def test_each_act_leaves_its_event_on_the_customers_timeline(cast, make_customer, make_follow_up):
    customer = make_customer()
    one = make_follow_up(customer, note="Ask about the delivery")
    one = reschedule_follow_up(one, owner=cast.manager, due_on=date(2026, 11, 25), version=1, by=cast.administrator)
    one = complete_follow_up(one, outcome="reached_satisfied", note="All well", by=cast.manager)
    reopen_follow_up(one, by=cast.manager)
    expected = ["follow_up.reopened", "follow_up.done", "follow_up.rescheduled", "follow_up.created"]
    assert verbs(one) == expected
    assert [event.verb for event in customer_events(customer.pk, reader=None)][:4] == expected
    done = subject_events("follow_up", one.pk)[1]
    assert (done.after["outcome"], done.after["note"], done.actor_id) == (
        "reached_satisfied",
        "All well",
        cast.manager.pk,
    )


def test_a_follow_up_is_not_closed_twice(cast, make_customer, make_follow_up):
    one = make_follow_up(make_customer())
    complete_follow_up(one, outcome="not_reached", by=cast.administrator)
    for again in (lambda: complete_follow_up(one, outcome="not_reached", by=cast.manager),
                  lambda: cancel_follow_up(one, by=cast.manager)):  # fmt: skip
        with pytest.raises(FollowUpClosed):
            again()
    assert verbs(one) == ["follow_up.done", "follow_up.created"]


@pytest.mark.parametrize("outcome", ["", "something"])
def test_done_needs_a_known_outcome(cast, make_customer, make_follow_up, outcome):
    one = make_follow_up(make_customer())
    with pytest.raises(OutcomeMissing):
        complete_follow_up(one, outcome=outcome, by=cast.administrator)
    one.refresh_from_db()
    assert one.state == "open"


def test_a_stale_change_is_refused(cast, make_customer, make_follow_up):
    one = make_follow_up(make_customer())
    reschedule_follow_up(one, owner=cast.manager, due_on=TODAY, version=1, by=cast.administrator)
    with pytest.raises(FollowUpOutdated):
        reschedule_follow_up(one, owner=cast.manager, due_on=TODAY, version=1, by=cast.administrator)


def test_an_analyst_reads_and_neither_makes_nor_closes(cast, make_customer, make_follow_up):
    customer = make_customer()
    one = make_follow_up(customer)
    assert list(access_follow_ups(cast.analyst)) == [one]
    with pytest.raises(NotAllowed):
        create_follow_up(customer, owner=cast.analyst, by=cast.analyst, **WORK)
    with pytest.raises(NotAllowed):
        complete_follow_up(one, outcome="not_reached", by=cast.analyst)


def test_service_works_within_its_team_and_sales_on_its_own(cast, make_customer, make_follow_up):
    customer = make_customer()
    let_go(customer)
    of_colleague = make_follow_up(customer, owner=cast.service_colleague)
    of_sales = make_follow_up(customer, owner=cast.sales)
    of_sales_colleague = make_follow_up(customer, owner=cast.sales_colleague)
    assert set(access_follow_ups(cast.service)) == {of_colleague}
    assert set(access_follow_ups(cast.sales)) == {of_sales, of_sales_colleague}
    complete_follow_up(of_colleague, outcome="not_reached", by=cast.service)
    complete_follow_up(of_sales, outcome="not_reached", by=cast.sales)
    for stranger, one in ((cast.sales, of_sales_colleague), (cast.service, of_sales)):
        with pytest.raises(NotVisible):
            complete_follow_up(one, outcome="not_reached", by=stranger)


def test_work_is_given_only_as_far_as_rights_reach(cast, make_customer):
    customer = make_customer()
    create_follow_up(customer, owner=cast.service_colleague, by=cast.service, **WORK)
    for giver, taker in ((cast.service, cast.sales), (cast.sales, cast.sales_colleague)):
        with pytest.raises(NotAssignable):
            create_follow_up(customer, owner=taker, by=giver, **WORK)


def test_a_plan_takes_the_most_valuable_first_and_never_doubles_an_open_one(cast, make_customer, make_segment):
    customers = [
        make_customer(given_name=f"Person{n}", family_name="Test", email=f"p{n}@example.com") for n in range(4)
    ]
    values = [Decimal(10), None, Decimal(300), Decimal(20)]
    segment = make_segment(dict(zip(customers, values, strict=True)))
    plan = {**WORK, "owner": cast.manager, "by": cast.manager}
    assert plan_follow_ups(segment, limit=2, **plan) == 2
    assert set(FollowUp.objects.values_list("customer_id", flat=True)) == {customers[2].pk, customers[3].pk}
    assert plan_follow_ups(segment, limit=50, **plan) == 2
    assert plan_follow_ups(segment, limit=50, **plan) == 0
    assert FollowUp.objects.count() == 4
    first = FollowUp.objects.get(customer=customers[2])
    complete_follow_up(first, outcome="not_reached", by=cast.manager)
    assert plan_follow_ups(segment, limit=50, **plan) == 1


def test_a_plan_spreads_over_working_days(cast, make_customer, make_segment):
    customers = [
        make_customer(given_name=f"Person{n}", family_name="Test", email=f"p{n}@example.com") for n in range(5)
    ]
    segment = make_segment({one: Decimal(100 - n) for n, one in enumerate(customers)})
    friday = date(2026, 11, 27)
    plan_follow_ups(
        segment, owner=cast.manager, due_on=friday, method="visit", reason="thanks", limit=5, per_day=2, by=cast.manager
    )
    due = list(FollowUp.objects.order_by("id").values_list("due_on", flat=True))
    assert due == [friday, friday, date(2026, 11, 30), date(2026, 11, 30), date(2026, 12, 1)]


def test_a_plan_reaches_only_the_planners_customers(cast, make_customer, make_segment):
    own = make_customer(given_name="Own", family_name="Test", email="own@example.com")
    other = make_customer(given_name="Other", family_name="Test", email="other@example.com")
    let_go(own, other)
    Customer.objects.filter(pk=other.pk).update(team=cast.service.team)
    segment = make_segment({own: Decimal(1), other: Decimal(2)})
    assert plan_follow_ups(segment, owner=cast.sales, limit=9, by=cast.sales, **WORK) == 1
    assert FollowUp.objects.get().customer_id == own.pk


def test_the_workload_tells_what_is_due_and_what_was_kept(cast, make_customer, make_follow_up):
    from django.utils import timezone

    customer, today = make_customer(), timezone.localdate()
    make_follow_up(customer, due_on=date(2020, 1, 1))
    make_follow_up(customer, due_on=today, owner=cast.manager)
    make_follow_up(customer, due_on=date(2099, 1, 1))
    for due, outcome in ((today, "reached_satisfied"), (date(2020, 1, 1), "not_reached")):
        complete_follow_up(make_follow_up(customer, due_on=due), outcome=outcome, by=cast.administrator)
    found = workload(cast.administrator, today=today)
    assert (found.overdue, found.today, found.later, found.open) == (1, 1, 1, 3)
    assert (found.done, found.in_time, found.mine_due) == (2, 1, 1)
