from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from idic.domain.identify.merging.apart import keep_customers_apart
from idic.domain.identify.models import PossibleDuplicate
from idic.domain.identify.queries.possible_duplicates import access_pair
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.models import User
from idic.foundation.events.operations.append import NewEvent, append_events


@transaction.atomic
def dismiss_pair(pk: int, *, by: User) -> PossibleDuplicate:
    """These are two: nobody is asked again, no run merges them, and both customers remember who said so."""
    access_pair(by, pk)
    pair = PossibleDuplicate.objects.select_for_update(of=("self",)).select_related("first", "second").get(pk=pk)
    if pair.dismissed_at is not None:  # somebody else said so a moment ago
        raise NotVisible
    pair.dismissed_at, pair.dismissed_by = timezone.now(), by
    pair.save(update_fields=["dismissed_at", "dismissed_by"])
    keep_customers_apart(pair.first_id, [pair.second_id], by=by, at=pair.dismissed_at)
    append_events(
        [
            NewEvent("customer.kept_apart", "customer", one.pk, customer_id=one.pk, after={"other": other.name})
            for one, other in ((pair.first, pair.second), (pair.second, pair.first))
        ],
        by=by,
    )
    return pair
