"""To whom a case may be given."""

from __future__ import annotations

from django.db.models import QuerySet

from idic.foundation.accounts.enums import Scope
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import scope_of


def assignable(user: User) -> QuerySet[User]:
    """Everybody, the own team, or only oneself, as far as case.change reaches."""
    active = User.objects.filter(is_active=True)
    scope = scope_of(user, "case.change")
    if scope == Scope.ALL:
        return active
    if scope == Scope.TEAM and user.team_id is not None:
        return active.filter(team_id=user.team_id)
    return active.filter(pk=user.pk)
