from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from idic.foundation.events.operations.append import NewEvent, append_event
from idic.foundation.events.undoing import latest_event_id


@pytest.mark.django_db
def test_only_what_was_just_done_is_offered(cast: Any) -> None:
    """Otherwise a save that changed nothing would offer to take back the act before it."""
    with transaction.atomic():
        append_event(
            NewEvent("customer.assigned", "customer", 7), by=cast.sales, at=timezone.now() - timedelta(minutes=5)
        )
    assert latest_event_id(cast.sales, "customer", 7) is None
    with transaction.atomic():
        done = append_event(NewEvent("customer.assigned", "customer", 7), by=cast.sales)
    assert latest_event_id(cast.sales, "customer", 7) == done
    assert latest_event_id(cast.manager, "customer", 7) is None
