"""A small star of our own, and the plain sums that the answers are held against."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as parquet

TODAY = date(2026, 5, 20)
ALL = {"scope": "all", "user_id": 0, "team_id": None}
WHOLE = json.dumps({"customers": ALL, "purchases": ALL, "withheld": [], "columns": {}, "facts": None, "cases": ALL})

PRODUCTS = [
    {
        "product_id": 1,
        "code": "T1",
        "name": "Green tea",
        "category_1": "Tea",
        "category_2": "Green",
        "category_3": "",
        "is_goods": True,
    },
    {
        "product_id": 2,
        "code": "T2",
        "name": "Black tea",
        "category_1": "Tea",
        "category_2": "Black",
        "category_3": "",
        "is_goods": True,
    },
    {
        "product_id": 3,
        "code": "C1",
        "name": "Coffee",
        "category_1": "Coffee",
        "category_2": "",
        "category_3": "",
        "is_goods": True,
    },
]


def customers() -> list[dict[str, Any]]:
    provinces = ["Bangkok", "Chiang Mai", "", "Bangkok", "Phuket"]
    return [
        {
            "customer_id": 100 + n,
            "kind": "person" if n % 4 else "organisation",
            "sex": ["female", "male", ""][n % 3],
            "birth_date": date(1950 + n * 3, 5, 20 + n % 2) if n % 5 else None,
            "language": "th",
            "country": "TH",
            "province": provinces[n % 5],
            "facts": json.dumps({"x_size": "small"} if n % 2 else {}),
            "created_on": date(2025, 1, 1) + timedelta(days=40 * n),
            "owner_id": 7 if n % 2 else 8,
            "team_id": n % 3,
            "record_count": 1,
        }
        for n in range(12)
    ]


def lines() -> list[dict[str, Any]]:
    """Half a year of purchases; every ninth is a return, every seventh has no name, one is in another currency."""
    found = []
    for p in range(240):
        kind = "return" if p % 9 == 8 else "sale"
        sign = -1 if kind == "return" else 1
        for n in range(1 + p % 3):
            found.append(
                {
                    "purchase_id": p,
                    "product_id": 1 + (p + n) % 3,
                    "customer_id": None if p % 7 == 6 else 100 + p % 11,
                    "kind": kind,
                    "day": date(2025, 11, 1) + timedelta(days=p * 200 // 240),
                    "currency": "USD" if p == 50 else "THB",
                    "place": ["Siam", "Ari"][p % 2],
                    "channel": ["shop", "online", ""][p % 3],
                    "payment_kind": "cash",
                    "quantity_e4": sign * 10_000 * (1 + n),
                    "discount_e4": 5_000 * (p % 4),
                    "amount_e4": sign * (123_400 + 1_111 * p + 70_000 * n),
                }
            )
    return found


def purchases() -> list[dict[str, Any]]:
    found: dict[int, dict[str, Any]] = {}
    for line in lines():
        shared = {
            k: line[k]
            for k in ("purchase_id", "customer_id", "kind", "day", "currency", "place", "channel", "payment_kind")
        }
        head = found.setdefault(line["purchase_id"], {**shared, "minute": 0, "total_e4": 0, "line_count": 0})
        head["total_e4"] += line["amount_e4"]
        head["line_count"] += 1
    return list(found.values())


def scores() -> list[dict[str, Any]]:
    return [
        {
            "customer_id": 100 + n,
            "tense": "current" if n < 8 else "past",
            "recency_days": 3 * n,
            "frequency": n,
            "r": 1 + n % 5,
            "f": 1 + n % 5,
            "m": 1 + n % 5,
            "rfm_group": "champions" if n % 2 else "new",
            "p_alive": 1 / (1 + n) if n != 5 else None,
            "expected_purchases": n * 0.5,
            "lifetime_value_e4": 1_005_000 * n if n % 3 else None,
            "tier": "most_valuable" if n < 4 else "migrator",
        }
        for n in range(11)
    ]


def memberships() -> list[dict[str, Any]]:
    return [{"customer_id": 100 + n, "segment_id": s} for n in range(12) for s in (1, 2) if n % (s + 1) == 0]


def write(folder: Path, *, name: str = "20260520T000000000000-000001", extra: int = 0) -> None:
    """A published snapshot in the folder of a warehouse; `extra` changes one amount, so that a later one differs."""
    tables = {
        "products": PRODUCTS,
        "customers": customers(),
        "sales": lines(),
        "purchases": purchases(),
        "scores": scores(),
        "memberships": memberships(),
    }
    tables["purchases"][0]["total_e4"] += extra
    target = folder / "snapshots" / name
    target.mkdir(parents=True)
    for table, rows in tables.items():
        write_table(target, table, rows)
    manifest = {"watermark": 1, "rows": {table: len(rows) for table, rows in tables.items()}}
    (target / "manifest.json").write_text(json.dumps(manifest))
    (folder / "current").write_text(name)


def write_table(folder: Path, table: str, rows: list[dict[str, Any]]) -> None:
    parquet.write_table(_typed(table, rows), folder / f"{table}.parquet")


def _typed(table: str, rows: list[dict[str, Any]]) -> pa.Table:
    made = pa.Table.from_pylist(rows)
    for place, column in enumerate(made.schema):
        if pa.types.is_null(column.type):
            made = made.set_column(place, column.name, made.column(column.name).cast(pa.string()))
    return made
