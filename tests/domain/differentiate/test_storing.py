"""Scores written into a table beside the living one and put in its place, while others go on writing."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal

import numpy as np
import pyarrow as pa
import pytest
from django.db import connection, transaction
from django.db.models import Avg, Count, Sum
from django.utils import timezone

from idic.domain.differentiate.models import CustomerScore, Refresh
from idic.domain.differentiate.scoring import standing, storing, successor
from idic.domain.differentiate.scoring.beside import working_beside
from idic.domain.differentiate.scoring.parameters import Parameters
from idic.domain.differentiate.scoring.reasons import Reasons
from idic.domain.differentiate.scoring.standing import Standing
from idic.domain.differentiate.scoring.steps import Turn
from idic.domain.identify.models import Customer

NOON = datetime(2026, 10, 1, 5, tzinfo=UTC)
AS_OF = date(2026, 10, 31)


@pytest.fixture
def people(transactional_db: None) -> list[int]:
    made = Customer.objects.bulk_create(
        Customer(name=f"Customer {number}", created_at=NOON, updated_at=NOON) for number in range(6)
    )
    return [one.pk for one in made]


def turn_of(people: list[int], *, spend: float = 10.0) -> Turn:
    size = len(people)
    reasons = Reasons(size)
    reasons.add("no_purchase", np.array([True] + [False] * (size - 1)))
    reasons.add("one_purchase_day", np.arange(size) < 2)
    columns = {
        "customer_id": np.array(people), "tense": np.full(size, "current", dtype=object),
        "first_at": np.full(size, np.datetime64("2025-01-31"), dtype="datetime64[D]"),
        "last_at": np.array(["NaT"] + ["2026-10-01"] * (size - 1), dtype="datetime64[D]"),
        "recency_days": np.array([np.nan] + [30.0] * (size - 1)), "frequency": np.arange(size, dtype=float),
        "monetary": np.arange(size) * spend - 0.005, "r": np.arange(size) % 6, "f": np.arange(size) % 6,
        "m": np.arange(size) % 6, "rfm_group": np.array(["", "it's", "ใหม่", "新客", "a", "b"][:size], dtype=object),
        "p_alive": np.array([np.nan] + [0.5] * (size - 1)), "expected_purchases": np.full(size, np.nan),
        "lifetime_value": np.array([-12_345_678_901.23, 0.1] + [np.nan] * (size - 2)),
        "tier": np.full(size, "", dtype=object), "limit_days": np.full(size, np.nan),
    }  # fmt: skip
    turn = Turn(None, pa.table({"customer_id": people}), AS_OF, "THB", Parameters(), columns, reasons)
    columns["reasons"] = reasons.coded()[0]
    return turn


def stored(people: list[int], *, in_place: int, spend: float = 10.0, standing: Standing | None = None) -> int:
    now = timezone.now()
    with transaction.atomic():
        refresh = Refresh.objects.create(
            snapshot=f"s{now:%H%M%S%f}", as_of=AS_OF, watermark=0, started_at=now, finished_at=now
        )
        storing.store_scores(turn_of(people, spend=spend), refresh.pk, in_place=in_place, standing=standing)
    return refresh.pk


def rows() -> list[dict[str, object]]:
    return list(CustomerScore.objects.order_by("pk").values())


def catalogue() -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT 'index', indexname, indexdef FROM pg_indexes WHERE tablename = 'differentiate_customerscore'
               UNION ALL SELECT contype::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
               WHERE conrelid = 'differentiate_customerscore'::regclass
               UNION ALL SELECT 'column', column_name || ordinal_position,
                                data_type || is_nullable || coalesce(column_default, '')
               FROM information_schema.columns WHERE table_name = 'differentiate_customerscore'
               UNION ALL SELECT 'trigger', tgname, pg_get_triggerdef(oid) FROM pg_trigger
               WHERE tgrelid = 'differentiate_customerscore'::regclass AND NOT tgisinternal ORDER BY 1, 2"""
        )
        return list(cursor.fetchall())


def test_both_ways_of_writing_leave_the_same_rows_and_the_same_table(people: list[int]) -> None:
    before = catalogue()
    stored(people, in_place=100)
    in_place = rows()
    CustomerScore.objects.all().delete()
    stored(people, in_place=0)
    beside = rows()
    for one in in_place + beside:
        one.pop("refresh_id")
    assert beside == in_place
    assert catalogue() == before
    first, second = beside[:2]
    assert (first["last_at"], first["recency_days"], first["r"], first["p_alive"]) == (None, None, None, None)
    assert (first["lifetime_value"], second["lifetime_value"]) == (Decimal("-12345678901.23"), Decimal("0.10"))
    assert (first["reasons"], second["reasons"]) == (["no_purchase", "one_purchase_day"], ["one_purchase_day"])
    assert [one["rfm_group"] for one in beside[:4]] == ["", "it's", "ใหม่", "新客"]
    assert beside[3]["segment_ids"] == []


