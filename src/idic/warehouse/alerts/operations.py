from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import date, datetime

from django.db import InterfaceError, OperationalError, transaction
from django.db.models import Max
from django.utils import timezone

from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require
from idic.foundation.events.operations.append import NewEvent, append_event, changes_between
from idic.foundation.texts import one_line, trimmed
from idic.warehouse.adhoc.queries import access_query
from idic.warehouse.alerts.errors import AlertIncomplete, AlertOutdated, NoteMissing, NotMeasured
from idic.warehouse.alerts.measures import MEASURES, SQL
from idic.warehouse.alerts.queries import access_alert
from idic.warehouse.alerts.series import Reading, Series, read_series
from idic.warehouse.alerts.telling import tell_people
from idic.warehouse.models import Alert, AlertOpening, Period, RuleSet

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Settings:
    """What a person chooses of an alert. `baseline_until`: what is usual is taken from the periods up to this day."""

    name: str
    measure: str
    query_id: int | None = None
    period: str = Period.WEEK
    rules: str = RuleSet.WESTERN_ELECTRIC
    people_ids: tuple[int, ...] = ()
    baseline_until: date | None = None


def create_alert(settings: Settings, *, by: User) -> Alert:
    """Reads the figure first: an alert without a baseline watches nothing. Raises BaselineShort, NotMeasured."""
    from idic.warehouse.alerts.judging import freeze

    require(by, "report.manage")
    alert = Alert(owner=by)
    _take(alert, settings, by=by)
    reading = read_series(alert, by=by)
    alert.baseline = freeze(reading.series, until=settings.baseline_until)
    alert.series, alert.evaluated_at = _stored(reading.series), timezone.now()
    with transaction.atomic():
        alert.save()
        _set_people(alert, settings)
        append_event(NewEvent("alert.created", "alert", alert.pk, after=_recorded(alert)), by=by)
    evaluate_alert(alert, reading=reading)
    return alert


def change_alert(alert: Alert, settings: Settings, *, version: int, by: User) -> Alert:
    """Another figure, period, or end of the baseline freezes a new one; a new name or other people leave it as it is.
    It is counted with the rights of whoever changed it last."""
    from idic.warehouse.alerts.judging import freeze

    require(by, "report.manage")
    seen = access_alert(by, alert.pk)
    before, old = _recorded(seen), (seen.measure, seen.query_id, seen.period)
    _take(seen, settings, by=by)
    is_other = (seen.measure, seen.query_id, seen.period) != old
    reading: Reading | None = None
    if is_other or settings.baseline_until is not None:
        reading = read_series(seen, by=by)
        seen.baseline = freeze(reading.series, until=settings.baseline_until)
        seen.series, seen.evaluated_at, seen.problem = _stored(reading.series), timezone.now(), ""
    with transaction.atomic():
        locked = Alert.objects.select_for_update().get(pk=seen.pk)
        if locked.version != version or locked.archived_at is not None:
            raise AlertOutdated
        seen.version, seen.owner = version + 1, by
        seen.save()
        _set_people(seen, settings)
        told, changed = changes_between(before, _recorded(seen))
        append_event(NewEvent("alert.changed", "alert", seen.pk, before=told, after=changed), by=by)
    if reading is not None:
        evaluate_alert(seen, reading=reading)
    return seen


@transaction.atomic
def archive_alert(alert: Alert, *, by: User) -> None:
    require(by, "report.manage")
    alert = Alert.objects.select_for_update().get(pk=access_alert(by, alert.pk).pk)
    alert.archived_at = timezone.now()
    alert.save(update_fields=["archived_at"])
    append_event(NewEvent("alert.archived", "alert", alert.pk, after={"name": alert.name}), by=by)


@transaction.atomic
def acknowledge_alert(alert: Alert, *, note: str, by: User) -> AlertOpening | None:
    """With a word of what was found. What rang is done with; a later period may ring again."""
    access_alert(by, alert.pk)
    if not note.strip():
        raise NoteMissing
    opening = AlertOpening.objects.select_for_update().filter(alert=alert, acknowledged_at__isnull=True).first()
    if opening is None:
        return None
    opening.acknowledged_at, opening.acknowledged_by, opening.note = timezone.now(), by, trimmed(note, 1000)
    opening.save(update_fields=["acknowledged_at", "acknowledged_by", "note"])
    after = {"name": alert.name, "note": opening.note, "period": opening.period_start.isoformat()}
    append_event(NewEvent("alert.acknowledged", "alert", alert.pk, after=after), by=by)
    return opening


