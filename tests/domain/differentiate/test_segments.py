from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.utils import translation

from idic.domain.differentiate.errors import SegmentNameMissing, SegmentOutdated
from idic.domain.differentiate.models import CustomerScore, Refresh, Segment, SegmentMembership
from idic.domain.differentiate.operations.segments import (
    archive_segment,
    change_segment,
    create_segment,
    ensure_ready_segments,
    evaluate_all_segments,
    evaluate_segment,
)
from idic.domain.differentiate.queries.members import members_of, profile_of
from idic.domain.differentiate.queries.quality import quality_of
from idic.domain.differentiate.queries.segments import (
    count_rule,
    day_of_figures,
    explain_membership,
    members_on,
    overlaps,
    past_day,
)
from idic.domain.differentiate.ready_segments import READY, segment_description, segment_name
from idic.domain.identify.models import Customer
from idic.foundation.accounts.errors import NotAllowed
from idic.foundation.events.models import Event
from tests.conftest import Cast

IN_PROVINCE: dict[str, Any] = {"field": "province", "op": "eq", "value": "Rayong"}
WITH_PHONE: dict[str, Any] = {"field": "phone", "op": "is_known"}


@pytest.fixture
def base(make_customer: Callable[..., Any]) -> list[Customer]:
    """Two in Rayong, one in Trat, one of whom the province is not known."""
    return [
        make_customer(given_name="A", family_name="One", province="Rayong", phone="0811111111"),
        make_customer(given_name="B", family_name="Two", province="Rayong"),
        make_customer(given_name="C", family_name="Three", province="Trat", phone="0833333333"),
        make_customer(given_name="D", family_name="Four", email="d@example.com"),
    ]


def _segment(cast: Cast, rule: dict[str, Any] = IN_PROVINCE, name: str = "Rayong") -> Segment:
    return create_segment(name=name, description="", rule=rule, by=cast.manager)


def _move(customer: Customer, province: str) -> None:
    Customer.objects.filter(pk=customer.pk).update(province=province)


def test_a_new_segment_is_evaluated_at_once_and_told(cast: Cast, base: list[Customer]) -> None:
    segment = _segment(cast)
    assert (segment.size, segment.gained, segment.lost, segment.rule_version) == (2, 2, 0, 1)
    assert set(CustomerScore.objects.filter(segment_ids__contains=[segment.pk]).values_list("pk", flat=True)) == {
        base[0].pk, base[1].pk,
    }  # fmt: skip
    event = Event.objects.filter(verb="segment.created", subject_id=segment.pk).get()
    assert event.after["predicate"] == IN_PROVINCE


def test_the_count_tells_members_unknown_and_base(base: list[Customer]) -> None:
    count = count_rule(IN_PROVINCE)
    assert (count.members, count.unknown, count.base) == (2, 1, 4)
    opposite = count_rule({"not": IN_PROVINCE})
    assert (opposite.members, opposite.unknown) == (1, 1)


def test_who_leaves_gets_an_end_and_who_stays_is_not_touched(cast: Cast, base: list[Customer]) -> None:
    segment = _segment(cast)
    began = SegmentMembership.objects.get(customer=base[0]).valid_from
    _move(base[1], "ตราด")
    _move(base[2], "ระยอง")
    evaluate_segment(segment, at=began + timedelta(days=1))
    segment.refresh_from_db()
    assert (segment.size, segment.gained, segment.lost) == (2, 1, 1)
    kept = {one.customer_id: one for one in SegmentMembership.objects.all()}
    assert (kept[base[0].pk].valid_from, kept[base[0].pk].valid_to) == (began, None)
    assert kept[base[1].pk].valid_to == began + timedelta(days=1)
    assert kept[base[2].pk].valid_from == began + timedelta(days=1)


