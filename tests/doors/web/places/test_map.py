"""The map over a real refresh, asked through the real process that answers questions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from idic.domain.differentiate.operations.refresh import refresh_scores
from idic.domain.identify.models import Customer
from idic.domain.identify.operations.sources import ensure_source
from idic.domain.sales.models import Purchase
from tests.asking import answering
from tests.conftest import Cast

pytestmark = pytest.mark.django_db(transaction=True)
SignIn = Callable[[str], Client]
MOMENT = datetime(2026, 10, 1, 5, tzinfo=UTC)


@pytest.fixture
def company(cast: Cast) -> Iterator[Path]:
    """Three of Bangkok in two spellings, one of Taipei, one of nowhere."""
    places = [("TH", "กรุงเทพมหานคร"), ("", "Bangkok"), ("TH", "กรุงเทพมหานคร"), ("TW", "台北市"), ("", "")]
    people = Customer.objects.bulk_create(
        Customer(name=str(number), country=country, province=province, created_at=MOMENT, updated_at=MOMENT)
        for number, (country, province) in enumerate(places)
    )
    source = ensure_source(code="till", name="Till", by=None)
    Purchase.objects.bulk_create(
        Purchase(
            source=source,
            key=str(person.pk),
            customer=person,
            currency="THB",
            at=MOMENT,
            total=Decimal(100),
            line_count=1,
        )
        for person in people
    )
    refresh_scores(report=lambda *_: None, as_of=date(2026, 10, 2))
    with answering() as path:
        yield path


def test_the_map_shows_where_customers_live(signed_in: SignIn, company: Path) -> None:
    """The figures are computed once for all that only reads them."""
    reader = signed_in("manager")

    def page(**asked: str) -> str:
        answer = reader.get(reverse("places:overview"), asked)
        assert answer.status_code == 200
        return answer.content.decode()

    # it opens where most live, and says what it does not show
    first = page()
    assert (
        '<a href="/map/?figure=customers&amp;period=last_12_months&amp;on=th" aria-current="page">Thailand</a>' in first
    )
    # two spellings of one province are one region
    assert '"name": "TH-10", "value": 3' in first
    assert "Without a known place, and so on no map: 1." in first
    assert "On other maps: 1." in first

    # the world knows the country of a province where the record names none
    whole = page(on="world")
    assert '"name": "TH", "value": 3' in whole
    assert '"name": "TW", "value": 1' in whole

    # a ratio is that of the sums
    assert '"name": "TH-10", "value": 100' in page(figure="sales_per_buyer", period="all")

    # unknown words of an address do not narrow
    page(on="mars", figure="x", period="y", segment="999999")


def test_another_team_counts_its_own(signed_in: SignIn, cast: Cast, company: Path) -> None:
    Customer.objects.filter(province="台北市").update(team=cast.service.team)
    refresh_scores(report=lambda *_: None, as_of=date(2026, 10, 2))
    page = signed_in("sales").get(reverse("places:overview"), {"on": "world"}).content.decode()
    assert '"name": "TH", "value": 3' in page
    assert '"name": "TW"' not in page


@pytest.mark.usefixtures("cast")
def test_without_figures_the_page_leads_to_a_refresh(signed_in: SignIn) -> None:
    (settings.CONFIGURATION.warehouse_folder / "current").unlink(missing_ok=True)
    with answering():
        page = signed_in("manager").get(reverse("places:overview")).content.decode()
    assert "Refresh them on the value page" in page


@pytest.mark.usefixtures("cast")
def test_where_nobody_answers_the_page_says_so(signed_in: SignIn) -> None:
    answer = signed_in("manager").get(reverse("places:overview"))
    assert answer.status_code == 200
    assert 'role="alert"' in answer.content.decode()
