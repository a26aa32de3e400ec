"""A whole refresh on a small known base: real database, real snapshot, scores and segments back in the records."""

from __future__ import annotations

import threading
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise

import numpy as np
import pytest
from django.conf import settings
from django.db import connection

from idic.domain.differentiate.models import CustomerScore, Refresh, Segment, SegmentMembership
from idic.domain.differentiate.operations.refresh import refresh_scores, start_refresh
from idic.domain.differentiate.ready_segments import READY
from idic.domain.identify.models import Customer
from idic.domain.identify.operations.sources import ensure_source
from idic.domain.sales.models import Purchase
from idic.foundation.accounts.errors import NotAllowed
from idic.foundation.events.models import Event
from idic.foundation.jobs.errors import JobCancelled
from idic.methods import rfm, tense
from idic.methods.clv import lifetime
from idic.warehouse.marts.customers import customer_mart
from idic.warehouse.reading import opened_on_duckdb
from idic.warehouse.snapshots import current_snapshot
from tests.conftest import Cast

AS_OF = date(2026, 10, 31)
NOON = datetime(2024, 11, 1, 5, tzinfo=UTC)


def _silent(step: str, done: int = 0, total: int = 0) -> None:
    """Nobody watches."""


def _company(customers: int = 180) -> None:
    """Buyers at rates of their own over two years, and one customer who has never bought."""
    dice = np.random.default_rng(11)
    source = ensure_source(code="till", name="Till", by=None)
    people = Customer.objects.bulk_create(
        Customer(name=f"Customer {number}", created_at=NOON, updated_at=NOON) for number in range(customers + 1)
    )
    bought = []
    for person in people[:-1]:
        day, gap = float(dice.integers(0, 400)), float(dice.gamma(2.0, 20.0)) + 2
        stop = 720 if dice.random() < 0.6 else dice.integers(int(day), 720)
        while day <= stop:
            total = Decimal(str(round(float(dice.gamma(3.0, 50.0)) + 1, 2)))
            bought.append(
                Purchase(
                    source=source, key=str(len(bought)), customer=person, at=NOON + timedelta(days=int(day)),
                    currency="THB", total=total, line_count=1,
                )
            )  # fmt: skip
            day += float(dice.exponential(gap)) + 1
    Purchase.objects.bulk_create(bought)


@pytest.mark.django_db(transaction=True)
def test_the_stored_scores_are_those_of_the_methods_and_the_segments_follow() -> None:
    _company()
    steps: list[str] = []
    refresh = refresh_scores(report=lambda step, done=0, total=0: steps.append(step), as_of=AS_OF)

    snapshot = current_snapshot(settings.CONFIGURATION.warehouse_folder)
    assert snapshot.name == refresh.snapshot
    mart = customer_mart(snapshot, as_of=AS_OF, currency="THB").to_pydict()
    stored = {score.pk: score for score in CustomerScore.objects.all()}
    assert sorted(stored) == mart["customer_id"]

    last = np.array(mart["last_day"], dtype="datetime64[D]")
    days = np.where(np.isnat(last), np.nan, (np.datetime64(AS_OF) - last).astype(float))
    orders = np.array(mart["orders"], dtype=float)
    net = np.array(mart["net"], dtype=float)
    scored = rfm.score(days, np.where(orders > 0, orders, np.nan), net)
    tenses = tense.derive(last, as_of=AS_OF, median_gap_days=np.array(mart["median_gap"], dtype=float))
    rows = zip(mart["customer_id"], scored.r, scored.f, scored.m, scored.group, tenses.tense, net, strict=True)
    for pk, r, f, m, group, told, spent in rows:
        score = stored[pk]
        assert (score.r or 0, score.f or 0, score.m or 0, score.rfm_group, score.tense) == (r, f, m, group, told)
        assert score.monetary == pytest.approx(Decimal(str(spent)), abs=Decimal("0.01"))

    usable = orders > 0
    columns = [np.array(mart[name], dtype=float)[usable] for name in ("repeat_days", "last_week", "age_weeks")]
    spend = np.nan_to_num(np.array(mart["repeat_spend"], dtype=float)[usable])
    chosen = refresh.fitted["hold_out"]
    assert chosen["better_than_naive"] is True
    assert chosen["mae"] == min(one["mae"] for one in refresh.fitted["candidates"] if one["better_than_naive"])
    worth = lifetime.score_customers(
        *columns, spend, horizon_weeks=52, annual_discount=0.10, margin=0.25, model=chosen["model"]
    )
    for pk, value in zip(np.array(mart["customer_id"])[usable], worth.clv, strict=True):
        assert float(stored[int(pk)].lifetime_value) == pytest.approx(value, abs=0.011)

    never = stored[mart["customer_id"][-1]]
    assert (never.tense, never.r, never.lifetime_value, never.tier) == ("unclassified", None, None, "")
    assert never.reasons == ["no_purchase"]

    assert Segment.objects.count() == len(READY) == refresh.figures["segments"]
    for segment in Segment.objects.all():
        assert CustomerScore.objects.filter(segment_ids__contains=[segment.pk]).count() == segment.size
    champions = Segment.objects.get(code="champions")
    assert champions.size == CustomerScore.objects.filter(rfm_group="champions").count() > 0

    figures = refresh.figures
    assert (figures["customers"], figures["buyers"]) == (181, 180)
    assert Decimal(figures["spend"]) == sum(score.monetary for score in stored.values())
    assert sum(one["customers"] for one in figures["tense"].values()) == 181
    assert sum(count for _r, _f, count, _spent in figures["rfm_grid"]) == 180
    curve = figures["value_curve"]
    assert (curve[0], curve[-1]) == ([0.0, 0.0], [1.0, 1.0])
    assert len(curve) == 101
    assert all(before <= after for before, after in pairwise(curve))
    assert figures["last_purchase"] == max(mart["last_day"][:-1]).isoformat()
    assert list(dict.fromkeys(steps)) == ["extract", "mart", "score", "store", "segments"]
    assert [name for name, _seconds in Refresh.objects.get().seconds] == [
        "extract", "profiling", "mart", "score", "store", "segments", "publish"
    ]  # fmt: skip
    assert Event.objects.filter(verb="refresh.finished", subject_id=refresh.pk).exists()

    with opened_on_duckdb(snapshot) as star:
        scores = star.table("scores").to_pyarrow().to_pylist()
        members = star.table("memberships").to_pyarrow().to_pylist()
    assert [row["customer_id"] for row in scores] == sorted(stored)
    for row in scores:
        score = stored[row["customer_id"]]
        assert (row["tier"], row["r"], row["p_alive"]) == (score.tier, score.r, score.p_alive)
        assert row["monetary_e4"] == score.monetary * 10_000
    assert {(row["customer_id"], row["segment_id"]) for row in members} == set(
        SegmentMembership.objects.filter(valid_to=None).values_list("customer_id", "segment_id")
    )

    again = refresh_scores(report=_silent, as_of=AS_OF)
    assert again.figures["spend"] == figures["spend"]
    assert set(Segment.objects.values_list("gained", "lost")) == {(0, 0)}