def test_a_past_day_shows_the_members_of_that_day(cast: Cast, base: list[Customer]) -> None:
    segment = _segment(cast)
    SegmentMembership.objects.all().delete()
    first, second = datetime(2026, 3, 1, 3, tzinfo=UTC), datetime(2026, 3, 5, 3, tzinfo=UTC)
    evaluate_segment(segment, at=first)
    _move(base[0], "ตราด")
    evaluate_segment(segment, at=second)
    assert members_on(segment, date(2026, 2, 28)) == set()
    assert members_on(segment, date(2026, 3, 1)) == {base[0].pk, base[1].pk}
    assert members_on(segment, date(2026, 3, 4)) == {base[0].pk, base[1].pk}
    assert members_on(segment, date(2026, 3, 5)) == {base[1].pk}
    counted = past_day(segment, date(2026, 3, 4))
    assert (counted.members, counted.still) == (2, 1)


def test_a_day_ends_at_midnight_of_the_business_and_not_of_the_database(cast: Cast, base: list[Customer]) -> None:
    """18:30 in UTC is half past one of the next day in Bangkok."""
    segment = _segment(cast)
    SegmentMembership.objects.all().delete()
    evaluate_segment(segment, at=datetime(2026, 3, 1, 18, 30, tzinfo=UTC))
    assert members_on(segment, date(2026, 3, 1)) == set()
    assert members_on(segment, date(2026, 3, 2)) == {base[0].pk, base[1].pk}


def test_a_changed_rule_is_a_new_version_and_the_old_membership_stays_on_record(
    cast: Cast, base: list[Customer]
) -> None:
    segment = _segment(cast)
    changed = change_segment(
        segment, name="Rayong", description="", rule=WITH_PHONE, version=segment.version, by=cast.analyst
    )
    assert (changed.rule_version, changed.version, changed.size) == (2, 2, 2)
    old = SegmentMembership.objects.filter(segment=segment, rule_version=1)
    assert old.count() == 2
    assert not old.filter(valid_to=None).exists()
    open_now = SegmentMembership.objects.filter(segment=segment, valid_to=None)
    assert set(open_now.values_list("customer_id", "rule_version")) == {(base[0].pk, 2), (base[2].pk, 2)}


def test_a_rule_wrapped_in_a_group_by_the_builder_is_the_same_rule(cast: Cast, base: list[Customer]) -> None:
    segment = _segment(cast)
    changed = change_segment(
        segment, name="The east", description="Close to the sea", rule={"all": [IN_PROVINCE]}, version=1,
        by=cast.manager,
    )  # fmt: skip
    assert (changed.name, changed.rule_version, changed.predicate) == ("The east", 1, IN_PROVINCE)
    assert SegmentMembership.objects.filter(segment=segment, valid_to=None).count() == 2
    event = Event.objects.filter(verb="segment.changed").get()
    assert event.before == {"name": "Rayong", "description": ""}


def test_an_outdated_change_is_refused_and_nothing_is_written(cast: Cast, base: list[Customer]) -> None:
    segment = _segment(cast)
    change_segment(segment, name="First", description="", rule=IN_PROVINCE, version=1, by=cast.manager)
    with pytest.raises(SegmentOutdated):
        change_segment(segment, name="Second", description="", rule=WITH_PHONE, version=1, by=cast.quality)
    segment.refresh_from_db()
    assert (segment.name, segment.rule_version) == ("First", 1)


def test_an_archived_segment_leaves_the_scores_and_keeps_its_history(cast: Cast, base: list[Customer]) -> None:
    segment = _segment(cast)
    archive_segment(segment, version=segment.version, by=cast.manager)
    assert not CustomerScore.objects.filter(segment_ids__contains=[segment.pk]).exists()
    assert SegmentMembership.objects.filter(segment=segment).exclude(valid_to=None).count() == 2
    evaluate_all_segments(at=datetime(2026, 12, 1, tzinfo=UTC))
    assert not CustomerScore.objects.filter(segment_ids__contains=[segment.pk]).exists()
    with pytest.raises(SegmentOutdated):
        archive_segment(segment, version=1, by=cast.manager)