@pytest.mark.parametrize("in_place", [0, 100])
def test_the_figures_of_the_base_are_the_sums_of_what_stands_in_the_records(people: list[int], in_place: int) -> None:
    Customer.objects.filter(pk=people[0]).update(record_count=3, phone="+66812345678")
    Customer.objects.filter(pk=people[4]).update(merged_into_id=people[0])
    stored(people[4:], in_place=in_place)  # of an earlier refresh: not counted again
    now = timezone.now()
    with transaction.atomic():
        refresh = Refresh.objects.create(snapshot="n", as_of=AS_OF, watermark=0, started_at=now, finished_at=now)
        turn = turn_of(people[:5])
        turn.columns["lifetime_value"] = np.array([7.125, 0.1, np.nan, 120.0, 0.1])
        figures = storing.store_scores(turn, refresh.pk, in_place=in_place)
    counts = {name: figures[name] for name in ("customers", "joined", "records", "reachable", "buyers")}
    assert counts == {"customers": 5, "joined": 1, "records": 7, "reachable": 1, "buyers": 4}
    ours = CustomerScore.objects.filter(refresh=refresh)
    totals = ours.aggregate(spend=Sum("monetary"), worth=Sum("lifetime_value"), alive=Avg("p_alive"))
    assert (figures["spend"], figures["lifetime_value"]) == (str(totals["spend"]), str(totals["worth"]))
    assert figures["p_alive"] == round(totals["alive"], 4)
    groups = ours.exclude(rfm_group="").values("rfm_group").annotate(
        customers=Count("pk"), spend=Sum("monetary"), worth=Sum("lifetime_value")
    )  # fmt: skip
    assert figures["rfm_group"] == {
        one["rfm_group"]: {
            "customers": one["customers"], "spend": str(one["spend"] or 0),
            "lifetime_value": None if one["worth"] is None else str(one["worth"]),
        }
        for one in groups
    }  # fmt: skip
    assert figures["tier"] == {}
    cells = ours.filter(r__isnull=False).values("r", "f").annotate(customers=Count("pk"), spend=Sum("monetary"))
    assert figures["rfm_grid"] == [
        [one["r"], one["f"], one["customers"], str(one["spend"] or 0)] for one in cells.order_by("r", "f")
    ]
    # 120.00, 7.12, 0.10 and 0.10 of four customers
    assert figures["value_curve"] == [[0.0, 0.0], [0.25, 0.9425], [0.5, 0.9984], [0.75, 0.9992], [1.0, 1.0]]


def test_what_is_not_computed_stays_and_a_second_turn_replaces_the_first(people: list[int]) -> None:
    stored(people, in_place=0)
    CustomerScore.objects.filter(pk=people[2]).update(segment_ids=[7, 9], churn_band="high")
    second = stored(people[:5], in_place=0, spend=20.0)
    kept = CustomerScore.objects.get(pk=people[2])
    assert (kept.segment_ids, kept.churn_band, kept.refresh_id) == ([7, 9], "high", second)
    assert kept.monetary == Decimal("40.00") or kept.monetary == Decimal("39.99")
    # of whom nothing was computed this time
    assert CustomerScore.objects.get(pk=people[5]).refresh_id != second


def _elsewhere(act: Callable[[], object]) -> None:
    """On a connection of its own, to its end."""
    failed: list[BaseException] = []

    def run() -> None:
        try:
            act()
        except BaseException as error:
            failed.append(error)
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join(300)
    assert not failed, failed


