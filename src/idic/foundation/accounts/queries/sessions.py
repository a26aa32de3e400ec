"""Where a user is signed in. The record of a session (device, address) and the session itself are two tables: a record
whose session has ended, by sign-out or by a new password, is not shown."""

from __future__ import annotations

from allauth.usersessions.models import UserSession
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.models import Session
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from idic.foundation.accounts.models import User


def live_sessions(user: User) -> list[UserSession]:
    """Two queries, newest first."""
    records = list(UserSession.objects.filter(user_id=user.pk).order_by("-last_seen_at", "-pk"))
    held = Session.objects.filter(
        session_key__in=[record.session_key for record in records], expire_date__gt=timezone.now()
    )
    alive = {session.session_key for session in held if _belongs_to(session, user)}
    return [record for record in records if record.session_key in alive]


def _belongs_to(session: Session, user: User) -> bool:
    data = session.get_decoded()
    return str(data.get(SESSION_KEY)) == str(user.pk) and constant_time_compare(
        data.get(HASH_SESSION_KEY, ""), user.get_session_auth_hash()
    )
