"""As of when the image is, and whom it may no longer speak of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Max

from idic.domain.differentiate.models import Refresh, Segment
from idic.domain.differentiate.operations.changes import concerned_by
from idic.foundation.events.models import Event

#: Segments and scores follow an event a little later: one that was followed while the image was read counts as later.
_MINUTES = 10
#: After these somebody is another whom they do not name.
_UNNAMED = (
    "attribute.deleted", "attribute.restored", "campaigns.loaded", "consents.imported", "import.undone", "linkage.merged",
    "records.renormalised", "sample.removed", "survivorship.applied",
)  # fmt: skip
_MANY = ("import.customers", "import.purchases", "bulk.changed", "bulk.undone")


@dataclass(frozen=True)
class Moment:
    """`settled` is an event, `stamp` changes when everybody's scores or memberships may have; `waiting` are those whose
    segments were still to be worked out."""

    settled: int
    stamp: object
    waiting: tuple[int, ...]


def moment_of(cursor: Any) -> Moment:
    """Read in the transaction of the cursor, which is one of Arrow; the stamp before it, so that it is never too new."""
    stamp = stamp_now()
    cursor.execute(_settled())
    settled = cursor.fetch_arrow_table().column("settled").to_pylist()[0]
    cursor.execute("SELECT customer_id FROM differentiate_unevaluated")
    waiting = cursor.fetch_arrow_table().column("customer_id").to_pylist()
    return Moment(settled, stamp, tuple(waiting))


def has_moved_on(moment: Moment) -> bool:
    """Whether an image that is begun now would have seen more: while somebody writes for long, nothing settles."""
    with connection.cursor() as cursor:
        cursor.execute(_settled())
        return bool(cursor.fetchone()[0] > moment.settled)


def _settled() -> str:
    return (
        "SELECT least((SELECT coalesce(max(settled_id), 0) FROM events_eventhorizon),"  # noqa: S608 - a constant
        " coalesce((SELECT id FROM events_event"
        f" WHERE at < now() - interval '{_MINUTES} minutes' ORDER BY id DESC LIMIT 1), 0)) AS settled"
    )


def stamp_now() -> object:
    newest = Refresh.objects.order_by("-id").values_list("pk", flat=True).first()
    return newest, Segment.objects.aggregate(at=Max("evaluated_at"))["at"]


def changed_since(event_id: int, *, most: int) -> list[int] | None:
    """The customers whom a later event concerns; None where they are more, or where an event does not name them."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT customer_id FROM events_event WHERE id > %s AND customer_id IS NOT NULL
               UNION SELECT subject_id FROM events_event WHERE id > %s AND subject_kind = 'customer'
               LIMIT %s""",
            [event_id, event_id, most + 1],
        )
        found = {int(pk) for (pk,) in cursor.fetchall()}
    later = Event.objects.filter(id__gt=event_id)
    if len(found) > most or later.filter(verb__in=_UNNAMED).exists():
        return None
    for event in later.filter(verb__in=_MANY):
        concerned = concerned_by(event)
        if concerned is None or len(found := found.union(concerned)) > most:
            return None
    return sorted(found)
