from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.utils import timezone

from idic.foundation.accounts.models import User
from idic.foundation.desk.enums import USUAL_DELIVERY, Delivery, NotificationKind
from idic.foundation.desk.models import Notification, NotificationChoice
from idic.foundation.desk.subjects import may_act

# More people than these are a mailing, not a notification.
_MOST = 200


@transaction.atomic
def notify(
    users: Iterable[User | int],
    kind: str,
    *,
    noun: str,
    subject_id: int,
    data: Mapping[str, object] | None = None,
    by: User | None = None,
    event_id: int | None = None,
) -> list[Notification]:
    """Tells those of `users` who can sign in, may see the record and have not switched the kind off; never `by` itself.

    With `event_id` each person is told once, however often the event is handled.
    """
    kind = NotificationKind(kind)
    ids = {one.pk if isinstance(one, User) else one for one in users} - {by.pk if by else 0}
    people = list(User.with_rights.filter(pk__in=sorted(ids)[:_MOST], is_active=True))
    chosen = dict(NotificationChoice.objects.filter(user__in=people, kind=kind).values_list("user_id", "delivery"))
    now = timezone.now()
    rows = [
        Notification(
            user=user, kind=kind, noun=noun, subject_id=subject_id, data=dict(data or {}), by=by, event_id=event_id,
            at=now, delivery=delivery,
        )
        for user in people
        if (delivery := chosen.get(user.pk, USUAL_DELIVERY[kind])) != Delivery.OFF and may_act(user, noun, subject_id)
    ]  # fmt: skip
    return Notification.objects.bulk_create(rows, ignore_conflicts=event_id is not None)


@transaction.atomic
def set_read(notification_id: int, *, is_read: bool, by: User) -> None:
    """What one person has read is theirs alone: it leaves no event."""
    Notification.objects.filter(pk=notification_id, user=by).update(read_at=timezone.now() if is_read else None)


@transaction.atomic
def settle(noun: str, subject_id: int, what: str) -> None:
    """It is done, by whomever: nobody is asked for it any more."""
    Notification.objects.filter(noun=noun, subject_id=subject_id, data__what=what, read_at__isnull=True).update(
        read_at=timezone.now()
    )


@transaction.atomic
def read_all(*, by: User, up_to: int | None = None) -> int:
    """`up_to` is the newest that was on show: what came in meanwhile stays unread."""
    unread = Notification.objects.filter(user=by, read_at__isnull=True)
    if up_to is not None:
        unread = unread.filter(pk__lte=up_to)
    return unread.update(read_at=timezone.now())


@transaction.atomic
def choose_delivery(choices: Mapping[str, str], *, by: User) -> None:
    rows = [NotificationChoice(user=by, kind=NotificationKind(k), delivery=Delivery(v)) for k, v in choices.items()]
    NotificationChoice.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["user", "kind"], update_fields=["delivery"]
    )
