"""Django's sessions in the database. Who is there: session, user, rights and the stamp of the moment by one statement."""

from __future__ import annotations

from copy import deepcopy
from functools import cache, lru_cache
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db
from django.utils import timezone

from idic.foundation.accounts.models.user import user_by_pk
from idic.foundation.accounts.presence import leave_row, likely_user, note_user
from idic.foundation.stamps.kept import STAMP_SQL, hold
from idic.foundation.storage.remembered import prepared_cursor

_NOBODY = 0


class SessionStore(db.SessionStore):
    def decode(self, session_data: bytes | str) -> dict[str, Any]:
        """The same text comes back with every request of a session; its signature is proved once."""
        return deepcopy(_decoded(session_data))

    def load(self) -> dict[str, Any]:
        """Read anew each time: whoever signs out, or is signed out, is out at the next request."""
        key = self.session_key
        found = _living(key) if key else None
        if key is None or found is None:
            self._session_key = None
            return {}
        data = self.decode(found)
        named = data.get(SESSION_KEY)
        if isinstance(named, str) and named.isdecimal():
            note_user(key, int(named))
        return data


@lru_cache(maxsize=1024)
def _decoded(session_data: bytes | str) -> dict[str, Any]:
    return db.SessionStore().decode(session_data)


@cache
def _statement() -> str:
    return (
        f"SELECT s.session_data, {STAMP_SQL}, u.* FROM django_session s"  # noqa: S608 - our own texts
        f" LEFT JOIN ({user_by_pk().sql}) u ON true WHERE s.session_key = %s AND s.expire_date > %s"
    )


def _living(key: str) -> str | None:
    users = user_by_pk()
    with prepared_cursor() as cursor:
        cursor.execute(_statement(), [*users.params_of(likely_user(key) or _NOBODY), key, timezone.now()])
        found = cursor.fetchone()
    if found is None:
        return None
    data, stamp, *user = found
    hold(stamp)
    leave_row(tuple(user) if user[0] is not None else None)
    return str(data)
