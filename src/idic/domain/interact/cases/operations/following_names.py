from __future__ import annotations

from django.db import transaction

from idic.domain.interact.cases.models import Case
from idic.domain.interact.cases.operations.rows import set_search

_MOST = 500


@transaction.atomic
def find_by_name_of(customer_id: int) -> int:
    """Cases are found by the name that their customer has now; of more than these the newest. Nothing about a case
    changes, so nothing is told."""
    newest = (
        Case.objects.filter(customer=customer_id, deleted_at__isnull=True).order_by("-pk").values_list("pk", flat=True)
    )
    rows = list(
        Case.objects.select_for_update(of=("self",), no_key=True)
        .filter(pk__in=list(newest[:_MOST]))
        .select_related("customer")
        .order_by("pk")
    )
    for row in rows:
        set_search(row)
    Case.objects.bulk_update(rows, ["search_text", "search_keys", "signature"], batch_size=100)
    return len(rows)
