from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from idic.domain.differentiate.models import MarketFigure, Segment
from tests.conftest import Cast

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]


@pytest.fixture
def segment(cast: Cast) -> Segment:
    return Segment.objects.create(name="Cafés", predicate={"all": []}, owner=cast.analyst, size=40)


def _told(segment: Segment, **more: str) -> dict[str, str]:
    return {
        "segment": str(segment.pk), "of": "competitor", "competitor": "Rival", "year": "2025", "customers": "20",
        "source": "Trade fair", "url": "", "note": "", **more,
    }  # fmt: skip


def test_a_figure_goes_onto_the_map_and_its_source_with_it(signed_in: SignIn, segment: Segment) -> None:
    client = signed_in("analyst")
    empty = client.get(reverse("market:map")).content.decode()
    assert "Nothing is told of the market yet" in empty
    answer = client.post(reverse("market:add"), _told(segment), follow=True)
    page = answer.content.decode()
    assert "Trade fair" in page
    assert "Rival" in page
    figure = MarketFigure.objects.get()
    client.post(reverse("market:change", args=[figure.pk]), {"customers": "25", "source": "Study", "version": "1"})
    figure.refresh_from_db()
    assert (figure.customers, figure.source, figure.year) == (25, "Study", 2025)
    client.post(reverse("market:remove", args=[figure.pk]))
    assert not MarketFigure.objects.exists()


def test_what_cannot_be_kept_is_told_at_the_field_and_nothing_typed_is_lost(
    signed_in: SignIn, segment: Segment
) -> None:
    client = signed_in("analyst")
    answer = client.post(reverse("market:add"), _told(segment, competitor="", source="A talk"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Give the name of the competitor." in page
    assert "A talk" in page
    stale = client.post(reverse("market:add"), _told(segment, year="2568"))
    assert stale.status_code == 422


def test_a_year_that_is_none_shows_the_newest(signed_in: SignIn, segment: Segment) -> None:
    client = signed_in("analyst")
    client.post(reverse("market:add"), _told(segment))
    for year in ("", "0000", "๒๕๖๘", "99999", "x"):
        assert "Trade fair" in client.get(reverse("market:map"), {"year": year}).content.decode()
