"""Kept analyses of behaviour, one of each kind, as the jobs store them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from idic.domain.differentiate.behaviour import prices
from idic.domain.differentiate.behaviour.asking import DEFAULTS
from idic.domain.differentiate.models import Analysis
from idic.foundation.accounts.models import User

MOMENT = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
DAY = date(2026, 3, 1)

ANSWERS: dict[str, dict[str, Any]] = {
    "van_westendorp": {
        "file": "answers.csv", "unreadable": 1, "first": "cheap?", "rule": "inclusive",
        "answers": [
            [40, 60, 80, 100], [50, 70, 100, 130], [60, 80, 110, 150], [30, 45, 60, 75], [80, 95, 120, 160],
            [45, 65, 85, 105], [90, 110, 130, 170], [55, 75, 95, 120], [35, 50, 65, 80], [70, 85, 105, 140],
            [70, 60, 105, 140], [70, None, 105, 140],
        ],
    },
    "gabor_granger": {
        "file": "answers.csv", "unreadable": 0, "first": "", "cost": 60.0,
        "answers": [
            [price, 1.0 if place < bought else 0.0]
            for price, bought in ((90.0, 12), (100.0, 10), (110.0, 8), (120.0, 5)) for place in range(20)
        ],
    },
}  # fmt: skip


def rule(first: object, second: object, count: int) -> dict[str, Any]:
    return {
        "a": [first], "b": [second], "count": count, "support": 0.05, "confidence": 0.4, "lift": 2.5, "leverage": 0.03,
        "conviction": 1.4, "q": 0.001, "missing": 7,
    }  # fmt: skip


RESULTS: dict[str, dict[str, Any]] = {
    "baskets": {
        "since": "2025-03-01", "until": "2026-03-01", "receipts": 1000, "items": 20, "frequent": 12, "unplaced": 3,
        "min_count": 5, "chosen": True, "tests": 132, "found": 2,
        "rules": [rule("Tea", "Biscuits", 50), rule("Milk", "Tea", 20)],
    },
    "paths": {
        "since": "2025-03-01", "until": "2026-03-01", "buyers": 100, "covered": 60,
        "paths": [{"steps": ["Tea", "Biscuits"], "count": 40}, {"steps": ["Milk"], "count": 20}],
        "links": [[1, "Tea", "Biscuits", 40]], "states": ["Biscuits", "Tea"], "transitions": [[5, 10], [40, 0]],
        "followed": [15, 40], "min_support": 5, "patterns": [{"elements": [["Tea"], ["Biscuits"]], "support": 45}],
        "attribution": {
            "outcome": "Tea", "window": 30, "paths": 48, "purchases": 20, "untouched": 75, "open": 4,
            "rows": [
                {"touch": "campaign:7", "paths": 40, "first": 18, "last": 6, "markov": 12.5, "removal": 0.9},
                {"touch": "task:call", "paths": 22, "first": 1, "last": 9, "markov": 5.0, "removal": 0.36},
                {"touch": "follow_up:email", "paths": 9, "first": 1, "last": 5, "markov": 2.5, "removal": 0.18},
            ],
        },
    },
    "cohorts": {
        "until": "2026-03-01", "months": ["2026-01", "2026-02", "2026-03"], "size": [4, 2, 1],
        "retention": [[1, 0.5, 0.5], [1, 0.5, None], [1, None, None]],
        "active": [[4, 2, 2], [2, 1, None], [1, None, None]],
        "revenue": [[400, 100, 120], [200, 90, None], [50, None, None]],
        "revenue_retention": [[1, 0.25, 0.3], [1, 0.45, None], [1, None, None]],
    },
    "rhythm": {
        "since": "2024-03-01", "until": "2026-03-01", "within": 14,
        "rows": [
            {"category": "Tea", "buyers": 90, "repeat": 60, "gaps": 300, "median": 14.0, "p90": 40.0, "due": 12,
             "overdue": 8},
            {"category": "Clocks", "buyers": 3, "repeat": 1, "gaps": 1, "median": None, "p90": None, "due": 0,
             "overdue": 0},
        ],
    },
}  # fmt: skip


def make_analysis(kind: str, by: User) -> Analysis:
    studied = kind in ANSWERS
    parameters = ANSWERS[kind] if studied else DEFAULTS[kind].as_dict()
    return Analysis.objects.create(
        kind=kind, title="Tea at the fair" if studied else "", parameters=parameters,
        snapshot="" if studied else "20260302T100000-000001", as_of=None if studied else DAY,
        result=prices.compute(kind, parameters) if studied else RESULTS[kind], created_by=by, created_at=MOMENT,
        computed_at=MOMENT,
    )  # fmt: skip
