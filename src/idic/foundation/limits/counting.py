"""How often somebody did something of late, counted for all web processes together.

Not in the cache: that throws entries out when many come, and whoever floods one counter would empty the others.
"""

from __future__ import annotations

import hashlib
import hmac
from datetime import timedelta

from django.conf import settings
from django.db import connection
from django.utils import timezone

_COUNTED = """
INSERT INTO limits_tally AS t (key, count, until) VALUES (%(key)s, 1, %(until)s)
ON CONFLICT (key) DO UPDATE SET
  count = CASE WHEN t.until < %(now)s THEN 1 ELSE t.count + 1 END,
  until = CASE WHEN t.until < %(now)s THEN excluded.until ELSE t.until END
RETURNING count
"""
_SWEPT = """
DELETE FROM limits_tally WHERE key IN
  (SELECT key FROM limits_tally WHERE until < %s ORDER BY until LIMIT 100 FOR UPDATE SKIP LOCKED)
"""


def count_up(what: str, who: str, *, within: timedelta) -> int:
    """How often `who` did `what` since the first time within this span, this time counted."""
    now = timezone.now()
    with connection.cursor() as cursor:
        cursor.execute(_COUNTED, {"key": _key(what, who), "now": now, "until": now + within})
        (count,) = cursor.fetchone()
        if count == 1:
            cursor.execute(_SWEPT, [now])
    return int(count)


def _key(what: str, who: str) -> str:
    """Under a salt of the day that needs the installation's key: tomorrow the same one is a stranger."""
    salt = f"idic limits {timezone.now().date().isoformat()}".encode()
    key = hmac.digest(settings.SECRET_KEY.encode(), salt, hashlib.sha256)
    return hmac.new(key, f"{what}\x00{who}".encode(), hashlib.sha256).hexdigest()
