"""Who takes chats: whoever may work on more than their own cases, for a visitor who waits is nobody's yet."""

from __future__ import annotations

from idic.foundation.accounts.enums import Scope
from idic.foundation.accounts.errors import NotAllowed
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import scope_of


def is_agent(user: User) -> bool:
    return scope_of(user, "case.change") in (Scope.TEAM, Scope.ALL)


def require_agent(user: User) -> None:
    if not is_agent(user):
        raise NotAllowed("case.change")
