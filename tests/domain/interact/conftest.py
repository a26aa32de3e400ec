from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

TODAY = date(2026, 11, 23)


@pytest.fixture
def make_segment(cast) -> Callable[..., object]:
    """A segment with the given customers in it, valued as given, without a refresh."""
    from idic.domain.differentiate.models import CustomerScore, Segment

    def make(values: dict[object, Decimal | None], code: str = "") -> object:
        segment = Segment.objects.create(code=code, name="Called soon", predicate={}, size=len(values))
        for customer, value in values.items():
            CustomerScore.objects.update_or_create(
                customer=customer, defaults={"lifetime_value": value, "segment_ids": [segment.pk]}
            )
        return segment

    return make


@pytest.fixture
def make_follow_up(cast) -> Callable[..., object]:
    from idic.domain.interact.operations.follow_ups import create_follow_up

    def make(customer, *, by=None, owner=None, **values):
        by = by or cast.administrator
        wanted = {"due_on": TODAY, "method": "telephone", "reason": "no_purchase", **values}
        return create_follow_up(customer, owner=owner or by, by=by, **wanted)

    return make
