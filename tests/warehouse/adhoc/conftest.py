from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from idic.warehouse.adhoc.process import answer
from idic.warehouse.adhoc.spec import Answer, Limits
from idic.warehouse.rights import Reach, RowCut
from idic.warehouse.snapshots import Snapshot

#: Three teams of ten customers each, the last ten of nobody's; what a reader of team 1 must never see says so.
_CUSTOMERS = """
SELECT i AS customer_id, 'person' AS kind, CASE WHEN i % 2 = 0 THEN 'female' ELSE 'male' END AS sex,
    DATE '1980-05-17' + i::INTEGER AS birth_date, 'th' AS language, 'TH' AS country,
    CASE WHEN i < 10 THEN 'Bangkok' WHEN i < 20 THEN 'SECRET-PROVINCE' ELSE 'Chiang Mai' END AS province,
    json_object('age_band', '30-39', 'x_salary', 'SALARY-' || i, 'note', 'NOTE-' || i)::VARCHAR AS facts,
    DATE '2024-01-01' AS created_on, (CASE WHEN i < 30 THEN 100 + i // 10 END)::BIGINT AS owner_id,
    (CASE WHEN i < 30 THEN 1 + i // 10 END)::BIGINT AS team_id, 1 AS record_count
FROM range(40) t(i)"""
_SALES = """
SELECT i AS purchase_id, i % 7 AS product_id, CASE WHEN i % 41 < 40 THEN i % 41 END AS customer_id, 'sale' AS kind,
    DATE '2026-01-01' + (i % 200)::INTEGER AS day, 'THB' AS currency,
    CASE WHEN i % 41 BETWEEN 10 AND 19 THEN 'SECRET-SHOP' ELSE 'Siam' END AS place, 'shop' AS channel,
    'cash' AS payment_kind, 10000 AS quantity_e4, 0 AS discount_e4, 1000000 + i AS amount_e4
FROM range(4100) t(i)"""
_PRODUCTS = """
SELECT i AS product_id, 'P' || i AS code, 'Tea ' || i AS name, 'Tea' AS category_1, '' AS category_2, '' AS category_3,
    true AS is_goods
FROM range(7) t(i)"""

SECRETS = ("SECRET-PROVINCE", "SECRET-SHOP", "SALARY-", "NOTE-", "CANARY-")


@pytest.fixture(scope="session")
def star(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    folder = tmp_path_factory.mktemp("star")
    rows = {}
    with duckdb.connect() as engine:
        for name, text in (("customers", _CUSTOMERS), ("sales", _SALES), ("products", _PRODUCTS)):
            engine.execute(f"COPY ({text}) TO '{folder / name}.parquet'")
            rows[name] = engine.execute(f"SELECT count(*) FROM ({text})").fetchone()[0]
    return Snapshot("20261122T100000000000-000001", folder, 1, rows, {})


@pytest.fixture
def everything() -> RowCut:
    return RowCut(Reach("all"), Reach("all"))


@pytest.fixture
def of_team() -> RowCut:
    """Reads customers of team 1 and nobody's, days of birth by their year, one fact of three; no products."""
    return RowCut(
        Reach("team", 500, 1), Reach("team", 500, 1), ("products",), {"birth_date": "masked", "sex": "hidden"},
        {"age_band": "seen"},
    )  # fmt: skip


@pytest.fixture
def asked(star: Snapshot, tmp_path: Path):
    def ask(text: str, cut: RowCut, **limits: float) -> Answer:
        return answer(
            text, cut=cut, snapshot=star, places=tmp_path / "places", limits=Limits(**{"seconds": 120.0, **limits})
        )

    return ask
