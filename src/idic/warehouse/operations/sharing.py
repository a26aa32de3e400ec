"""What saved questions and dashboards have in common: a name, who sees them, and who may change them."""

from __future__ import annotations

from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require
from idic.foundation.texts import one_line
from idic.foundation.views.enums import Sharing
from idic.warehouse.questions.errors import NameMissing

NAME_LIMIT = 120


def named(name: str) -> str:
    name = one_line(name, NAME_LIMIT)
    if not name:
        raise NameMissing
    return name


def allowed_sharing(sharing: str, *, by: User) -> str:
    if sharing not in Sharing.values:
        return Sharing.PRIVATE
    if sharing != Sharing.PRIVATE:
        require(by, "question.share")
    return sharing


def team_of(sharing: str, *, by: User) -> int | None:
    return by.team_id if sharing == Sharing.TEAM else None