@pytest.mark.django_db(transaction=True)
def test_an_empty_company_is_refreshed_to_empty_figures() -> None:
    refresh = refresh_scores(report=_silent, as_of=AS_OF)
    assert (refresh.figures["customers"], refresh.figures["buyers"], refresh.figures["value_curve"]) == (0, 0, [])
    assert refresh.figures["last_purchase"] is None


@pytest.mark.django_db(transaction=True)
def test_a_refresh_stopped_half_way_leaves_the_last_turn_as_it_was() -> None:
    _company(20)
    first = refresh_scores(report=_silent, as_of=AS_OF)
    Customer.objects.create(name="Late", created_at=NOON, updated_at=NOON)

    def stopped(step: str, done: int = 0, total: int = 0) -> None:
        if step == "segments":
            raise JobCancelled

    with pytest.raises(JobCancelled):
        refresh_scores(report=stopped, as_of=AS_OF)
    assert list(Refresh.objects.values_list("pk", flat=True)) == [first.pk]
    assert set(CustomerScore.objects.values_list("refresh_id", flat=True)) == {first.pk}


@pytest.mark.django_db(transaction=True)
def test_a_second_refresh_waits_for_the_first() -> None:
    """Another connection holds the lock; the second says that it waits, and goes on when the lock is free."""
    held, waiting, freed = threading.Event(), threading.Event(), threading.Event()

    def first() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(hashtextextended('idic.refresh', 0))")
            held.set()
            waiting.wait(300)
            freed.set()
            cursor.execute("SELECT pg_advisory_unlock(hashtextextended('idic.refresh', 0))")
        connection.close()

    thread = threading.Thread(target=first)
    thread.start()
    held.wait(300)
    steps: list[tuple[str, bool]] = []

    def report(step: str, done: int = 0, total: int = 0) -> None:
        steps.append((step, freed.is_set()))
        if step == "wait":
            waiting.set()

    refresh_scores(report=report, as_of=AS_OF)
    thread.join()
    assert steps[0] == ("wait", False)
    assert all(was_free for step, was_free in steps if step == "extract")


@pytest.mark.django_db
def test_two_people_pressing_the_button_get_one_refresh(cast: Cast) -> None:
    first = start_refresh(by=cast.analyst)
    assert start_refresh(by=cast.manager).pk == first.pk
    with pytest.raises(NotAllowed):
        start_refresh(by=cast.service)
