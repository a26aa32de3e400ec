"""What a visitor's page reads, every second while it is used: one indexed query, and a second one only after a change."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from idic.domain.interact.cases.enums import CaseState, MessageKind
from idic.domain.interact.cases.models import CaseClock, CasePresence, Message, MessageFile
from idic.domain.interact.cases.queries.joined import messages_of_joined
from idic.domain.interact.chat.models import ChatTalk
from idic.domain.interact.chat.queries.agents import owner_seen_at
from idic.domain.interact.contact import AccessMode
from idic.domain.interact.standards.enums import Measure
from idic.foundation.accounts.errors import NotVisible

_WRITES_FOR = timedelta(seconds=8)
_MOST = 500


@dataclass(frozen=True)
class Line:
    pk: int
    is_visitor: bool
    who: str
    text: str
    at: datetime
    files: Sequence[MessageFile] = ()


def talk_seen(key: str, pk: int, secret: str) -> ChatTalk | None:
    """The conversation of a cookie, with all that its page shows beside what was said: `agent_writes`, `before` it in
    the queue, `due_at` of the first response, `owner_seen_at`."""
    now = timezone.now()
    writing = CasePresence.objects.filter(case=OuterRef("case"), is_writing=True, seen_at__gte=now - _WRITES_FOR)
    waiting = ChatTalk.objects.filter(
        ended_at__isnull=True, case__owner__isnull=True, pk__lt=OuterRef("pk"), site=OuterRef("site")
    )
    due = CaseClock.objects.filter(case=OuterRef("case"), measure=Measure.FIRST_RESPONSE).values("due_at")[:1]
    found = (
        ChatTalk.objects.select_related("case__owner", "site")
        .only(
            "case__version", "case__state", "case__merged_into", "case__title", "case__contact_address",
            "case__owner__display_name",
            "case__language", "site__key", "site__texts", "site__is_active", "secret", "seen_at", "writes_until", "read_id",
            "ended_at", "ended_by", "transcript_at", "created_at",
        )
        .annotate(
            agent_writes=Exists(writing),
            before=Coalesce(Subquery(waiting.order_by().values("site").annotate(n=Count("pk")).values("n")), 0),
            due_at=Subquery(due),
            owner_seen_at=owner_seen_at(),
        )
        .filter(pk=pk, site__key=key, case__deleted_at__isnull=True)
        .first()
    )  # fmt: skip
    if found is None or not found.secret or not secrets.compare_digest(found.secret, secret):
        return None
    return found


def said_in(talk: ChatTalk, *, after: int = 0) -> Sequence[Line]:
    """What this visitor wrote and what a person of ours answered on the chat. Never what others said in a case that was
    joined with it, nor what came or went otherwise."""
    rows = (
        _said_in(talk)
        .filter(pk__gt=after)
        .order_by("pk")
        .values_list("pk", "kind", "author__display_name", "text", "at")
    )
    said = list(rows[:_MOST])
    files: dict[int, list[MessageFile]] = {}
    if said:
        kept = MessageFile.objects.filter(message__in=[row[0] for row in said], refused="")
        for file in kept.order_by("pk"):
            files.setdefault(file.message_id, []).append(file)
    return [
        Line(pk, kind == MessageKind.INBOUND, name or "", text, at, files.get(pk, ()))
        for pk, kind, name, text, at in said
    ]


def access_said_file(talk: ChatTalk, pk: int) -> MessageFile:
    """Of what the visitor reads in this conversation, and of nothing else in its case."""
    found = MessageFile.objects.filter(message__in=_said_in(talk), pk=pk, refused="").first()
    if found is None:
        raise NotVisible
    return found


def _said_in(talk: ChatTalk) -> QuerySet[Message]:
    said = Q(source=f"chat:{talk.pk}")
    cases = [talk.case_id]
    if talk.case.state == CaseState.MERGED and talk.case.merged_into_id is not None:
        cases.append(talk.case.merged_into_id)
    else:
        answers = Q(kind=MessageKind.OUTBOUND, mode=AccessMode.CHAT, author__isnull=False)
        said |= answers & ~Q(pk__in=messages_of_joined(talk.case))
    since = talk.created_at - timedelta(minutes=1)
    return Message.objects.filter(said, case__in=cases, at__gte=since)
