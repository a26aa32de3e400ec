"""All segments in one pass, after an event, after midnight; segments in segments."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from idic.domain.differentiate.errors import SegmentCircle, SegmentInUse
from idic.domain.differentiate.models import CustomerScore, Segment, SegmentMembership, Unevaluated
from idic.domain.differentiate.operations.changes import evaluate_on_a_new_day, work_out
from idic.domain.differentiate.operations.evaluation import evaluate_customers, evaluate_everybody
from idic.domain.differentiate.operations.segments import (
    archive_segment,
    change_segment,
    create_segment,
    evaluate_segment,
)
from idic.domain.differentiate.queries.segments import members_on
from idic.domain.identify.models import Customer
from idic.domain.identify.operations.customers import edit_customer
from idic.foundation.events.models import Event
from idic.loop.segments_follow_changes import segments_follow_changes
from tests.conftest import Cast

IN_RAYONG: dict[str, Any] = {"field": "province", "op": "eq", "value": "Rayong"}
NEW: dict[str, Any] = {"behaviour": "contact", "measure": "times", "op": "eq", "value": 0}


@pytest.fixture
def base(make_customer: Callable[..., Any]) -> list[Customer]:
    return [
        make_customer(given_name="A", family_name="One", province="Rayong", phone="0811111111"),
        make_customer(given_name="B", family_name="Two", province="Rayong"),
        make_customer(given_name="C", family_name="Three", province="Trat"),
        make_customer(given_name="D", family_name="Four", email="d@example.com"),
    ]


def _make(cast: Cast, name: str, rule: dict[str, Any]) -> Segment:
    return create_segment(name=name, description="", rule=rule, by=cast.manager)


def _members(segment: Segment) -> set[int]:
    open_now = set(
        SegmentMembership.objects.filter(segment=segment, valid_to=None).values_list("customer_id", flat=True)
    )
    scored = set(CustomerScore.objects.filter(segment_ids__contains=[segment.pk]).values_list("pk", flat=True))
    assert open_now == scored
    segment.refresh_from_db()
    assert segment.size == len(scored)
    return scored


def _move(customer: Customer, province: str) -> None:
    Customer.objects.filter(pk=customer.pk).update(province=province)


def test_one_pass_says_what_each_segment_alone_says(cast: Cast, base: list[Customer]) -> None:
    rules: list[dict[str, Any]] = [
        IN_RAYONG, {"not": IN_RAYONG}, {"field": "phone", "op": "is_known"}, NEW, {"all": [IN_RAYONG, NEW]},
        {"field": "province", "op": "is_unknown"},
    ]  # fmt: skip
    segments = [_make(cast, f"S{place}", rule) for place, rule in enumerate(rules)]
    _move(base[0], "ตราด")
    _move(base[2], "ระยอง")
    done = evaluate_everybody(at=timezone.now())
    assert done.segments == len(rules)
    assert done.changed == 2
    together = [_members(one) for one in segments]
    for one in segments:
        evaluate_segment(one, at=timezone.now())
    assert [_members(one) for one in segments] == together
    assert evaluate_everybody(at=timezone.now()).changed == 0


def test_a_segment_in_a_segment_follows_it_in_the_same_pass(cast: Cast, base: list[Customer]) -> None:
    inner = _make(cast, "Inner", IN_RAYONG)
    middle = _make(cast, "Middle", {"all": [{"member_of": [inner.pk]}, {"field": "phone", "op": "is_known"}]})
    outer = _make(cast, "Outer", {"not": {"member_of": [middle.pk]}})
    assert _members(middle) == {base[0].pk}
    assert _members(outer) == {one.pk for one in base[1:]}
    _move(base[0], "ตราด")
    evaluate_everybody(at=timezone.now())
    assert _members(inner) == {base[1].pk}
    assert _members(middle) == set()
    assert _members(outer) == {one.pk for one in base}


def test_who_changes_the_inner_rule_changes_what_rests_on_it(cast: Cast, base: list[Customer]) -> None:
    inner = _make(cast, "Inner", IN_RAYONG)
    outer = _make(cast, "Outer", {"member_of": [inner.pk]})
    change_segment(
        inner, name="Inner", description="", rule={"field": "province", "op": "eq", "value": "Trat"},
        version=inner.version, by=cast.manager,
    )  # fmt: skip
    assert _members(outer) == {base[2].pk}


def test_segments_cannot_ask_for_one_another_in_a_circle(cast: Cast, base: list[Customer]) -> None:
    one = _make(cast, "One", IN_RAYONG)
    two = _make(cast, "Two", {"member_of": [one.pk]})
    three = _make(cast, "Three", {"any": [{"member_of": [two.pk]}, IN_RAYONG]})
    with pytest.raises(SegmentCircle) as refused:
        change_segment(
            one,
            name="One",
            description="",
            rule={"not": {"member_of": [three.pk]}},
            version=one.version,
            by=cast.manager,
        )
    assert refused.value.names == ["One", "Three", "Two", "One"]
    assert "One → Three" in str(refused.value)
    with pytest.raises(SegmentCircle):
        change_segment(
            one, name="One", description="", rule={"member_of": [one.pk]}, version=one.version, by=cast.manager
        )
    with pytest.raises(SegmentInUse):
        archive_segment(one, version=one.version, by=cast.manager)


def test_a_broken_rule_keeps_its_members_while_the_others_move(cast: Cast, base: list[Customer]) -> None:
    broken, sound = _make(cast, "Broken", IN_RAYONG), _make(cast, "Sound", IN_RAYONG)
    Segment.objects.filter(pk=broken.pk).update(predicate={"field": "gone", "op": "is_known"})
    _move(base[0], "ตราด")
    assert evaluate_everybody(at=timezone.now()).segments == 1
    assert _members(broken) == {base[0].pk, base[1].pk}
    assert _members(sound) == {base[1].pk}


def test_only_those_named_are_looked_at(cast: Cast, base: list[Customer]) -> None:
    segment = _make(cast, "Rayong", IN_RAYONG)
    _move(base[0], "ตราด")
    _move(base[1], "ตราด")
    _move(base[2], "ระยอง")
    evaluate_customers([base[1].pk, base[2].pk], at=timezone.now())
    assert _members(segment) == {base[0].pk, base[2].pk}


def test_a_change_shows_in_the_segments_by_its_event(cast: Cast, base: list[Customer]) -> None:
    segment = _make(cast, "Rayong", IN_RAYONG)
    customer = Customer.objects.get(pk=base[3].pk)
    edit_customer(customer, {"province": "Rayong"}, version=customer.version, by=cast.administrator)
    segments_follow_changes(Event.objects.filter(verb="customer.changed").latest("id"))
    segments_follow_changes(Event.objects.filter(verb="customer.changed").latest("id"))
    assert set(Unevaluated.objects.values_list("pk", flat=True)) == {customer.pk}
    assert work_out() == 1
    assert customer.pk in _members(segment)
    assert not Unevaluated.objects.exists()
    assert work_out() == 0


def test_after_midnight_relative_days_move_on_and_once_only(cast: Cast, base: list[Customer]) -> None:
    CustomerScore.objects.update_or_create(
        pk=base[0].pk, defaults={"last_at": timezone.localdate(), "tense": "current"}
    )
    fresh = _make(cast, "Fresh", {"field": "last_purchase", "op": "in_last_days", "value": 0})
    plain = _make(cast, "Plain", IN_RAYONG)
    assert _members(fresh) == {base[0].pk}
    assert evaluate_on_a_new_day() == 0
    CustomerScore.objects.filter(pk=base[0].pk).update(last_at=timezone.localdate() - timedelta(days=1))
    Segment.objects.filter(pk__in=[fresh.pk, plain.pk]).update(evaluated_at=timezone.now() - timedelta(days=1))
    assert evaluate_on_a_new_day() == 1
    assert _members(fresh) == set()
    assert evaluate_on_a_new_day() == 0


def test_an_old_day_can_be_rebuilt_from_what_the_passes_left(cast: Cast, base: list[Customer]) -> None:
    segment = _make(cast, "Rayong", IN_RAYONG)
    SegmentMembership.objects.update(valid_from=datetime(2026, 3, 1, tzinfo=UTC))
    _move(base[0], "ตราด")
    evaluate_everybody(at=datetime(2026, 3, 5, tzinfo=UTC))
    assert members_on(segment, datetime(2026, 3, 2).date()) == {base[0].pk, base[1].pk}
    assert members_on(segment, datetime(2026, 3, 6).date()) == {base[1].pk}
