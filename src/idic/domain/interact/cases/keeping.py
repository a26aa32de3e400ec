"""What happened in a case is told to nobody from whom the case is kept."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q

from idic.domain.interact.cases.models import Case
from idic.domain.interact.cases.rules import seen_or_deleted
from idic.foundation.accounts.models import User
from idic.foundation.events.kept import keeps_events


def _kept(user: User) -> Q:
    its = OuterRef("subject_id")
    is_there, is_seen = Exists(Case.objects.filter(pk=its)), Exists(seen_or_deleted(user).filter(pk=its))
    return Q(is_there, ~Q(is_seen), subject_kind="case")


keeps_events(_kept)
