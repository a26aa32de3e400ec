from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.utils import timezone

from idic.domain.differentiate.errors import FigureOutdated, FigureRefused
from idic.domain.differentiate.models import MarketFigure, Segment, SegmentMembership
from idic.domain.differentiate.operations.market import FigureFacts, record_figure, remove_figure
from idic.domain.differentiate.queries.market import market_map
from idic.domain.identify.models import Competitor, Customer
from idic.foundation.accounts.errors import NotAllowed
from idic.foundation.events.models import Event
from idic.foundation.events.undoing import latest_event_id, undo_event
from tests.conftest import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def segment(cast: Cast) -> Segment:
    made = Segment.objects.create(name="Cafés", predicate={"all": []}, owner=cast.analyst, size=40)
    moment = datetime(2024, 1, 1, tzinfo=UTC)
    people = Customer.objects.bulk_create(
        Customer(name=f"Café {number}", created_at=moment, updated_at=moment) for number in range(3)
    )
    for number, person in enumerate(people):
        SegmentMembership.objects.create(
            segment=made, customer=person, rule_version=1, valid_from=datetime(2024 + number, 6, 1, tzinfo=UTC)
        )
    return made


def test_our_part_is_counted_and_theirs_is_told(segment: Segment, cast: Cast) -> None:
    record_figure(segment, FigureFacts(2025, 20, "Trade fair", "Rival"), by=cast.analyst)
    record_figure(segment, FigureFacts(2025, 5, "Hearsay", "Small"), by=cast.analyst)
    record_figure(segment, FigureFacts(2025, 100, "Census", url="https://example.org/census"), by=cast.analyst)
    found = market_map(cast.analyst)
    (row,) = found.rows
    assert (found.year, [seller.name for seller in found.sellers]) == (2025, ["Rival", "Small"])
    # At the end of 2025 two had joined.
    assert (row.ours, row.told, row.rest, row.share) == (2, 27, 73, 0.02)
    assert row.market is not None
    assert (row.market.source, row.market.url) == ("Census", "https://example.org/census")


def test_the_year_that_lasts_counts_who_is_in_the_segment_now(segment: Segment, cast: Cast) -> None:
    year = timezone.localdate().year
    record_figure(segment, FigureFacts(year, 30, "Study"), by=cast.analyst)
    (row,) = market_map(cast.analyst, year=year).rows
    assert (row.ours, row.is_counted_now, row.rest, row.is_too_small) == (40, True, 0, True)


def test_a_year_before_the_first_membership_says_that_it_counts_now(segment: Segment, cast: Cast) -> None:
    record_figure(segment, FigureFacts(2020, 300, "Study"), by=cast.analyst)
    (row,) = market_map(cast.analyst, year=2020).rows
    assert (row.ours, row.is_counted_now) == (40, True)


def test_a_figure_told_again_corrects_it_and_two_hands_do_not_overwrite(segment: Segment, cast: Cast) -> None:
    first = record_figure(segment, FigureFacts(2025, 20, "Trade fair", "Rival"), by=cast.analyst)
    second = record_figure(segment, FigureFacts(2025, 25, "Study", "rival"), version=1, by=cast.analyst)
    assert (second.pk, second.version, Competitor.objects.count()) == (first.pk, 2, 1)
    with pytest.raises(FigureOutdated):
        record_figure(segment, FigureFacts(2025, 1, "Study", "Rival"), version=1, by=cast.analyst)


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        (FigureFacts(2568, 1, "Study"), "year"),
        (FigureFacts(2025, -1, "Study"), "customers"),
        (FigureFacts(2025, 1, "  "), "source"),
        (FigureFacts(2025, 1, "Study", url="javascript:alert(1)"), "url"),
        (FigureFacts(2025, 1, "Study", competitor="\x00"), "competitor"),
    ],
)
def test_a_figure_that_cannot_be_kept_is_refused_at_its_field(
    segment: Segment, cast: Cast, facts: FigureFacts, field: str
) -> None:
    with pytest.raises(FigureRefused) as refusal:
        record_figure(segment, facts, by=cast.analyst)
    assert refusal.value.field == field
    assert not MarketFigure.objects.exists()


def test_recording_and_removing_are_taken_back(segment: Segment, cast: Cast) -> None:
    figure = record_figure(segment, FigureFacts(2025, 20, "Trade fair", "Rival"), by=cast.analyst)
    record_figure(segment, FigureFacts(2025, 30, "Study", "Rival"), by=cast.analyst)
    event = latest_event_id(cast.analyst, "market_figure", figure.pk)
    assert event is not None
    undo_event(event, by=cast.analyst)
    figure.refresh_from_db()
    assert (figure.customers, figure.source) == (20, "Trade fair")
    pk = figure.pk
    remove_figure(figure, by=cast.analyst)
    removal = Event.objects.get(verb="market_figure.removed")
    undo_event(removal.pk, by=cast.analyst)
    assert MarketFigure.objects.get().customers == 20
    assert Event.objects.filter(subject_kind="market_figure", subject_id=pk).exists()


def test_who_may_not_change_segments_tells_no_figures(segment: Segment, cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        record_figure(segment, FigureFacts(2025, 20, "Trade fair"), by=cast.sales)
