"""What the inbox may ask of a case that is a chat."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from idic.domain.interact.chat.models import ChatTalk
from idic.foundation.nouns.fields import Field, Shown
from idic.foundation.nouns.registry import extend_noun
from idic.methods.predicate import FieldType

_LIVE = "CASE WHEN EXISTS (SELECT 1 FROM chat_chattalk t WHERE t.case_id = k.id AND t.ended_at IS NULL) THEN 'live' END"


def _with_chats(cases: QuerySet[Any]) -> QuerySet[Any]:
    talks = ChatTalk.objects.filter(case=OuterRef("pk"), ended_at__isnull=True)
    found: QuerySet[Any] = cases.annotate(is_live_chat=Exists(talks))
    return found


extend_noun(
    "case",
    [Field("chat", "case", FieldType.CODE, pgettext_lazy("contact", "Chat"), _LIVE, choices=[("live", _("Live now"))],
           shown=Shown.CODE, value=lambda one: "live" if getattr(one, "is_live_chat", False) else None)],
    listed=_with_chats,
)  # fmt: skip