def evaluate_all(at: datetime | None = None) -> dict[str, object]:
    counts = {"alerts": 0, "opened": 0, "problems": 0}
    for alert in Alert.objects.filter(archived_at__isnull=True).select_related("query").order_by("id"):
        try:
            opening = evaluate_alert(alert, at=at)
        except (OperationalError, InterfaceError):
            raise
        except Exception:  # the others are watched all the same, and this one says that it is not
            logger.exception("alert %s could not be evaluated", alert.pk)
            Alert.objects.filter(pk=alert.pk).update(problem="unforeseen", evaluated_at=at or timezone.now())
            opening, alert.problem = None, "unforeseen"
        counts["alerts"] += 1
        counts["opened"] += opening is not None
        counts["problems"] += bool(alert.problem)
    return dict(counts)


def evaluate_alert(alert: Alert, *, at: datetime | None = None, reading: Reading | None = None) -> AlertOpening | None:
    """Counted with its owner's rights. Opens nothing while one is open, and nothing for a period that rang before."""
    from idic.warehouse.alerts.judging import marked

    at = at or timezone.now()
    if reading is None:
        owner = User.with_rights.filter(pk=alert.owner_id, is_active=True).first()
        try:
            if owner is None:
                raise NotMeasured("owner_gone", "")
            reading = read_series(alert, by=owner)
        except NotMeasured as error:
            alert.problem, alert.evaluated_at = error.code, at
            alert.save(update_fields=["problem", "evaluated_at"])
            return None
    series, problem = reading.series, "late" if reading.is_late else ""
    found = marked(series, alert.baseline, alert.rules)
    with transaction.atomic():
        alert_now = Alert.objects.select_for_update().get(pk=alert.pk)
        alert_now.series, alert_now.evaluated_at, alert_now.problem = _stored(series), at, problem
        alert_now.save(update_fields=["series", "evaluated_at", "problem"])
        alert.series, alert.evaluated_at, alert.problem = alert_now.series, at, problem
        openings = AlertOpening.objects.filter(alert=alert_now)
        if not found or openings.filter(acknowledged_at__isnull=True).exists():
            return None
        rang = openings.aggregate(last=Max("period_start"))["last"]
        fresh = [one for one in found if rang is None or one.day > rang]
        if not fresh:
            return None
        newest = fresh[-1]
        opening = AlertOpening.objects.create(
            alert=alert_now,
            opened_at=at,
            period_start=newest.day,
            value=newest.value,
            rule=newest.rule,
            side=newest.side,
        )
        after = {"name": alert_now.name, "period": newest.day.isoformat(), "value": newest.value, "rule": newest.rule}
        append_event(NewEvent("alert.opened", "alert", alert_now.pk, after=after), by=None)
        tell_people(opening)
    return opening


def _take(alert: Alert, settings: Settings, *, by: User) -> None:
    if not settings.name.strip() or (settings.measure != SQL and settings.measure not in MEASURES):
        raise AlertIncomplete
    query = None
    if settings.measure == SQL:
        if settings.query_id is None:
            raise AlertIncomplete
        query = alert.query if alert.query_id == settings.query_id else access_query(by, settings.query_id)
    alert.name, alert.measure, alert.query = one_line(settings.name, 120), settings.measure, query
    alert.period, alert.rules = Period(settings.period), RuleSet(settings.rules)


def _set_people(alert: Alert, settings: Settings) -> None:
    alert.people.set(User.objects.filter(pk__in=settings.people_ids, is_active=True))


def _stored(series: Series) -> list[list[object]]:
    return [[day.isoformat(), value] for day, value in series]


def _recorded(alert: Alert) -> dict[str, object]:
    return {
        "name": alert.name, "measure": alert.measure, "query": alert.query_id, "period": alert.period,
        "rules": alert.rules, "baseline": alert.baseline,
    }  # fmt: skip
