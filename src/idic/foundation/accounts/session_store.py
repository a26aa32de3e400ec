"""Django's sessions in the database. Who is there: session, user, rights and the stamp of the moment by one statement."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone

from idic.foundation.accounts.models.user import user_by_pk
from idic.foundation.accounts.presence import leave_row, likely_user, note_user
from idic.foundation.stamps.kept import STAMP_SQL, hold
from idic.foundation.storage.remembered import prepared_cursor

_NOBODY = 0


class SessionStore(db.SessionStore):
    def _get_session_from_db(self) -> Session | None:
        """Read anew each time: whoever signs out, or is signed out, is out at the next request."""
        found = _living(self.session_key) if self.session_key else None
        if found is None:
            self._session_key = None
        return found

    def load(self) -> dict[str, Any]:
        data: dict[str, Any] = super().load()
        named = data.get(SESSION_KEY)
        if self.session_key and isinstance(named, str) and named.isdecimal():
            note_user(self.session_key, int(named))
        return data


@cache
def _statement() -> str:
    return (
        f"SELECT s.session_data, s.expire_date, {STAMP_SQL}, u.* FROM django_session s"  # noqa: S608 - our own texts
        f" LEFT JOIN ({user_by_pk().sql}) u ON true WHERE s.session_key = %s AND s.expire_date > %s"
    )


def _living(key: str) -> Session | None:
    users = user_by_pk()
    with prepared_cursor() as cursor:
        cursor.execute(_statement(), [*users.params_of(likely_user(key) or _NOBODY), key, timezone.now()])
        found = cursor.fetchone()
    if found is None:
        return None
    data, expires_at, stamp, *user = found
    hold(stamp)
    leave_row(tuple(user) if user[0] is not None else None)
    return Session(session_key=key, session_data=data, expire_date=expires_at)