@pytest.mark.parametrize("name", ["service", "sales"])
def test_who_may_not_change_segments_is_refused(cast: Cast, name: str) -> None:
    with pytest.raises(NotAllowed):
        create_segment(name="x", description="", rule=IN_PROVINCE, by=getattr(cast, name))


def test_a_segment_needs_a_name(cast: Cast) -> None:
    with pytest.raises(SegmentNameMissing):
        create_segment(name="  ", description="", rule=IN_PROVINCE, by=cast.manager)


def test_ready_segments_are_made_once_whatever_people_do_with_them(cast: Cast) -> None:
    ensure_ready_segments()
    ensure_ready_segments()
    assert sorted(Segment.objects.values_list("code", flat=True)) == sorted(ready.code for ready in READY)
    champions, lost = Segment.objects.get(code="champions"), Segment.objects.get(code="lost")
    change_segment(champions, name="Our best", description="", rule=WITH_PHONE, version=1, by=cast.manager)
    archive_segment(lost, version=1, by=cast.manager)
    ensure_ready_segments()
    assert Segment.objects.count() == len(READY)
    champions.refresh_from_db()
    assert segment_name(champions) == "Our best"


def test_a_ready_segment_saved_as_it_was_shown_stays_worded_in_every_language(cast: Cast) -> None:
    ensure_ready_segments()
    new = Segment.objects.get(code="new")
    with translation.override("en"):
        shown = {"name": segment_name(new), "description": segment_description(new)}
        change_segment(new, **shown, rule=IN_PROVINCE, version=1, by=cast.manager)
    new.refresh_from_db()
    assert (new.name, new.description, new.rule_version) == ("new", "", 2)


def test_last_days_are_counted_from_the_day_of_the_figures(cast: Cast, base: list[Customer]) -> None:
    moment = datetime(2012, 1, 5, tzinfo=UTC)
    Refresh.objects.create(snapshot="old", as_of=date(2011, 12, 9), watermark=0, started_at=moment, finished_at=moment)
    CustomerScore.objects.create(customer=base[0], first_at=date(2011, 11, 20))
    CustomerScore.objects.create(customer=base[1], first_at=date(2011, 5, 20))
    assert day_of_figures() == date(2011, 12, 9)
    rule = {"field": "first_purchase", "op": "in_last_days", "value": 60}
    assert count_rule(rule).members == 1
    assert _segment(cast, rule, "New").size == 1
    assert explain_membership(Segment.objects.get(name="New"), base[0].pk).is_member


def test_shares_of_spend_leave_out_what_was_refunded(cast: Cast, base: list[Customer]) -> None:
    for customer, spent in zip(base, (300, -50, 100, 0), strict=True):
        CustomerScore.objects.create(customer=customer, monetary=spent)
    assert _segment(cast).revenue_share == pytest.approx(0.75)


def test_overlap_profile_and_quality_describe_the_members(cast: Cast, base: list[Customer]) -> None:
    segment, other = _segment(cast), _segment(cast, WITH_PHONE, "With phone")
    assert [(one.segment.pk, one.shared) for one in overlaps(segment)] == [(other.pk, 1)]
    profile = profile_of(segment)
    assert (profile.province, profile.rfm_group, profile.tier) == ([("ระยอง", 2)], [("", 2)], [("", 2)])
    quality = quality_of(segment)
    assert quality.known == {"province": 0.75}
    assert (quality.measurable.passed, quality.substantial.passed) == (False, False)
    # a phone is known of one, and nobody has agreed to be written to
    assert (quality.by_consent, quality.accessible.figure) == (True, 0.0)


def test_members_are_only_those_whom_the_reader_may_see(cast: Cast, make_customer: Callable[..., Any]) -> None:
    mine = make_customer(by=cast.sales, given_name="E", family_name="Five", province="Rayong")
    make_customer(by=cast.service, given_name="F", family_name="Six", province="Rayong")
    segment = _segment(cast)
    assert segment.size == 2
    assert [customer.pk for customer in members_of(segment, cast.sales, sort="value")] == [mine.pk]
    assert members_of(segment, cast.manager, sort="spend").count() == 2
