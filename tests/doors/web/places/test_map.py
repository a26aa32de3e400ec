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


def test_the_map_opens_where_most_customers_live_and_says_what_it_does_not_show(
    signed_in: SignIn, company: Path
) -> None:
    page = signed_in("manager").get(reverse("places:overview")).content.decode()
    assert (
        '<a href="/map/?figure=customers&amp;period=last_12_months&amp;on=th" aria-current="page">Thailand</a>' in page
    )
    # two spellings of one province are one region
    assert '"name": "TH-10", "value": 3' in page
    assert "Without a known place, and so on no map: 1." in page
    assert "On other maps: 1." in page


def test_the_world_knows_the_country_of_a_province_where_the_record_names_none(
    signed_in: SignIn, company: Path
) -> None:
    page = signed_in("manager").get(reverse("places:overview"), {"on": "world"}).content.decode()
    assert '"name": "TH", "value": 3' in page
    assert '"name": "TW", "value": 1' in page


def test_a_ratio_is_that_of_the_sums(signed_in: SignIn, company: Path) -> None:
    asked = {"figure": "sales_per_buyer", "period": "all"}
    page = signed_in("manager").get(reverse("places:overview"), asked).content.decode()
    assert '"name": "TH-10", "value": 100' in page


def test_unknown_words_of_an_address_do_not_narrow(signed_in: SignIn, company: Path) -> None:
    asked = {"on": "mars", "figure": "x", "period": "y", "segment": "999999"}
    assert signed_in("manager").get(reverse("places:overview"), asked).status_code == 200


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
