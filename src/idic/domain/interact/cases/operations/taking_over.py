"""What the case that stays takes over from the one that goes into it, and how it gives that back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils import timezone

from idic.domain.interact.cases.enums import ENDED_STATES, PAUSED_STATES, CaseState, MessageKind, PauseReason, Verdict
from idic.domain.interact.cases.models import Case, CasePause, Message
from idic.domain.interact.cases.operations.pausing import end_pause, leave_out
from idic.domain.interact.cases.operations.rows import told
from idic.domain.interact.contact import Priority, Purpose
from idic.foundation.accounts.models import User

#: What may change of the case that stays.
TAKEN = (
    "received_at", "first_response_at", "customer_id", "contact_name", "contact_address", "topic_id", "product_id", "purpose",
    "priority", "hidden_from", "owner_id", "team_id", "parent_id", "state", "waits_for_us", "snoozed_until", "resolved_at",
    "closed_at", "reopened", "verdict",
)  # fmt: skip
_MOMENTS = frozenset({"received_at", "first_response_at", "snoozed_until", "resolved_at", "closed_at"})
_MOST_ABOVE = 20


def take_over(gone: Case, stays: Case, *, by: User) -> dict[str, list[int]]:
    """In the caller's transaction, of rows as they were before; the caller saves. Returns the pauses that it made and
    ended.

    The earlier contact, the earlier answer and the more urgent of both count, a complaint stays one, and whoever must not
    see the one does not see the other."""
    asks = _asks_last(gone, stays)
    pauses = _pauses(gone, stays, asks=asks, by=by)
    _work(gone, stays, asks=asks)
    stays.received_at = min(stays.received_at, gone.received_at)
    answered = [one for one in (stays.first_response_at, gone.first_response_at) if one is not None]
    stays.first_response_at = min(answered, default=None)
    stays.last_message_at = max(stays.last_message_at, gone.last_message_at)
    if stays.customer_id is None:
        stays.customer_id = gone.customer_id
    if not stays.contact_name and not stays.contact_address:
        stays.contact_name, stays.contact_address = gone.contact_name, gone.contact_address
    stays.topic_id, stays.product_id = stays.topic_id or gone.topic_id, stays.product_id or gone.product_id
    if stays.owner_id is None and gone.owner_id is not None:
        stays.owner_id, stays.team_id = gone.owner_id, stays.team_id or gone.team_id
    if gone.purpose == Purpose.COMPLAIN:
        stays.purpose = Purpose.COMPLAIN
    urgency = list(Priority)
    stays.priority = max(stays.priority, gone.priority, key=lambda one: urgency.index(Priority(one)))
    stays.hidden_from = sorted({*stays.hidden_from, *gone.hidden_from})
    stays.parent_id = _parent(gone, stays)
    return pauses


def give_back(
    stays: Case, before: Mapping[str, Any], after: Mapping[str, Any], pauses: Mapping[str, Sequence[int]]
) -> None:
    """Only what still is as the joining had made it: whatever somebody has changed since is theirs."""
    now = told(stays, *TAKEN)
    # what came since has opened it, ended it or been answered: then its work is left as it stands
    is_at_work = any(now[name] != after[name] for name in ("state", "waits_for_us") if name in after)
    for name in TAKEN:
        if name not in before or now[name] != after.get(name):
            continue
        if is_at_work and name in ("state", "waits_for_us", "resolved_at", "closed_at", "reopened", "verdict"):
            continue
        value = before[name]
        setattr(stays, name, datetime.fromisoformat(value) if name in _MOMENTS and value else value)
    CasePause.objects.filter(case=stays, pk__in=pauses.get("made", ())).delete()
    if stays.state in PAUSED_STATES and not CasePause.objects.filter(case=stays, ended_at__isnull=True).exists():
        CasePause.objects.filter(case=stays, pk__in=pauses.get("ended", ())).update(ended_at=None, ended_by=None)


def _asks_last(gone: Case, stays: Case) -> bool:
    """The one that goes has a question that nobody has answered, in either of them."""
    if not (gone.is_open and gone.waits_for_us):
        return False
    said = Message.objects.filter(Q(case=gone) | Q(case=stays)).exclude(kind=MessageKind.AUTOMATIC)
    last = said.order_by("-at", "-pk").values_list("kind", flat=True).first()
    return last != MessageKind.OUTBOUND


def _work(gone: Case, stays: Case, *, asks: bool) -> None:
    """What is still to be done in the one is to be done in the other."""
    if not gone.is_open:
        return
    if stays.state in ENDED_STATES:
        stays.state, stays.resolved_at, stays.closed_at = gone.state, None, None
        stays.reopened, stays.verdict = stays.reopened + 1, Verdict.NOT_ASKED
        stays.waits_for_us, stays.snoozed_until = gone.waits_for_us, gone.snoozed_until
        return
    if asks:
        stays.waits_for_us, stays.snoozed_until = True, None
        if stays.state == CaseState.WAITING:
            stays.state = CaseState.OPEN
    if stays.state == CaseState.NEW and gone.state != CaseState.NEW:
        stays.state = CaseState.OPEN


def _pauses(gone: Case, stays: Case, *, asks: bool, by: User) -> dict[str, list[int]]:
    """While there was but the one of them, its pauses count; the time in which the other had ended counts for nothing."""
    now = timezone.now()
    known = set(CasePause.objects.filter(case=stays).values_list("pk", flat=True))
    running = list(CasePause.objects.filter(case=stays, ended_at__isnull=True).values_list("pk", flat=True))
    spans: list[tuple[datetime, datetime | None]] = [(gone.received_at, stays.received_at)]
    if stays.state in ENDED_STATES and gone.is_open:
        since = stays.resolved_at or now
        again = max(gone.received_at, since)
        leave_out(stays, since=since, until=again, by=by)
        spans.append((again, None))
    elif stays.state == CaseState.WAITING and asks:
        end_pause(stays, at=gone.last_message_at, by=by)
    for pause in CasePause.objects.filter(case=gone).exclude(reason=PauseReason.ENDED):
        for since, until in spans:
            began = max(pause.started_at, since)
            ended = min((one for one in (pause.ended_at, until) if one is not None), default=None)
            if ended is None or began < ended:
                CasePause.objects.create(
                    case=stays, reason=pause.reason, note=pause.note, until=pause.until, started_at=began,
                    started_by_id=pause.started_by_id, ended_at=ended, ended_by_id=pause.ended_by_id,
                )  # fmt: skip
    made = CasePause.objects.filter(case=stays).exclude(pk__in=known).values_list("pk", flat=True)
    stopped = CasePause.objects.filter(pk__in=running, ended_at__isnull=False).values_list("pk", flat=True)
    return {"made": sorted(made), "ended": list(stopped)}


def _parent(gone: Case, stays: Case) -> int | None:
    """No case is ever above itself: of two that stand one below the other, the one that stays takes the higher place."""
    if gone.pk in _above(stays.parent_id):
        return None if stays.pk in _above(gone.parent_id) else gone.parent_id
    if stays.parent_id is not None or gone.parent_id is None or stays.pk in _above(gone.parent_id):
        return stays.parent_id
    return gone.parent_id


def _above(pk: int | None) -> list[int]:
    found: list[int] = []
    while pk is not None and pk not in found and len(found) <= _MOST_ABOVE:
        found.append(pk)
        pk = Case.objects.filter(pk=pk).values_list("parent_id", flat=True).first()
    return found
