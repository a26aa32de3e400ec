from __future__ import annotations

import hashlib
import secrets

from django.db import transaction

from idic.domain.work.models import CalendarFeed
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require
from idic.foundation.events.operations.append import NewEvent, append_event


@transaction.atomic
def make_feed(*, by: User) -> str:
    """The secret of the new address, told only now; an address made before answers no longer."""
    require(by, "task.see")
    secret = secrets.token_urlsafe(32)
    CalendarFeed.objects.filter(user=by).delete()
    CalendarFeed.objects.create(user=by, digest=digest_of(secret))
    append_event(NewEvent("calendar_feed.made", "user", by.pk), by=by)
    return secret


@transaction.atomic
def revoke_feed(*, by: User) -> None:
    gone, _rows = CalendarFeed.objects.filter(user=by).delete()
    if gone:
        append_event(NewEvent("calendar_feed.revoked", "user", by.pk), by=by)


def digest_of(secret: str) -> str:
    """The secret has 256 bits of chance: a plain digest cannot be guessed back."""
    return hashlib.sha256(secret.encode()).hexdigest()
