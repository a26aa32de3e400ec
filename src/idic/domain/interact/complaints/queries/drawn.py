"""Which complaints are looked at to judge how their handlers work: five of each, drawn by lot among those that ended in the
month. Whoever draws gets the same: the lot is the number of the complaint and the month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import CharField, Exists, F, OuterRef, Value, Window
from django.db.models.functions import MD5, Cast, Concat, RowNumber

from idic.domain.interact.cases.queries.days import start_of
from idic.domain.interact.complaints.enums import ENDED
from idic.domain.interact.complaints.models import QualityReview
from idic.domain.interact.complaints.queries.marks import COUNTED
from idic.domain.interact.complaints.rules import visible_complaints
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require

OF_EACH = 5
_MOST = 500


@dataclass(frozen=True)
class Drawn:
    complaint: int
    number: str
    title: str
    is_reviewed: bool


@dataclass(frozen=True)
class DrawnOfHandler:
    name: str
    rows: Sequence[Drawn]

    @property
    def reviewed(self) -> int:
        return sum(one.is_reviewed for one in self.rows)


def month_before(today: date) -> tuple[date, date]:
    """The last month that is over: its first day, and the first of the next."""
    until = today.replace(day=1)
    return (
        until.replace(year=until.year - 1, month=12) if until.month == 1 else until.replace(month=until.month - 1)
    ), until


def drawn_for_review(user: User, first: date, until: date) -> list[DrawnOfHandler]:
    """One statement; by the handlers' names."""
    require(user, "complaint.manage")
    ended = visible_complaints(user).filter(
        COUNTED, state__in=ENDED, closed_at__gte=start_of(first), closed_at__lt=start_of(until), case__owner__isnull=False
    )  # fmt: skip
    lot = MD5(Concat(Cast("pk", CharField()), Value(f":{first.isoformat()}")))
    place = Window(RowNumber(), partition_by=F("case__owner"), order_by=[lot.asc(), F("pk").asc()])
    reviewed = Exists(QualityReview.objects.filter(complaint=OuterRef("pk")))
    rows = (
        ended.annotate(place=place, is_reviewed=reviewed)
        .filter(place__lte=OF_EACH)
        .order_by("case__owner__display_name", "case__owner", "place")
        .values_list("case__owner", "case__owner__display_name", "pk", "case", "case__title", "is_reviewed")[:_MOST]
    )
    found: dict[int, tuple[str, list[Drawn]]] = {}
    for owner, name, pk, case, title, is_reviewed in rows:
        found.setdefault(owner, (name, []))[1].append(Drawn(pk, f"#{case}", title, is_reviewed))
    return [DrawnOfHandler(name, drawn) for name, drawn in found.values()]
