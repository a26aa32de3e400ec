"""What a complaint costs: the work, the remedy, and the margin at risk with whoever complained."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from idic.domain.interact.cases.drafts import CaseDraft
from idic.domain.interact.cases.operations.joining import merge_case
from idic.domain.interact.cases.operations.open import open_case
from idic.domain.interact.complaints.models import Complaint
from idic.domain.interact.complaints.queries.costs import cost_of, risk_of
from idic.foundation.accounts.models import RoleDefinition, User
from idic.methods.clv.bgnbd import BgNbd
from idic.methods.clv.gamma_gamma import GammaGamma
from idic.methods.clv.lifetime import clv_over_horizon, weekly_rate
from tests.domain.interact.complaints.buying import BUYING, SPENDING, bought, refreshed

pytestmark = pytest.mark.django_db


@pytest.fixture
def today():
    return timezone.localdate()


def of(user, days=200):
    now = timezone.now()
    return cost_of(user, now - timedelta(days=days), now + timedelta(days=1))


def test_margin_at_risk_is_the_drop_times_what_the_customer_was_worth_before(
    cast, make_complaint, make_customer, today
):
    noi = make_customer(given_name="Noi")
    told = today - timedelta(days=120)
    bought(noi, [told - timedelta(days=7 * week) for week in (40, 30, 20, 10)])
    complaint = make_complaint(timezone.now() - timedelta(days=120), customer=noi)
    refreshed(today)
    found = risk_of(complaint)
    model, spend = BgNbd(**BUYING["parameters"]), GammaGamma(**SPENDING["parameters"])
    x, t_x, T = [3.0], [30.0], [40.0]
    before, after = float(model.p_alive(x, t_x, T)[0]), float(model.p_alive(x, t_x, [40 + 90 / 7])[0])
    value = float(clv_over_horizon(
        model, x, t_x, T, spend.expected_spend(x, [100.0]), horizon=52, discount=weekly_rate(0.1), margin=0.25
    )[0])  # fmt: skip
    assert (found.before, found.after, found.value) == pytest.approx((before, after, value))
    assert found.until == told + timedelta(days=90)
    assert 0 < found.amount == pytest.approx((before - after) * value)


def test_whoever_bought_again_leaves_nothing_at_risk(cast, make_complaint, make_customer, today):
    noi = make_customer(given_name="Noi")
    told = today - timedelta(days=120)
    bought(noi, [told + timedelta(days=7 * week) for week in (-40, -30, -20, 1, 3, 12)])
    complaint = make_complaint(timezone.now() - timedelta(days=120), customer=noi)
    refreshed(today)
    found = risk_of(complaint)
    assert (found.amount, found.after > found.before) == (0, True)


def test_what_is_not_known_is_counted_and_says_why(cast, make_complaint, make_customer, today):
    once, often, new = (make_customer(given_name=name) for name in ("Once", "Often", "New"))
    long_ago = timezone.now() - timedelta(days=50)
    bought(once, [today - timedelta(days=80)])
    bought(often, [today - timedelta(days=day) for day in (300, 200, 100)])
    for customer in (once, often, None):
        make_complaint(long_ago, customer=customer)
    make_complaint(customer=new)
    assert of(cast.manager).unknown == {"no_model": 4}
    refreshed(today)
    found = of(cast.manager)
    assert (found.margin.known, found.margin.missing) == (1, 3)
    assert found.unknown == {"too_few_purchases": 1, "no_customer": 1, "no_refresh_since": 1}
    refreshed(today, warnings=[{"code": "lifetime_value_worse_than_naive"}])
    assert of(cast.manager).unknown == {"no_model": 4}


def test_a_period_is_summed_by_topic_with_what_was_written_down(cast, make_complaint, make_customer, topic, today):
    from idic.domain.interact.cases.models import CaseTopic

    late = CaseTopic.objects.create(code="late", name="Late")
    for of_topic, remedy, work in ((topic, 200, 600), (topic, None, 50), (late, 100, None)):
        made = make_complaint(topic=of_topic)
        Complaint.objects.filter(pk=made.pk).update(remedy_cost=remedy, handling_cost=work)
    refreshed(today)
    found = of(cast.manager)
    assert (found.remedy.amount, found.remedy.known, found.handling.amount, found.handling.missing) == (300, 2, 650, 1)
    assert [(one.name, one.complaints, one.sum) for one in found.topics] == [("Leaks", 2, 850), ("Late", 1, 100)]
    assert found.sum == 950


def test_a_complaint_carried_into_somebody_elses_case_is_still_of_whoever_complained(
    cast, make_complaint, make_customer, today
):
    noi, anan = make_customer(given_name="Noi"), make_customer(given_name="Anan")
    bought(noi, [today - timedelta(days=day) for day in (300, 200, 100)])
    told = make_complaint(timezone.now() - timedelta(days=50), customer=noi)
    refreshed(today)
    before = risk_of(told).amount
    stays = open_case(CaseDraft("The kettle again", "email", customer=anan), by=cast.service)
    merge_case(told.case, into=stays, by=cast.service)
    assert risk_of(Complaint.objects.get(pk=told.pk)).amount == before is not None


def test_nobody_sees_what_customers_are_worth_without_being_allowed_to(cast, make_complaint):
    make_complaint()
    RoleDefinition.objects.update_or_create(
        code="service", defaults={"name": "Service", "grants": {"value.see": "none"}}
    )
    assert of(User.objects.get(pk=cast.service.pk)).margin is None
    assert of(cast.manager).margin is not None
