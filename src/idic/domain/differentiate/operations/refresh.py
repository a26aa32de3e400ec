from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from time import sleep
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.utils import timezone

from idic.domain.differentiate.models import Refresh
from idic.domain.differentiate.operations.leaving import leave_segments
from idic.domain.differentiate.operations.segments import ensure_ready_segments, evaluate_all_segments
from idic.domain.differentiate.profiling import Unprofiled, drop_at_hand, forget_at_hand, keep_at_hand, unprofiled
from idic.domain.differentiate.scoring.parameters import Parameters
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require
from idic.foundation.events.models import Event
from idic.foundation.events.operations.append import NewEvent, append_event
from idic.foundation.jobs.models import Job
from idic.foundation.jobs.operations.jobs import start_job_once
from idic.foundation.jobs.progress import Progress
from idic.warehouse.snapshots import Snapshot

Report = Callable[[str, int, int], None]

# A hold-out of half a year at most, and of a quarter of what is known at least.
_LONGEST_HOLDOUT_DAYS = 182
_SHORTEST_HOLDOUT_DAYS = 28
_FRESH_DAYS = 7
_WAIT_SECONDS = 0.5
_CURVE_POINTS = 100
# After which somebody may be of those of whom nothing is computed.
_AGAINST = ("consent.withdrawn", "consent.expired", "customer.restricted", "customer.erased")


def start_refresh(*, by: User | None, as_of: date | None = None) -> Job:
    """Joins a refresh that is waiting already: two people pressing the button get one."""
    if by is not None:
        require(by, "refresh.run")
    arguments: dict[str, object] = {"as_of": as_of.isoformat()} if as_of else {}
    return start_job_once("refresh", arguments, by=by)


def refresh_job(progress: Progress, arguments: dict[str, object]) -> dict[str, object]:
    written = arguments.get("as_of")
    job = Job.objects.select_related("created_by").filter(pk=progress.job_id).first()
    refresh = refresh_scores(
        report=progress.report,
        as_of=date.fromisoformat(str(written)) if written else None,
        job=job,
        by=job.created_by if job else None,
    )
    return {"snapshot": refresh.snapshot, **refresh.figures}


def refresh_scores(
    *, report: Report, as_of: date | None = None, parameters: Parameters | None = None, job: Job | None = None,
    by: User | None = None,
) -> Refresh:  # fmt: skip
    """Snapshot, mart, methods, scores, segments. Killed anywhere, it leaves the last turn as it was.

    One at a time: an older turn that ends later must not overwrite a newer one.
    """
    with _one_at_a_time(report):
        return _refreshed(report, as_of, parameters or Parameters(), job, by)


