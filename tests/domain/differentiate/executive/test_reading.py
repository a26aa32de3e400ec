"""A reading of a small known base: real database, real refresh, real snapshot."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from idic.domain.differentiate.executive.content import Content
from idic.domain.differentiate.executive.operations.reading import keep_reading
from idic.domain.differentiate.executive.queries.readings import newest_reading
from idic.domain.differentiate.models import Refresh
from idic.domain.differentiate.operations.refresh import refresh_scores
from idic.domain.identify.models import Customer
from idic.domain.identify.operations.sources import ensure_source
from idic.domain.sales.models import Purchase
from idic.foundation.accounts.errors import NotAllowed
from tests.conftest import Cast

pytestmark = pytest.mark.django_db(transaction=True)
LAST = date(2026, 10, 31)


def _refreshed(per_month: dict[tuple[int, int], int]) -> Refresh:
    """Two customers, of Bangkok in two spellings; the first buys for 100 in each month, so many times, the second once."""
    source = ensure_source(code="till", name="Till", by=None)
    moment = datetime(2025, 1, 1, tzinfo=UTC)
    people = Customer.objects.bulk_create(
        Customer(name=province, province=province, created_at=moment, updated_at=moment)
        for province in ("กรุงเทพมหานคร", "Bangkok")
    )
    Purchase.objects.bulk_create(
        Purchase(
            source=source, key=f"{year}-{month}-{number}", customer=people[0 if number else 1], currency="THB",
            at=datetime(year, month, 10 + number % 10, 5, tzinfo=UTC), total=Decimal(100), line_count=1, channel="web",
        )
        for (year, month), count in per_month.items()
        for number in range(count + 1)
    )  # fmt: skip
    return refresh_scores(report=lambda *_: None, as_of=LAST)


def _year(now: int) -> dict[tuple[int, int], int]:
    return {(2025 if month > 10 else 2026, month): 2 for month in range(1, 13)} | {(2025, 10): 2, (2026, 10): now}


def test_series_causes_and_members_are_those_of_the_purchases(cast: Cast) -> None:
    refresh = _refreshed(_year(5))
    reading = keep_reading(refresh.snapshot, as_of=LAST)
    assert reading is not None
    found = newest_reading(cast.manager)
    assert found is not None
    content = found[1]
    assert content == Content.from_json(content.to_json())
    assert content.value("net_sales", content.last) == 600
    assert content.value("buyers", content.last) == 2
    assert content.value("kept_customers", content.last) == 1
    assert content.value("late_contacts", content.last) is None
    year_before, month_before = content.causes
    assert (year_before.against, month_before.against) == (content.last - 12, content.last - 1)
    assert sum(one.change for one in month_before.factors) == pytest.approx(300)
    # one spelling of one province is no dimension that takes anything apart
    assert "province" not in month_before.members


def test_the_same_snapshot_read_again_is_one_reading(cast: Cast) -> None:
    refresh = _refreshed(_year(3))
    first, second = (keep_reading(refresh.snapshot, as_of=LAST) for _ in range(2))
    assert first is not None
    assert second is not None
    assert first.pk == second.pk


def test_before_a_whole_month_there_is_no_reading(cast: Cast) -> None:
    refresh = _refreshed({})
    assert keep_reading(refresh.snapshot, as_of=LAST) is None
    assert newest_reading(cast.manager) is None


def test_the_page_is_not_for_everybody(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        newest_reading(cast.service)
