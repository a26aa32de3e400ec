"""To whom a case may be given."""

from __future__ import annotations

from django.db.models import QuerySet

from idic.foundation.accounts.models import User
from idic.foundation.accounts.queries.users import assignable_users


def assignable(user: User) -> QuerySet[User]:
    """Everybody, the own team, or only oneself, as far as case.change reaches."""
    return assignable_users(user, "case.change")
