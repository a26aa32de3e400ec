"""A segment that serves a purpose holds only those whom the purpose may use, and who says no is out of it at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from idic.domain.differentiate.models import CustomerScore, Segment, SegmentMembership
from idic.domain.differentiate.operations.segments import change_segment, create_segment, evaluate_segment
from idic.domain.identify.merging.operations.merge import merge_customers
from idic.domain.identify.models import Customer
from idic.domain.identify.privacy.errors import ChannelUnknown
from idic.domain.identify.privacy.models import Purpose
from idic.domain.identify.privacy.operations.consents import record_consent
from idic.domain.work.models import Task
from idic.foundation.events.models import Event
from idic.foundation.events.subscriptions import subscriptions

pytestmark = pytest.mark.django_db
RULE = {"all": [{"field": "name", "op": "contains", "value": "Person"}]}


@pytest.fixture
def say(cast: Any) -> Callable[..., None]:
    def said(customer: Customer, kind: str = "given") -> None:
        record_consent(
            customer, "marketing", "email", kind=kind, method="phone", evidence={"call": "C-1"}, by=cast.manager
        )

    return said


@pytest.fixture
def people(make_customer: Callable[..., Customer]) -> list[Customer]:
    return [make_customer(given_name=f"Person {number}", email=f"p{number}@example.com") for number in range(3)]


@pytest.fixture
def mailing(people: list[Customer], say: Any, cast: Any) -> Segment:
    say(people[0])
    say(people[1])
    return create_segment(
        name="Mailing", description="", rule=RULE, by=cast.manager, purpose="marketing", channel="email"
    )


def members(segment: Segment) -> set[int]:
    return set(CustomerScore.objects.filter(segment_ids__contains=[segment.pk]).values_list("customer_id", flat=True))


def hear(*verbs: str) -> None:
    """What the worker does every five seconds with the events that are there."""
    for event in Event.objects.filter(verb__in=verbs).order_by("pk"):
        for one in subscriptions():
            if event.verb in one.verbs:
                one.handler(event)


def test_only_who_agreed_belongs_to_it_and_the_others_are_counted(mailing: Segment, people: list[Customer]) -> None:
    assert members(mailing) == {people[0].pk, people[1].pk}
    assert (mailing.size, mailing.left_out) == (2, {"not_given": 1})


def test_without_a_purpose_the_rule_alone_decides(people: list[Customer], cast: Any) -> None:
    segment = create_segment(name="Looked at", description="", rule=RULE, by=cast.manager)
    assert (segment.size, segment.left_out) == (3, {})


def test_a_purpose_given_later_takes_people_out(people: list[Customer], cast: Any) -> None:
    segment = create_segment(name="Looked at", description="", rule=RULE, by=cast.manager)
    changed = change_segment(
        segment, name="Mailing", description="", rule=RULE, version=segment.version, by=cast.manager,
        use=("marketing", "email"),
    )  # fmt: skip
    assert (changed.size, changed.left_out) == (0, {"not_given": 3})


def test_a_channel_that_the_purpose_has_not_is_refused(people: list[Customer], cast: Any) -> None:
    with pytest.raises(ChannelUnknown):
        create_segment(name="Fax", description="", rule=RULE, by=cast.manager, purpose="marketing", channel="fax")


def test_who_withdraws_is_out_when_the_event_is_heard(mailing: Segment, people: list[Customer], say: Any) -> None:
    say(people[0], "withdrawn")
    hear("consent.withdrawn")
    hear("consent.withdrawn")
    mailing.refresh_from_db()
    assert members(mailing) == {people[1].pk}
    assert mailing.size == 1
    ended = SegmentMembership.objects.get(segment=mailing, customer=people[0])
    assert ended.valid_to is not None
    assert ended.valid_to - timezone.now() < timedelta(minutes=1)


def test_who_withdraws_from_something_else_stays(mailing: Segment, people: list[Customer], cast: Any) -> None:
    record_consent(people[0], "marketing", "sms", kind="withdrawn", method="phone", evidence={}, by=cast.manager)
    hear("consent.withdrawn")
    assert people[0].pk in members(mailing)


def test_a_new_consent_brings_them_back_when_it_is_evaluated(
    mailing: Segment, people: list[Customer], say: Any
) -> None:
    say(people[0], "withdrawn")
    hear("consent.withdrawn")
    say(people[0])
    evaluate_segment(mailing, at=timezone.now())
    assert people[0].pk in members(mailing)


def test_a_purpose_that_is_put_away_leaves_nobody(mailing: Segment, cast: Any) -> None:
    Purpose.objects.filter(code="marketing").update(is_archived=True)
    evaluate_segment(mailing, at=timezone.now())
    mailing.refresh_from_db()
    assert (members(mailing), mailing.left_out) == (set(), {"no_purpose": 3})


def test_a_merge_with_somebody_who_said_no_takes_out_and_asks_a_person(
    mailing: Segment, people: list[Customer], say: Any, cast: Any
) -> None:
    """The no came first and the yes of the other record later: the no holds until somebody has asked."""
    say(people[2], "withdrawn")
    say(people[0])
    merge_customers(people[0], people[2], by=cast.manager)
    hear("customer.merged")
    hear("customer.merged")
    assert people[0].pk not in members(mailing)
    task = Task.objects.get()
    assert (task.customer_id, task.owner) == (people[0].pk, cast.manager)
    assert "News and offers: E-mail" in task.text


def test_the_worker_hears_of_it_within_a_minute() -> None:
    """Events are handed on every five seconds; the policies that take people out are among those who listen."""
    heard = {verb for one in subscriptions() for verb in one.verbs}
    assert {"consent.withdrawn", "customer.merged", "customer.restricted"} <= heard
