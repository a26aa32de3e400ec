"""The customer's own word counts at each step, not only when a plan begins; and a plan can be stopped with all it has begun."""

import pytest

from idic.domain.identify.privacy.models import Purpose
from idic.domain.identify.privacy.operations.consents import record_consent
from idic.domain.interact.models import FollowUp
from idic.domain.interact.operations.follow_ups import complete_follow_up
from idic.domain.interact.plans.drafts import StepDraft
from idic.domain.interact.plans.errors import PlanOutdated
from idic.domain.interact.plans.models import Plan, Start
from idic.domain.interact.plans.operations.ending import end_pointless, stop_begun
from idic.domain.interact.plans.operations.going_on import go_on
from idic.domain.interact.plans.operations.starting import start_plan
from idic.foundation.events.models import Event
from tests.domain.interact.plans.test_going_on import handled

pytestmark = pytest.mark.django_db
SPOKEN = {"method": "phone", "evidence": {"note": "Said so"}}


@pytest.fixture
def agreed(cast, make_customer):
    """Two customers who may be called, and written to by e-mail, about news."""
    found = [make_customer(given_name=name, family_name="Test", email=f"{name}@example.com") for name in ("Ann", "Bee")]
    for one in found:
        for channel in ("phone", "email"):
            record_consent(one, "marketing", channel, kind="given", by=cast.administrator, **SPOKEN)
    return found


@pytest.fixture
def begun(make_plan, make_sale, agreed):
    steps = (StepDraft("telephone", 1), StepDraft("email", 2))
    plan = make_plan(use=Purpose.objects.get(code="marketing"), steps=steps)
    for one in agreed:
        make_sale(one)
    assert start_plan(plan) == 2
    return plan


def whys():
    return dict(Start.objects.values_list("customer_id", "why"))


def test_a_no_said_in_between_takes_the_follow_up_from_the_list(cast, agreed, begun):
    ann, bee = agreed
    record_consent(ann, "marketing", "phone", kind="withdrawn", by=cast.administrator, **SPOKEN)
    handled(["consent.withdrawn"])
    assert whys() == {ann.pk: "withdrawn", bee.pk: ""}
    assert FollowUp.objects.get(state="open").customer_id == bee.pk
    event = Event.objects.get(verb="follow_up.cancelled")
    assert (event.customer_id, event.after["why"]) == (ann.pk, "withdrawn")


def test_the_next_step_asks_anew_by_its_own_channel(cast, agreed, begun):
    ann, bee = agreed
    record_consent(ann, "marketing", "email", kind="withdrawn", by=cast.administrator, **SPOKEN)
    assert end_pointless() == 0
    for one in FollowUp.objects.filter(state="open"):
        complete_follow_up(one, outcome="reached_satisfied", by=cast.service)
        go_on(one.pk)
    assert whys() == {ann.pk: "withdrawn", bee.pk: ""}
    assert FollowUp.objects.get(state="open").customer_id == bee.pk


def test_a_purpose_that_has_lost_the_channel_ends_what_began_and_begins_nothing(
    agreed, begun, make_sale, make_customer
):
    Purpose.objects.filter(code="marketing").update(channels=["email", "sms"])
    assert end_pointless() == 2
    third = make_customer(given_name="Cee", family_name="Test", email="cee@example.com")
    make_sale(third)
    assert start_plan(Plan.objects.get(pk=begun.pk)) == 0
    assert set(whys().values()) == {"no_channel"}


def test_stopping_ends_all_that_has_begun_and_keeps_what_was_done(cast, agreed, begun):
    done = FollowUp.objects.filter(customer=agreed[0]).get()
    complete_follow_up(done, outcome="reached_satisfied", by=cast.service)
    go_on(done.pk)
    with pytest.raises(PlanOutdated):
        stop_begun(begun, version=begun.version + 1, by=cast.quality)
    assert stop_begun(begun, version=begun.version, by=cast.quality) == 2
    assert set(whys().values()) == {"stopped"}
    assert sorted(FollowUp.objects.values_list("state", flat=True)) == ["cancelled", "cancelled", "done"]
    assert Plan.objects.get(pk=begun.pk).is_on
    assert Event.objects.get(verb="follow_up_plan.stopped").after["count"] == 2
    assert stop_begun(begun, version=begun.version, by=cast.quality) == 0
