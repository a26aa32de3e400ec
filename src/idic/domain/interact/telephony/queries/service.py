"""How well callers were served: answered, answered in time, called back as promised."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Avg, Count, F, Q, QuerySet
from django.utils import timezone

from idic.domain.interact.telephony.enums import CallBackReason, CallBackState, CallState, Direction
from idic.domain.interact.telephony.models import NEVER, Call, CallBack
from idic.domain.interact.telephony.queries.calls import IN_TIME_S
from idic.domain.interact.telephony.rules import visible_call_backs, visible_calls
from idic.foundation.accounts.models import User
from idic.methods.call_centre import SHORT_ABANDON_S

_SHORT = Q(state=CallState.MISSED, ended_at__lt=F("rang_at") + timedelta(seconds=SHORT_ABANDON_S))
ANSWERED = Q(answered_at__isnull=False)
IN_TIME = Q(answered_at__lte=F("rang_at") + timedelta(seconds=IN_TIME_S))
KEPT = Q(state=CallBackState.DONE, closed_at__lte=F("due_at"))


@dataclass(frozen=True)
class CallFigures:
    """`n`: incoming calls that have ended, without those that hung up at once. `asa_s` None: nobody was answered."""

    n: int
    answered: int
    in_time: int
    asa_s: float | None


def counted_calls(user: User, since: datetime, until: datetime) -> QuerySet[Call]:
    """Whoever hangs up at once has not waited."""
    found = visible_calls(user).filter(
        direction=Direction.INBOUND, rang_at__gte=since, rang_at__lt=until, ended_at__isnull=False
    )
    return found.exclude(_SHORT)


def call_figures(user: User, since: datetime, until: datetime) -> CallFigures:
    """One statement."""
    found = counted_calls(user, since, until).aggregate(
        n=Count("pk"), answered=Count("pk", filter=ANSWERED), in_time=Count("pk", filter=IN_TIME),
        waited=Avg(F("answered_at") - F("rang_at"), filter=ANSWERED),
    )  # fmt: skip
    waited = found["waited"]
    return CallFigures(
        found["n"], found["answered"], found["in_time"], None if waited is None else max(waited.total_seconds(), 0.0)
    )


def promised_calls(user: User, since: datetime, until: datetime) -> QuerySet[CallBack]:
    """Asked for, with a time by which a standard wants them called, and decided: done, given up, or overdue."""
    found = visible_call_backs(user).filter(
        reason=CallBackReason.ASKED, asked_at__gte=since, asked_at__lt=until, due_at__lt=NEVER
    )
    return found.filter(Q(closed_at__isnull=False) | Q(due_at__lt=timezone.now()))
