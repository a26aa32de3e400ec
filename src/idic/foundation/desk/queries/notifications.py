from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from idic.foundation.accounts.models import User
from idic.foundation.desk.enums import USUAL_DELIVERY, NotificationKind
from idic.foundation.desk.models import Notification, NotificationChoice
from idic.foundation.desk.subjects import titles_of
from idic.foundation.desk.wording import sentence

COUNTED = 100


@dataclass(frozen=True)
class ShownNotification:
    """`title` is empty where the reader may no longer see the record."""

    row: Notification
    title: str
    text: str


def unread_count(user: User) -> int:
    """At most COUNTED; one query over a partial index, because every open page asks every ten seconds."""
    return Notification.objects.filter(user=user, read_at__isnull=True)[:COUNTED].count()


def own_notifications(user: User, *, only_unread: bool = False) -> QuerySet[Notification]:
    rows = Notification.objects.filter(user=user)
    return rows.filter(read_at__isnull=True) if only_unread else rows


def shown_notifications(user: User, rows: list[Notification]) -> list[ShownNotification]:
    """One query for each noun among them, whatever their number."""
    titles: dict[tuple[str, int], str] = {}
    for code in sorted({row.noun for row in rows}):
        found = titles_of(user, code, {row.subject_id for row in rows if row.noun == code})
        titles |= {(code, pk): title for pk, title in found.items()}
    told = [(row, titles.get((row.noun, row.subject_id), "")) for row in rows]
    return [ShownNotification(row, title, sentence(row, title=title)) for row, title in told]


def deliveries(user: User) -> dict[str, str]:
    chosen = dict(NotificationChoice.objects.filter(user=user).values_list("kind", "delivery"))
    return {kind: chosen.get(kind, USUAL_DELIVERY[NotificationKind(kind)]) for kind in NotificationKind.values}
