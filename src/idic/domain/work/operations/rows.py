"""What every operation on a task shares: the lock, the checks of single values, the event, the next reminder."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from idic.domain.identify.models import Customer
from idic.domain.identify.privacy.locks import why_locked
from idic.domain.identify.rules import visible_customers
from idic.domain.work.drafts import Guest
from idic.domain.work.errors import (
    CustomerLocked,
    NotAssignable,
    ParticipantRefused,
    TaskOutdated,
    TimesRefused,
    TitleMissing,
)
from idic.domain.work.models import Participant, Task
from idic.domain.work.queries.people import assignable
from idic.domain.work.recurrence import occurrences
from idic.domain.work.rules import visible_tasks
from idic.domain.work.series import anchor_of, left_out, rule_of
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require
from idic.foundation.events.operations.append import NewEvent, append_event
from idic.foundation.texts import one_line, trimmed

MOST_PARTICIPANTS = 50
MOST_REMINDERS = 5
FURTHEST_REMINDER = 4 * 7 * 24 * 60

#: What can happen to a task; doors word each of them.
VERBS = frozenset({
    "task.created", "task.changed", "task.moved", "task.assigned", "task.completed", "task.cancelled", "task.reopened",
    "task.deleted", "task.restored",
})  # fmt: skip
_RECORDED = (
    "kind", "title", "text", "state", "priority", "due_on", "due_at", "starts_at", "ends_at", "is_all_day", "place",
    "owner_id", "team_id", "customer_id", "subject_kind", "subject_id", "reminders", "rule", "outcome", "attributes",
)  # fmt: skip


def locked(task: Task, *, by: User, permission: str = "task.change", version: int | None = None) -> Task:
    """Its reach is checked on the row as it is now, not as it was read."""
    if not visible_tasks(by, permission).filter(pk=task.pk).exists():
        require(by, permission)
        raise NotVisible
    found = Task.objects.select_for_update(of=("self",)).get(pk=task.pk)
    if version is not None and found.version != version:
        raise TaskOutdated
    return found


def recorded(task: Task) -> dict[str, object]:
    """The values that events keep, as data."""
    return {name: _plain(getattr(task, name)) for name in _RECORDED}


def record(
    verb: str, task: Task, *, by: User | None, before: Mapping[str, object] | None = None,
    after: Mapping[str, object] | None = None,
) -> int:  # fmt: skip
    """What the sentence and the taking back need stands on the side of `before`, so that `after` is what changed."""
    if verb not in VERBS:
        raise LookupError(f"unknown verb {verb!r}")
    event = NewEvent(
        verb, "task", task.pk, customer_id=task.customer_id,
        before={"title": task.title, "version": task.version - 1, **(before or {})}, after=after or {},
    )  # fmt: skip
    return append_event(event, by=by)


def checked_title(title: str) -> str:
    """Signs that PostgreSQL does not hold are dropped; a title of nothing but space is none."""
    found = one_line(title, 300)
    if not found:
        raise TitleMissing
    return found


def checked_owner(owner: User, *, by: User, before: int | None = None) -> User:
    if owner.pk not in (by.pk, before) and not assignable(by).filter(pk=owner.pk).exists():
        raise NotAssignable
    return owner


def checked_customer(customer: Customer | None, *, by: User) -> Customer | None:
    if customer is not None:
        if not visible_customers(by).filter(pk=customer.pk).exists():
            raise NotVisible
        refuse_locked([customer.pk])
    return customer


def refuse_locked(customers: Iterable[int]) -> None:
    """What stands on a locked customer stays; nothing comes to it."""
    for pk in customers:
        if why := why_locked(pk):
            raise CustomerLocked(why)


def checked_reminders(minutes: Iterable[int]) -> list[int]:
    found = sorted(set(minutes))
    if len(found) > MOST_REMINDERS or any(not 0 <= one <= FURTHEST_REMINDER for one in found):
        raise TimesRefused("reminders", _("Choose at most five reminders, none earlier than four weeks before."))
    return found


def checked_guests(guests: Iterable[Guest], *, by: User, known: Collection[int] = ()) -> list[Guest]:
    """`known` are customers who take part already."""
    found: dict[tuple[str, str], Guest] = {}
    for guest in guests:
        email = guest.email.strip().lower()
        if email:
            try:
                validate_email(email)
            except ValidationError:
                raise ParticipantRefused(
                    "guests", _("“%(email)s” is not an e-mail address.") % {"email": guest.email[:80]}
                ) from None
        one = Guest(guest.user_id, guest.customer_id, trimmed(guest.name, 300), email)
        found[one.key] = one
    if len(found) > MOST_PARTICIPANTS:
        raise ParticipantRefused("guests", _("At most 50 people can take part."))
    customers = {one.customer_id for one in found.values() if one.customer_id is not None}
    if customers and visible_customers(by).filter(pk__in=customers).count() != len(customers):
        raise NotVisible
    refuse_locked(sorted(customers - set(known)))
    users = {one.user_id for one in found.values() if one.user_id is not None}
    if users and User.objects.filter(pk__in=users).count() != len(users):
        raise NotVisible
    return list(found.values())


def put_guests(task: Task, guests: Iterable[Guest]) -> list[Participant]:
    """Returns who was taken off."""
    wanted = {guest.key: guest for guest in guests}
    present = {guest_of(one).key: one for one in task.participants.all()}
    gone = [one for key, one in present.items() if key not in wanted]
    Participant.objects.filter(pk__in=[one.pk for one in gone]).delete()
    Participant.objects.bulk_create(
        Participant(task=task, user_id=one.user_id, customer_id=one.customer_id, name=one.name, email=one.email)
        for key, one in wanted.items()
        if key not in present
    )
    return gone


def guest_of(participant: Participant) -> Guest:
    return Guest(participant.user_id, participant.customer_id, participant.name, participant.email)


def set_reminder(task: Task, *, after: datetime | None = None) -> None:
    """The next moment at which somebody is to be told; None where there is none."""
    task.remind_at = next_reminder(task, after=after or timezone.now()) if task.is_open else None


def next_reminder(task: Task, *, after: datetime) -> datetime | None:
    anchor, rule = anchor_of(task), rule_of(task)
    if anchor is None or not task.reminders:
        return None
    ahead = [timedelta(minutes=minutes) for minutes in task.reminders]
    if rule is None:
        return min((anchor - one for one in ahead if anchor - one > after), default=None)
    gone = left_out(task)
    found: list[datetime] = []
    since = max(after, anchor)
    # More than the longest a year can keep one waiting: a rule of every fourth year reminds when it is nearer.
    for moment in occurrences(rule, anchor, since=since, before=since + timedelta(days=400)):
        if moment in gone:
            continue
        found += [moment - one for one in ahead if moment - one > after]
        if found and moment - max(ahead) > min(found):
            break
    return min(found, default=None)


def _plain(value: object) -> object:
    return value.isoformat() if hasattr(value, "isoformat") else value
