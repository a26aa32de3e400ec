"""Corrective actions are no noun; whoever sees to one is told of it all the same."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from idic.domain.interact.complaints.rules import visible_actions
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import may
from idic.foundation.desk.subjects import register_told


def _titles(user: User, pks: Collection[int]) -> Mapping[int, str]:
    if not (may(user, "complaint.manage") or may(user, "case.see")):
        return {}
    return dict(visible_actions(user).filter(pk__in=pks).values_list("pk", "title"))


register_told("corrective", _titles)
