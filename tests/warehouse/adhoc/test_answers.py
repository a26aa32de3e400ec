from __future__ import annotations

import threading
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import duckdb
import ibis
import pytest
from django.test import override_settings

from idic.warehouse.adhoc.errors import Busy, Failed
from idic.warehouse.adhoc.marts import mart_specs
from idic.warehouse.adhoc.process import answer
from idic.warehouse.adhoc.slots import slot
from idic.warehouse.rights import Reach, RowCut
from idic.warehouse.snapshots import Snapshot


def test_an_answer_brings_columns_types_and_the_marts_it_read(asked, everything: RowCut) -> None:
    found = asked("SELECT place, sum(amount_e4) / 1e4 AS paid FROM sales GROUP BY ALL ORDER BY place", everything)
    assert found.columns == ["place", "paid"]
    assert found.types == ["VARCHAR", "DOUBLE"]
    assert [row[0] for row in found.rows] == ["SECRET-SHOP", "Siam"]
    assert found.marts == ["sales"]
    assert found.cut == ""


def test_rows_beyond_the_limit_are_left_out_and_told(asked, everything: RowCut) -> None:
    found = asked("SELECT * FROM sales", everything, rows=7)
    assert len(found.rows) == 7
    assert found.cut == "rows"
    assert asked("SELECT * FROM sales LIMIT 7", everything, rows=7).cut == ""


def test_bytes_beyond_the_limit_are_left_out_and_told(asked, everything: RowCut) -> None:
    found = asked("SELECT repeat('x', 1000) FROM sales", everything, bytes=10_500)
    assert len(found.rows) == 10
    assert found.cut == "bytes"


def test_today_and_now_are_those_of_the_business(asked, everything: RowCut) -> None:
    """A machine often tells UTC, which is another day during some hours of each."""
    for zone in ("Asia/Bangkok", "America/New_York"):
        with override_settings(TIME_ZONE=zone):
            [[moment, today, aware]] = asked("SELECT now()::TIMESTAMP, current_date, now()", everything).rows
        here = datetime.fromisoformat(str(moment))
        assert abs(datetime.now(ZoneInfo(zone)).replace(tzinfo=None) - here) < timedelta(minutes=1)
        assert date.fromisoformat(str(today)) == here.date()
        assert abs(datetime.now(UTC) - datetime.fromisoformat(str(aware))) < timedelta(minutes=1)


def test_a_wrong_name_is_told_in_words_that_help(asked, everything: RowCut) -> None:
    with pytest.raises(Failed) as error:
        asked("SELECT amout_e4 FROM sales", everything)
    assert "amount_e4" in str(error.value)
    assert ".parquet" not in str(error.value)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT count(*) FILTER (WHERE amount_e4 > 1000500), avg(amount_e4) OVER () FROM sales GROUP BY amount_e4 LIMIT 1",
        "WITH m AS (SELECT date_trunc('month', day) AS month, sum(amount_e4) AS paid FROM sales GROUP BY 1)"
        " SELECT month, paid, lag(paid) OVER (ORDER BY month) FROM m ORDER BY 1",
        "FROM customers SELECT kind, count(*) GROUP BY ALL",
        "SELECT * EXCLUDE (facts) REPLACE (upper(province) AS province) FROM customers LIMIT 3",
        "SELECT facts->>'$.age_band' AS band, count(DISTINCT s.purchase_id) FROM customers c LEFT JOIN sales s"
        " USING (customer_id) GROUP BY 1 HAVING count(*) > 1 ORDER BY 2 DESC",
        "SELECT unnest(generate_series(1, 3)), CASE WHEN true THEN 1 ELSE 2 END, DATE '2026-01-31' + INTERVAL 1 MONTH",
        "SELECT * FROM (VALUES (1, 'a'), (2, 'b')) t(n, s) WHERE s LIKE 'a%' UNION ALL SELECT 3, 'c'",
    ],
)
def test_the_sql_that_analysts_write_is_answered(text: str, asked, everything: RowCut) -> None:
    assert asked(text, everything).rows


@pytest.mark.parametrize("scope", ["all", "team", "own", "none"])
def test_the_cut_is_the_same_in_sql_and_in_ibis(scope: str, asked, star: Snapshot) -> None:
    team = 2 if scope == "team" else None
    reach = Reach(scope, 101, team)
    cut = RowCut(
        reach, reach, (), {"birth_date": "masked", "sex": "masked", "language": "hidden"},
        {"age_band": "seen", "x_salary": "masked"},
    )  # fmt: skip
    engine = ibis.duckdb.connect()

    class Star:
        def table(self, name: str) -> ibis.Table:
            return engine.read_parquet(str(star.table(name)))

    for name, order in (("customers", "customer_id"), ("sales", "purchase_id")):
        told = cut.table(Star(), name).order_by(order).to_pyarrow().to_pylist()
        rows = [[str(value) if hasattr(value, "isoformat") else value for value in row.values()] for row in told]
        assert asked(f"SELECT * FROM {name} ORDER BY {order}", cut).rows == rows
    assert len(rows) == {"all": 4100, "team": 2000, "own": 2000, "none": 0}[scope]


def test_a_third_question_at_once_is_told_to_come_back(star: Snapshot, everything: RowCut, tmp_path: Path) -> None:
    with slot(tmp_path), slot(tmp_path), pytest.raises(Busy):
        answer("SELECT 1", cut=everything, snapshot=star, places=tmp_path)
    assert answer("SELECT 1", cut=everything, snapshot=star, places=tmp_path).rows == [[1]]


def test_two_questions_are_answered_beside_each_other(star: Snapshot, everything: RowCut, tmp_path: Path) -> None:
    found: list[object] = []

    def ask() -> None:
        found.append(answer("SELECT count(*) FROM sales", cut=everything, snapshot=star, places=tmp_path).rows)

    threads = [threading.Thread(target=ask) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [[[4100]], [[4100]]]


def test_a_mart_in_blocks_is_one_mart(tmp_path: Path, everything: RowCut) -> None:
    folder = tmp_path / "snapshot"
    (folder / "sales").mkdir(parents=True)
    with duckdb.connect() as engine:
        for block in (0, 1):
            engine.execute(f"COPY (SELECT {block} AS purchase_id) TO '{folder}/sales/{block}.parquet'")
    snapshot = Snapshot("x", folder, 1, {"sales": 2}, {"sales": {"0.parquet": 1, "1.parquet": 1}})
    assert len(mart_specs(everything, snapshot)[0]["files"]) == 2
    found = answer("SELECT sum(purchase_id), count(*) FROM sales", cut=everything, snapshot=snapshot, places=tmp_path)
    assert found.rows == [[1, 2]]