def test_what_others_write_while_the_new_table_is_made_is_not_lost(
    people: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    stored(people[:5], in_place=0)
    newcomer = Customer.objects.create(name="Newcomer", created_at=NOON, updated_at=NOON).pk
    replace = storing.replace_by_successor

    def meanwhile(*given: object) -> None:
        def act() -> None:
            CustomerScore.objects.filter(pk=people[0]).update(segment_ids=[3])
            CustomerScore.objects.filter(pk=people[1]).update(refresh_id=None)
            CustomerScore.objects.filter(pk=people[2]).delete()
            CustomerScore.objects.create(pk=newcomer, segment_ids=[4])

        _elsewhere(act)
        replace(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(storing, "replace_by_successor", meanwhile)
    newest = stored(people[:5], in_place=0, spend=30.0)
    found = {row["customer_id"]: row for row in rows()}
    assert found[people[0]]["segment_ids"] == [3]
    assert (found[people[1]]["refresh_id"], found[people[0]]["refresh_id"]) == (None, newest)
    assert people[2] not in found
    assert found[newcomer]["segment_ids"] == [4]
    assert sorted(found) == sorted({*people[:5], newcomer} - {people[2]})


def test_a_writer_that_is_at_work_is_waited_for_and_what_it_wrote_is_kept(people: list[int]) -> None:
    stored(people, in_place=0)
    at_work, done = threading.Event(), threading.Event()

    def writer() -> None:
        with transaction.atomic():
            CustomerScore.objects.filter(pk=people[4]).update(segment_ids=[8])
            at_work.set()
            done.wait(1.5)
            # takes the other lock while the refresh waits for the first: nobody is thrown out
            Customer.objects.filter(pk=people[4]).update(name="Renamed")
        connection.close()

    thread = threading.Thread(target=writer)
    thread.start()
    at_work.wait(300)
    stored(people, in_place=0, spend=5.0)
    thread.join()
    assert CustomerScore.objects.get(pk=people[4]).segment_ids == [8]
    assert Customer.objects.get(pk=people[4]).name == "Renamed"


def test_where_somebody_reads_for_very_long_the_rows_are_written_in_place(
    people: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    stored(people, in_place=0)
    monkeypatch.setattr(successor, "_TRIES", 2)
    reading, done = threading.Event(), threading.Event()

    def reader() -> None:
        with transaction.atomic():
            CustomerScore.objects.count()
            reading.set()
            done.wait(300)
        connection.close()

    thread = threading.Thread(target=reader)
    thread.start()
    reading.wait(300)
    newest = stored(people, in_place=0, spend=50.0)
    done.set()
    thread.join()
    assert set(CustomerScore.objects.values_list("refresh_id", flat=True)) == {newest}
    assert len(rows()) == 6


def test_a_customer_who_went_meanwhile_has_no_score(people: list[int]) -> None:
    Customer.objects.filter(pk=people[3]).delete()
    stored(people, in_place=0)
    assert people[3] not in set(CustomerScore.objects.values_list("pk", flat=True))


@pytest.fixture
def read_before(people: list[int], monkeypatch: pytest.MonkeyPatch) -> Standing:
    """As a refresh reads it while scores are computed: on another connection, before the transaction that writes."""
    stored(people[:4], in_place=0)
    CustomerScore.objects.filter(pk=people[0]).update(segment_ids=[3], churn_band="high")
    monkeypatch.setattr(standing, "IN_PLACE", 0)
    columns = {str(one.column) for one in CustomerScore._meta.concrete_fields}
    untouched = columns - {*turn_of(people).columns, "refresh_id"}
    monkeypatch.setattr(standing, "_LEFT_ALONE", tuple(untouched))
    with working_beside() as beside:
        found = standing.standing_read_by(beside, len(people))()
    assert found is not None
    return found


def test_what_was_read_before_is_followed_up_to_the_moment_of_writing(people: list[int], read_before: Standing) -> None:
    CustomerScore.objects.filter(pk=people[1]).update(segment_ids=[5])
    CustomerScore.objects.filter(pk=people[2]).delete()
    CustomerScore.objects.create(pk=people[5], segment_ids=[6])
    newest = stored(people[:5], in_place=0, spend=7.0, standing=read_before)
    found = {row["customer_id"]: row for row in rows()}
    assert {pk: row["segment_ids"] for pk, row in found.items()} == {
        people[0]: [3], people[1]: [5], people[3]: [], people[4]: [], people[5]: [6],
    }  # fmt: skip
    assert (found[people[0]]["churn_band"], found[people[0]]["refresh_id"]) == ("high", newest)


def test_a_customer_who_goes_after_the_reading_has_no_score(people: list[int], read_before: Standing) -> None:
    Customer.objects.filter(pk__in=[people[1], people[4]]).delete()
    newest = stored(people[:5], in_place=0, spend=7.0, standing=read_before)
    assert set(CustomerScore.objects.values_list("pk", "refresh_id")) == {
        (people[number], newest) for number in (0, 2, 3)
    }
