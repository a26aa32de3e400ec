from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from idic.domain.differentiate.executive.errors import TargetOutdated, TargetRefused
from idic.domain.differentiate.executive.operations.targets import set_target
from idic.domain.differentiate.executive.queries.readings import target_for, targets
from idic.domain.differentiate.models import ExecutiveTarget
from idic.foundation.accounts.errors import NotAllowed
from idic.foundation.events.models import Event
from idic.foundation.events.undoing import latest_event_id, undo_event
from tests.conftest import Cast

pytestmark = pytest.mark.django_db
MAY = date(2026, 5, 17)


def test_a_target_holds_from_its_month_until_another_takes_over(cast: Cast) -> None:
    set_target("net_sales", starts_on=MAY, value=Decimal(100), by=cast.analyst)
    set_target("net_sales", starts_on=date(2026, 8, 1), value=Decimal(120), by=cast.analyst)
    told = targets(cast.analyst)
    held = {month: target_for(told, "net_sales", 2026 * 12 + month - 1) for month in (4, 5, 7, 8, 12)}
    assert {month: int(one.value) if one else None for month, one in held.items()} == {
        4: None, 5: 100, 7: 100, 8: 120, 12: 120,
    }  # fmt: skip


def test_told_again_it_is_corrected_and_taken_back_it_is_as_before(cast: Cast) -> None:
    first = set_target("buyers", starts_on=MAY, value=Decimal(50), by=cast.analyst)
    assert first is not None
    set_target("buyers", starts_on=MAY, value=Decimal(60), tolerance=0.1, by=cast.analyst)
    event = latest_event_id(cast.analyst, "target", first.pk)
    assert event is not None
    undo_event(event, by=cast.analyst)
    kept = ExecutiveTarget.objects.get()
    assert (kept.value, kept.tolerance) == (50, 0.05)


def test_a_target_that_was_taken_away_comes_back(cast: Cast) -> None:
    target = set_target("buyers", starts_on=MAY, value=Decimal(50), by=cast.analyst)
    assert target is not None
    pk = target.pk
    set_target("buyers", starts_on=MAY, value=None, by=cast.analyst)
    assert not ExecutiveTarget.objects.exists()
    event = latest_event_id(cast.analyst, "target", pk)
    assert event is not None
    undo_event(event, by=cast.analyst)
    assert ExecutiveTarget.objects.get().value == 50


def test_the_same_again_leaves_no_trace(cast: Cast) -> None:
    for _ in range(2):
        set_target("buyers", starts_on=MAY, value=Decimal(50), by=cast.analyst)
    assert Event.objects.filter(verb="target.set").count() == 1


def test_two_people_do_not_overwrite_each_other(cast: Cast) -> None:
    set_target("buyers", starts_on=MAY, value=Decimal(50), version=0, by=cast.analyst)
    with pytest.raises(TargetOutdated):
        set_target("buyers", starts_on=MAY, value=Decimal(60), version=0, by=cast.manager)


@pytest.mark.parametrize(
    ("figure", "value", "field"),
    [("nothing", "1", "figure"), ("net_sales", "NaN", "value"), ("buyers", "1e20", "value"), ("late_contacts", "2", "value")],
)  # fmt: skip
def test_what_cannot_be_a_target_is_refused_at_its_field(figure: str, value: str, field: str, cast: Cast) -> None:
    with pytest.raises(TargetRefused) as caught:
        set_target(figure, starts_on=MAY, value=Decimal(value), by=cast.analyst)
    assert caught.value.field == field


def test_whoever_may_not_set_reports_sets_no_target(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        set_target("buyers", starts_on=MAY, value=Decimal(1), by=cast.sales)
