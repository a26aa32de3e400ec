from __future__ import annotations

from django.db.models import F, QuerySet

from idic.foundation.accounts.models import User
from idic.foundation.tokens.models import ApiToken

#: A page shows so many; whoever makes more has old ones to take back.
MOST_SHOWN = 100


def tokens_of(user: User) -> QuerySet[ApiToken]:
    """Those in use first, then the revoked ones, newest first."""
    return ApiToken.objects.filter(user_id=user.pk).order_by(F("revoked_at").desc(nulls_first=True), "-pk")[:MOST_SHOWN]
