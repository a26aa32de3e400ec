"""Purchases by the day, and a refresh that has fitted a model."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time
from decimal import Decimal

from django.utils import timezone

from idic.domain.differentiate.models import Refresh
from idic.domain.identify.models import Customer, Source
from idic.domain.sales.models import Purchase

#: Published estimates of the CDNOW data: Fader, Hardie and Lee 2005; spend: their note on gamma-gamma.
BUYING = {"model": "BgNbd", "parameters": {"r": 0.243, "alpha": 4.414, "a": 0.793, "b": 2.426}}
SPENDING = {"model": "GammaGamma", "parameters": {"p": 6.25, "q": 3.74, "v": 15.45}}


def bought(customer: Customer, days: Iterable[date], *, total: int = 100) -> None:
    source, _made = Source.objects.get_or_create(code="till", defaults={"name": "Till"})
    Purchase.objects.bulk_create(
        Purchase(
            source=source, key=f"{customer.pk}-{day}", customer=customer, total=Decimal(total), currency="THB", line_count=1,
            at=timezone.make_aware(datetime.combine(day, time(10))),
        )
        for day in days
    )  # fmt: skip


def refreshed(as_of: date, **changed: object) -> Refresh:
    moment = timezone.now()
    given = {
        "fitted": {"purchases": BUYING, "spend": SPENDING},
        "parameters": {"horizon_weeks": 52, "annual_discount": 0.1, "margin": 0.25},
    }
    return Refresh.objects.create(
        snapshot=f"s{Refresh.objects.count()}", as_of=as_of, watermark=0, started_at=moment, finished_at=moment,
        **{**given, **changed},
    )  # fmt: skip
