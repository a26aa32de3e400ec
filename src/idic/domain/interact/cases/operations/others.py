"""Cases that are somebody's because another one is, all in a few statements."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import timezone

from idic.domain.identify.models import Customer
from idic.domain.interact.cases.clocks.keeping import keep_clocks_for
from idic.domain.interact.cases.models import Case, Message
from idic.domain.interact.cases.operations.rows import event_of, set_keys
from idic.domain.interact.cases.rules import visible_cases
from idic.foundation.accounts.models import User
from idic.foundation.events.operations.append import append_events

_READ = 20
_WRITTEN = ["customer", "version", "due_at", "search_text", "search_keys", "updated_at"]


def lock_in_order(ids: Sequence[int], *, by: User) -> list[Case]:
    """Those that the person may still change."""
    reached = visible_cases(by, "case.change").filter(pk__in=list(ids)).order_by().values("pk")
    found = Case.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=reached)
    return list(found.order_by("pk"))


def give_others(rows: Sequence[Case], customer: Customer | None, *, by: User) -> Sequence[Case]:
    """`rows` are locked and open. Each gets its event."""
    if not rows:
        return rows
    before = {row.pk: row.customer_id for row in rows}
    said, now = _said(rows), timezone.now()
    for row in rows:
        row.customer, row.updated_at = customer, now
        row.version += 1
        # a mail that opened the case stands there already
        set_keys(row, [text for text in said.get(row.pk, ()) if text != row.text])
    keep_clocks_for(rows, customer.pk if customer else None, by=by)
    Case.objects.bulk_update(rows, _WRITTEN)
    append_events(
        [
            event_of(
                "case.changed", row, before={"customer_id": before[row.pk]}, after={"customer_id": row.customer_id}
            )
            for row in rows
        ],
        by=by,
    )
    return rows


def _said(rows: Sequence[Case]) -> dict[int, list[str]]:
    """The first words of each, as a case is found by them."""
    found: dict[int, list[str]] = {}
    ids = [row.pk for row in rows]
    first = Message.objects.filter(case__in=ids).order_by("case", "at", "pk").values_list("case", "text")
    for pk, text in first:
        mine = found.setdefault(pk, [])
        if len(mine) < _READ:
            mine.append(text)
    return found
