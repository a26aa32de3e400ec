"""Who follows a record hears of its changes; who is given a customer hears of that."""

from idic.foundation.accounts.models import User
from idic.foundation.desk.enums import NotificationKind
from idic.foundation.desk.operations.notifications import notify
from idic.foundation.desk.queries.personal import followers
from idic.foundation.events.models import Event
from idic.foundation.events.subscriptions import on


@on(
    "customer.changed", "customer.assigned", "note.added", "attachment.added", "task.changed", "task.completed",
    "task.cancelled", "task.reopened", "task.moved", "case.message_received", "case.answered", "case.changed",
    "case.assigned", "case.resolved", "case.closed", "case.reopened", "case.merged",
    name="notify_followers",
)  # fmt: skip
def notify_followers(event: Event) -> None:
    """Safe to repeat: each follower is told of an event once, and the one who did it never."""
    people = followers(event.subject_kind, event.subject_id)
    if people:
        notify(
            people, NotificationKind.CHANGE, noun=event.subject_kind, subject_id=event.subject_id,
            data={"verb": event.verb, "fields": _fields(event)}, by=_actor(event), event_id=event.pk,
        )  # fmt: skip


@on("customer.assigned", name="notify_owner")
def notify_owner(event: Event) -> None:
    owner = event.after.get("owner_id")
    if isinstance(owner, int):
        notify(
            [owner], NotificationKind.ASSIGNMENT, noun=event.subject_kind, subject_id=event.subject_id,
            by=_actor(event), event_id=event.pk,
        )  # fmt: skip


def _actor(event: Event) -> User | None:
    return User.objects.filter(pk=event.actor_id).first() if event.actor_id is not None else None


def _fields(event: Event) -> list[str]:
    """Names only: what the values were is for those to read who may."""
    return [name.removesuffix("_id") for name in {**event.before, **event.after} if name != "facts"][:10]
