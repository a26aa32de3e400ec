"""What was said in a case and what was promised on it. The caller has the case from `access_case`, and says what of the
rows it reads."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import QuerySet

from idic.domain.interact.cases.models import CaseClock, Message, MessageFile, TargetChange
from idic.foundation.storage.remembered import one_of

#: Of the clocks of one case.
MOST_CHANGES = 50


def messages_in(case_id: int) -> QuerySet[Message]:
    return Message.objects.filter(case=case_id)


def files_with(messages: Sequence[int]) -> QuerySet[MessageFile]:
    return MessageFile.objects.filter(one_of("message_id", messages)).order_by("pk")


def target_changes_of(case_id: int) -> list[TargetChange]:
    """The earliest first."""
    return list(TargetChange.objects.filter(case=case_id).select_related("by").order_by("at", "pk")[:MOST_CHANGES])


def clocks_of(case_id: int) -> QuerySet[CaseClock]:
    return CaseClock.objects.filter(case=case_id).select_related("standard_version").order_by("due_at", "pk")