def _refreshed(report: Report, as_of: date | None, parameters: Parameters, job: Job | None, by: User | None) -> Refresh:
    from idic.domain.differentiate.queries.life import life_series
    from idic.domain.differentiate.scoring.scores import score_base
    from idic.domain.differentiate.scoring.storing import store_scores
    from idic.warehouse.extract import take_snapshot
    from idic.warehouse.marts.base import last_purchase_day, monthly_figures, purchases_in_other_currencies
    from idic.warehouse.marts.customers import customer_mart

    started = timezone.now()
    currency = settings.CONFIGURATION.currency
    snapshot = take_snapshot(
        settings.CONFIGURATION.warehouse_folder, at=started, time_zone=settings.TIME_ZONE, report=report
    )
    today = timezone.localdate(started)
    last_purchase = last_purchase_day(snapshot, until=today)
    day = as_of or _day_of_figures(last_purchase, today)
    report("mart", 0, 0)
    mart = customer_mart(snapshot, as_of=day, currency=currency)
    monthly = monthly_figures(snapshot, as_of=day, currency=currency)
    other = purchases_in_other_currencies(snapshot, currency=currency)
    life = life_series(snapshot, day)
    left_out = unprofiled(started)
    mart = _without(mart, left_out)
    report("score", 0, mart.num_rows)
    holdout = _holdout(snapshot, mart, day, currency, left_out)
    scores = score_base(mart, as_of=day, parameters=parameters, holdout=holdout)
    if left_out.ids:
        scores.warnings.append({"code": "left_out_of_scores", "count": len(left_out.ids), "reasons": left_out.reasons})
    if other:
        scores.warnings.append({"code": "other_currencies", "purchases": other})
    report("store", 0, mart.num_rows)
    with transaction.atomic():
        refresh = Refresh.objects.create(
            snapshot=snapshot.name, as_of=day, watermark=snapshot.watermark,
            parameters={**parameters.as_dict(), "currency": currency}, fitted=scores.fitted, warnings=scores.warnings,
            job=job if job and job.pk else None, created_by=by, started_at=started, finished_at=started,
        )  # fmt: skip
        store_scores(scores, refresh.pk)
        report("segments", 0, 0)
        ensure_ready_segments()
        with connection.cursor() as cursor:
            keep_at_hand(cursor, left_out)
            forget_at_hand(cursor, at=started)
        segments = evaluate_all_segments(at=started, as_of=day, at_hand=True)
        refresh.figures = {
            **_figures(), "segments": segments, "monthly": monthly, "life": life,
            "last_purchase": last_purchase.isoformat() if last_purchase else None,
        }  # fmt: skip
        refresh.finished_at = timezone.now()
        refresh.save(update_fields=["figures", "finished_at"])
        append_event(
            NewEvent(
                "refresh.finished", "refresh", refresh.pk, after={"snapshot": snapshot.name, "as_of": day.isoformat()}
            ),
            by=by,
            agent="refresh",
        )
        with connection.cursor() as cursor:
            drop_at_hand(cursor)
    for customer_id in _said_since(snapshot.watermark):
        leave_segments(customer_id)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE differentiate_customerscore")
    return refresh


def _without(mart: Any, left_out: Unprofiled) -> Any:
    """The table of customers without those of whom nothing is computed: they are no example for a model either."""
    import pyarrow as pa
    import pyarrow.compute as compute

    if not left_out.ids:
        return mart
    return mart.filter(compute.invert(compute.is_in(mart.column("customer_id"), pa.array(left_out.ids, pa.int64()))))


def _said_since(watermark: int) -> list[int]:
    """Who said no while this refresh was at work: their scores went, and it has just written them again."""
    said = Event.objects.filter(id__gt=watermark, verb__in=_AGAINST, customer_id__isnull=False)
    return sorted({int(pk) for pk in said.values_list("customer_id", flat=True) if pk is not None})


def _day_of_figures(last: date | None, today: date) -> date:
    """Today, unless the purchases end more than a week ago: then it is the files that are old, not the customers
    who have stopped, and the figures are as of the last day that the purchases tell about."""
    return last if last is not None and last < today - timedelta(days=_FRESH_DAYS) else today


@contextmanager
def _one_at_a_time(report: Report) -> Iterator[None]:
    """Held by the connection: the lock of a killed refresh goes with it."""
    with connection.cursor() as cursor:
        while True:
            cursor.execute("SELECT pg_try_advisory_lock(hashtextextended('idic.refresh', 0))")
            if cursor.fetchone()[0]:
                break
            report("wait", 0, 0)
            sleep(_WAIT_SECONDS)
    try:
        yield
    finally:
        # A broken connection has let the lock go already.
        if connection.is_usable():
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(hashtextextended('idic.refresh', 0))")


