from __future__ import annotations

from django.db import transaction

from idic.domain.interact.cases.models import Case
from idic.domain.interact.cases.operations.rows import set_search

_MOST = 500


@transaction.atomic
def find_by_name_of(customer_id: int) -> int:
    """Cases are found by the name that their customer has now; of more than these the newest. Nothing about a case
    changes, so nothing is told."""
    rows = list(
        Case.objects.select_for_update(of=("self",))
        .filter(customer=customer_id, deleted_at__isnull=True)
        .select_related("customer")
        .order_by("-pk")[:_MOST]
    )
    for row in rows:
        set_search(row)
    Case.objects.bulk_update(rows, ["search_text", "search_keys", "signature"], batch_size=100)
    return len(rows)
