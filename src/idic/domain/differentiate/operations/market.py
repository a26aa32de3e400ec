"""Figures of the market: how many customers competitors have, or the whole market holds, with year and source."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from idic.domain.differentiate.errors import FigureOutdated, FigureRefused
from idic.domain.differentiate.models import MarketFigure, Segment
from idic.domain.differentiate.models.market_figure import FIRST_YEAR, LAST_YEAR
from idic.domain.differentiate.queries.market import access_figure
from idic.domain.differentiate.queries.segments import access_segment
from idic.domain.identify.errors import InvalidValue
from idic.domain.identify.models import Competitor
from idic.domain.identify.operations.wallet_shares import competitor_named
from idic.domain.identify.validators import checked_text
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require
from idic.foundation.events.models import Event
from idic.foundation.events.operations.append import NewEvent, append_event
from idic.foundation.events.undoing import ChangedSince, undoes

MOST = 10**11


@dataclass(frozen=True)
class FigureFacts:
    """An empty `competitor` speaks of the whole market."""

    year: int
    customers: int
    source: str
    competitor: str = ""
    url: str = ""
    note: str = ""


@transaction.atomic
def record_figure(
    segment: Segment, facts: FigureFacts, *, version: int | None = None, by: User, at: datetime | None = None
) -> MarketFigure:
    """One figure for a seller, segment and year: telling it again corrects it, and `version` guards against two hands."""
    moment = at or timezone.now()
    require(by, "segment.change")
    segment = access_segment(by, segment.pk)
    seller, source, url, note = _checked(facts, by=by, moment=moment)
    figure = (
        MarketFigure.objects.select_for_update(of=("self",))
        .filter(segment=segment, competitor=seller, year=facts.year)
        .first()
    )
    if version is not None and figure is not None and figure.version != version:
        raise FigureOutdated
    before = _recorded(figure) if figure else {}
    figure = figure or MarketFigure(segment=segment, competitor=seller, year=facts.year, version=0)
    figure.customers, figure.source, figure.url, figure.note = facts.customers, source, url, note
    after = _recorded(figure)
    if after == before:
        return figure
    figure.version += 1
    figure.updated_at = moment
    figure.save()
    append_event(
        NewEvent("market_figure.recorded", "market_figure", figure.pk, before=before, after=after), by=by, at=moment
    )
    return figure


@transaction.atomic
def remove_figure(figure: MarketFigure, *, by: User, at: datetime | None = None) -> None:
    require(by, "segment.change")
    found = access_figure(by, figure.pk)
    append_event(NewEvent("market_figure.removed", "market_figure", found.pk, before=_recorded(found)), by=by, at=at)
    found.delete()


def _checked(facts: FigureFacts, *, by: User, moment: datetime) -> tuple[Competitor | None, str, str, str]:
    last = min(LAST_YEAR, timezone.localdate(moment).year + 10)
    if not FIRST_YEAR <= facts.year <= last:
        raise FigureRefused(
            "year",
            _("Give a year of the common era between %(first)s and %(last)s.") % {"first": FIRST_YEAR, "last": last},
        )
    if not 0 <= facts.customers <= MOST:
        raise FigureRefused("customers", _("Give the number of customers, zero or more."))
    try:
        source = checked_text("source", facts.source, longest=200)
        note = checked_text("note", facts.note, longest=500)
        if not source:
            raise FigureRefused("source", _("Say where the figure comes from: a study, a statistic, a sales talk."))
        if facts.url:
            URLValidator(schemes=["http", "https"])(facts.url)
        seller = competitor_named(facts.competitor, by=by, at=moment) if facts.competitor.strip() else None
    except InvalidValue as error:
        raise FigureRefused(error.field, error.sentence) from error
    except ValidationError as error:
        raise FigureRefused(
            "url", _("Give a whole web address that begins with https://, or leave it empty.")
        ) from error
    return seller, source, facts.url, note


def _recorded(figure: MarketFigure) -> dict[str, object]:
    return {
        "segment_id": figure.segment_id, "segment": figure.segment.name,
        **asdict(FigureFacts(
            figure.year, figure.customers, figure.source, figure.competitor.name if figure.competitor else "",
            figure.url, figure.note,
        )),
    }  # fmt: skip


@undoes("market_figure.recorded")
def _take_back_recording(event: Event, by: User) -> None:
    figure = MarketFigure.objects.select_related("competitor", "segment").filter(pk=event.subject_id).first()
    if figure is None or {**_recorded(figure), "segment": ""} != {**event.after, "segment": ""}:
        raise ChangedSince
    if event.before:
        record_figure(figure.segment, _told(event.before), by=by)
    else:
        remove_figure(figure, by=by)


@undoes("market_figure.removed")
def _take_back_removal(event: Event, by: User) -> None:
    facts = _told(event.before)
    taken = MarketFigure.objects.filter(
        segment_id=event.before["segment_id"], year=facts.year, competitor__name=facts.competitor or None
    )
    segment = Segment.objects.filter(pk=event.before["segment_id"], is_archived=False).first()
    if segment is None or taken.exists():
        raise ChangedSince
    record_figure(segment, facts, by=by)


def _told(recorded: dict[str, Any]) -> FigureFacts:
    return FigureFacts(
        recorded["year"],
        recorded["customers"],
        recorded["source"],
        recorded["competitor"],
        recorded["url"],
        recorded["note"],
    )
