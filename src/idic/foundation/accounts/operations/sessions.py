from __future__ import annotations

from allauth.usersessions.models import UserSession
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone

from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.models import User
from idic.foundation.accounts.queries.sessions import live_sessions
from idic.foundation.events.operations.append import NewEvent, append_events


def note_session_seen(session_key: str, *, address: str, device: str) -> None:
    """No event: that somebody is at work is not what the log is for."""
    UserSession.objects.filter(session_key=session_key).update(
        last_seen_at=timezone.now(), ip=address, user_agent=device[:200]
    )


@transaction.atomic
def end_session(pk: int, *, by: User) -> None:
    """Only one's own: another user's number is answered like one that is not there."""
    record = UserSession.objects.select_for_update().filter(pk=pk, user_id=by.pk).first()
    if record is None:
        raise NotVisible
    _end([record], by=by)


@transaction.atomic
def end_other_sessions(*, keep: str, by: User) -> int:
    """Every session but the one named `keep`; returns how many were ended."""
    records = list(UserSession.objects.select_for_update().filter(user_id=by.pk).exclude(session_key=keep))
    alive = {record.pk for record in live_sessions(by)}
    _end(records, by=by, told=alive)
    return len(alive & {record.pk for record in records})


@transaction.atomic
def end_every_session(user: User, *, by: User | None) -> None:
    """Of a user whose way to sign in was taken back. Sessions that have no record are found by their content."""
    _end(list(UserSession.objects.select_for_update().filter(user_id=user.pk)), by=by)
    for session in Session.objects.filter(expire_date__gt=timezone.now()).iterator():
        if str(session.get_decoded().get(SESSION_KEY)) == str(user.pk):
            session.delete()


def _end(records: list[UserSession], *, by: User | None, told: set[int] | None = None) -> None:
    Session.objects.filter(session_key__in=[record.session_key for record in records]).delete()
    UserSession.objects.filter(pk__in=[record.pk for record in records]).delete()
    append_events(
        [
            NewEvent("session.ended", "user", record.user_id, after={"device": record.user_agent, "address": record.ip})
            for record in records
            if told is None or record.pk in told
        ],
        by=by,
    )
