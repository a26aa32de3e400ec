"""Django's sessions in the database; the row that every request asks for is read by a remembered statement.

A session is still read anew each time: whoever signs out, or is signed out, is out at the next request.
"""

from __future__ import annotations

from datetime import UTC, datetime

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone

from idic.foundation.storage.remembered import RememberedQuery

_LONG_AGO = datetime(1907, 3, 9, tzinfo=UTC)
_living = RememberedQuery(
    lambda key, now: Session.objects.filter(session_key=key, expire_date__gt=now), "a key", _LONG_AGO
)


class SessionStore(db.SessionStore):
    def _get_session_from_db(self) -> Session | None:
        found = _living.first(self.session_key, timezone.now())
        if found is None:
            self._session_key = None
        return found
