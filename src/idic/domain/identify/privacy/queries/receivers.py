"""To whom a customer's data was given: other systems and people who took lists away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from idic.domain.identify.privacy.person import Person
from idic.foundation.views.enums import ExportState
from idic.foundation.views.models import ExportRequest

_MOST = 200


@dataclass(frozen=True)
class Receiver:
    """`sure` is False where a list went out that may have held the customer: what was in it is not kept."""

    at: datetime
    kind: str
    name: str
    purpose: str
    sure: bool


def receivers_of(person: Person) -> list[Receiver]:
    return sorted([*_systems(person), *_exports(person)], key=lambda one: one.at, reverse=True)[:_MOST]


def _systems(person: Person) -> list[Receiver]:
    """Webhooks of automation; the table stands in a higher room and is known here by its declared name."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT min(w.created_at), w.url FROM automation_webhookdelivery w JOIN events_event e ON e.id = w.event_id"
            " WHERE e.customer_id = ANY(%s) GROUP BY w.url",
            [list(person.customers)],
        )
        return [Receiver(at, "webhook", url, "", True) for at, url in cursor.fetchall()]


def _exports(person: Person) -> list[Receiver]:
    found = []
    for asked in ExportRequest.objects.select_related("requested_by").filter(
        noun="customer", state__in=[ExportState.DONE, ExportState.EXPIRED]
    ).order_by("-pk")[:_MOST]:  # fmt: skip
        chosen = set(asked.selection.get("ids", ()))
        whole = bool(asked.selection.get("all"))
        if whole or chosen & set(person.customers):
            found.append(
                Receiver(asked.created_at, "export", asked.requested_by.display_name, asked.purpose, not whole)
            )
    return found