def _holdout(snapshot: Snapshot, mart: Any, day: date, currency: str, left_out: Unprofiled) -> Any:
    """None where less than a few months are known: then nothing can be held against the forecast."""
    import numpy as np

    from idic.domain.differentiate.scoring.scores import HoldOutData
    from idic.warehouse.marts.customers import customer_mart
    from idic.warehouse.marts.holdout import purchase_days_between

    first = mart.column("first_day").to_numpy(zero_copy_only=False).astype("datetime64[D]")
    last = mart.column("last_day").to_numpy(zero_copy_only=False).astype("datetime64[D]")
    known = ~np.isnat(first)
    if not known.any():
        return None
    start, end = first[known].min().astype(object), min(last[known].max().astype(object), day)
    length = min(_LONGEST_HOLDOUT_DAYS, (end - start).days // 4)
    if length < _SHORTEST_HOLDOUT_DAYS:
        return None
    split = end - timedelta(days=length)
    past = _without(customer_mart(snapshot, as_of=split, currency=currency), left_out)
    came = purchase_days_between(snapshot, after=split, until=end, currency=currency)
    days = dict(zip(came.column("customer_id").to_pylist(), came.column("days").to_pylist(), strict=True))
    actual = np.array([days.get(customer, 0) for customer in past.column("customer_id").to_pylist()], dtype=np.float64)
    return HoldOutData(past, actual, length / 7.0)


def _figures() -> dict[str, object]:
    """The base at this turn, counted where the pages read it."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT count(*), count(*) FILTER (WHERE c.record_count > 1), sum(c.record_count)::bigint,
                      count(*) FILTER (WHERE c.phone <> '' OR c.email <> '')
               FROM identify_customer c WHERE c.merged_into_id IS NULL"""
        )
        customers, joined, records, reachable = cursor.fetchone()
        cursor.execute(
            """SELECT count(*) FILTER (WHERE frequency > 0), sum(monetary), sum(lifetime_value), avg(p_alive)
               FROM differentiate_customerscore"""
        )
        buyers, spend, value, alive = cursor.fetchone()
        figures: dict[str, object] = {
            "customers": customers, "joined": joined, "records": records or 0, "reachable": reachable, "buyers": buyers,
            "spend": str(spend or 0), "lifetime_value": str(value) if value is not None else None,
            "p_alive": round(alive, 4) if alive is not None else None,
        }  # fmt: skip
        for name in ("tense", "tier", "rfm_group"):
            cursor.execute(
                f"SELECT {name}, count(*), sum(monetary), sum(lifetime_value)"  # noqa: S608 - the three names above
                f" FROM differentiate_customerscore WHERE {name} <> '' GROUP BY 1"
            )
            figures[name] = {
                code: {
                    "customers": count,
                    "spend": str(spent or 0),
                    "lifetime_value": None if worth is None else str(worth),
                }
                for code, count, spent, worth in cursor.fetchall()
            }
        cursor.execute(
            "SELECT r, f, count(*), sum(monetary) FROM differentiate_customerscore WHERE r IS NOT NULL GROUP BY 1, 2"
        )
        figures["rfm_grid"] = [[r, f, count, str(sum_ or 0)] for r, f, count, sum_ in cursor.fetchall()]
        figures["value_curve"] = _value_curve(cursor)
    return figures


def _value_curve(cursor: CursorWrapper) -> list[list[float]]:
    """Hundredths of the customers, the most valuable first: their share of the customers and of the lifetime value."""
    cursor.execute(
        """SELECT max(place)::float / max(max(place)) OVER (), (sum(sum(value)) OVER (ORDER BY part))::float
           FROM (SELECT lifetime_value AS value, row_number() OVER ranked AS place, ntile(%s) OVER ranked AS part
                 FROM differentiate_customerscore WHERE lifetime_value IS NOT NULL
                 WINDOW ranked AS (ORDER BY lifetime_value DESC, customer_id)) AS parted
           GROUP BY part ORDER BY part""",
        [_CURVE_POINTS],
    )
    rows = cursor.fetchall()
    whole = rows[-1][1] if rows else 0.0
    if whole <= 0:
        return []
    return [[0.0, 0.0], *([round(customers, 4), round(running / whole, 4)] for customers, running in rows)]
