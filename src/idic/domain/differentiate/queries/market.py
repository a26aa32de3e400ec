"""The market map: whose customers are how many, segment by segment, in one year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from idic.domain.differentiate.models import MarketFigure, Segment
from idic.domain.differentiate.queries.segments import access_segments
from idic.domain.identify.models import Competitor
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.models import User

_MOST_SEGMENTS = 60


@dataclass
class MapRow:
    """`ours` is counted, at the end of the year or (`is_counted_now`) now, where no membership reaches so far back;
    `market` is told (None: nobody said) and may turn out too small for what sellers claim."""

    segment: Segment
    ours: int
    is_counted_now: bool = False
    market: MarketFigure | None = None
    theirs: dict[int, MarketFigure] = field(default_factory=dict)

    @property
    def told(self) -> int:
        return self.ours + sum(figure.customers for figure in self.theirs.values())

    @property
    def share(self) -> float | None:
        return self.ours / self.market.customers if self.market and self.market.customers else None

    @property
    def rest(self) -> int | None:
        """Served by nobody named here, or not at all."""
        return max(0, self.market.customers - self.told) if self.market else None

    @property
    def is_too_small(self) -> bool:
        return self.market is not None and self.told > self.market.customers


@dataclass(frozen=True)
class MarketMap:
    year: int
    years: list[int]
    rows: list[MapRow]
    sellers: list[Competitor]
    unmapped: list[Segment]


def access_figures(user: User) -> QuerySet[MarketFigure]:
    return MarketFigure.objects.filter(segment__in=access_segments(user)).select_related("segment", "competitor")


def access_figure(user: User, pk: int) -> MarketFigure:
    found = access_figures(user).filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def market_map(user: User, *, year: int | None = None) -> MarketMap:
    """The year with the newest figures unless one is named. Five queries, however many segments and sellers."""
    segments = list(access_segments(user).order_by("name", "id")[:_MOST_SEGMENTS])
    told_years = list(access_figures(user).order_by("-year").values_list("year", flat=True).distinct()[:50])
    this_year = timezone.localdate().year
    shown = year or (told_years[0] if told_years else this_year)
    figures = list(access_figures(user).filter(year=shown))
    of = {figure.segment_id for figure in figures}
    counts = _own_counts([one for one in segments if one.pk in of], shown)
    rows = {
        one.pk: MapRow(one, counts.get(one.pk, one.size), is_counted_now=one.pk not in counts)
        for one in segments
        if one.pk in of
    }
    sellers: dict[int, Competitor] = {}
    for figure in figures:
        row = rows.get(figure.segment_id)
        if row is None:
            continue
        if figure.competitor is None:
            row.market = figure
        else:
            row.theirs[figure.competitor.pk] = figure
            sellers[figure.competitor.pk] = figure.competitor
    by_size = sorted(
        sellers.values(),
        key=lambda one: (-sum(row.theirs[one.pk].customers for row in rows.values() if one.pk in row.theirs), one.name),
    )
    years = sorted({*told_years, this_year, shown}, reverse=True)
    return MarketMap(shown, years, list(rows.values()), by_size, [one for one in segments if one.pk not in of])


def _own_counts(segments: Sequence[Segment], year: int) -> dict[int, int]:
    """Members at the end of the year; a segment that had none yet is left out, and so is everything while it lasts."""
    now = timezone.now()
    end = timezone.make_aware(datetime(year + 1, 1, 1))
    if end > now:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT segment_id, count(*) FILTER (WHERE valid_to IS NULL OR valid_to >= %s)
               FROM differentiate_segmentmembership WHERE segment_id = ANY(%s) AND valid_from < %s GROUP BY 1""",
            [end, [one.pk for one in segments], end],
        )
        return dict(cursor.fetchall())
