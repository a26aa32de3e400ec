"""A small star in the warehouse of a test, made without a refresh: two teams' customers and half a year of sales."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

_CUSTOMERS = """
SELECT i AS customer_id, 'person' AS kind, 'female' AS sex, DATE '1980-05-17' AS birth_date, 'th' AS language,
    'TH' AS country, CASE WHEN i < 10 THEN 'Bangkok' ELSE 'Chiang Mai' END AS province, '{{}}' AS facts,
    DATE '2026-01-01' AS created_on, NULL::BIGINT AS owner_id, (CASE WHEN i < 10 THEN {team} ELSE {other} END)::BIGINT AS team_id,
    1 AS record_count
FROM range(20) t(i)"""
#: One purchase of every customer each day; from `quiet_from` on only a tenth of what they paid.
_PURCHASES = """
SELECT d * 100 + i AS purchase_id, i AS customer_id, 'sale' AS kind, DATE '{last}' - (180 - d)::INTEGER AS day,
    600 AS minute, 'THB' AS currency, CASE WHEN i < 10 THEN 'Siam' ELSE 'Nimman' END AS place, 'shop' AS channel,
    'cash' AS payment_kind,
    (CASE WHEN DATE '{last}' - (180 - d)::INTEGER >= DATE '{quiet}' THEN 100000 ELSE 1000000 END
     + (d % 5) * 1000)::BIGINT AS total_e4,
    1 AS line_count
FROM range(181) t(d), range(20) u(i)"""


def make_snapshot(
    settings: Any,
    home: Path,
    *,
    team: int = 1,
    other: int = 2,
    last: date = date(2026, 10, 31),
    quiet: date | None = None,
) -> None:
    """Also moves the home of the test there."""
    settings.CONFIGURATION = replace(settings.CONFIGURATION, home=home)
    warehouse = Path(settings.CONFIGURATION.warehouse_folder)
    name = f"{last:%Y%m%d}T235900000000-000001"
    folder = warehouse / "snapshots" / name
    folder.mkdir(parents=True, exist_ok=True)
    quiet = quiet or date(2099, 1, 1)
    texts = {
        "customers": _CUSTOMERS.format(team=team, other=other), "purchases": _PURCHASES.format(last=last, quiet=quiet),
    }  # fmt: skip
    rows = {}
    with duckdb.connect() as engine:
        for mart, text in texts.items():
            engine.execute(f"COPY ({text}) TO '{folder / mart}.parquet'")
            rows[mart] = engine.execute(f"SELECT count(*) FROM ({text})").fetchone()[0]
    (folder / "manifest.json").write_text(json.dumps({"watermark": 1, "rows": rows}), encoding="utf-8")
    (warehouse / "current").write_text(name, encoding="utf-8")
