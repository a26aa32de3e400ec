"""Questions that are put to both engines: every kind of dimension, measure and comparison, whole and cut to a reader."""

from __future__ import annotations

import json
from typing import Any

from tests.warehouse.questions.world import ALL, WHOLE

_TEAM = {"scope": "team", "user_id": 3, "team_id": 1}
#: Another's customers are left out, the province is masked, and so is one attribute; the others are not shown.
CUT = json.dumps(
    {
        "customers": _TEAM, "purchases": ALL, "withheld": [], "columns": {"province": "masked", "birth_date": "masked"},
        "facts": {"income_band": "masked", "age_band": "seen", "household_size": "seen"},
        "cases": _TEAM,
    }
)  # fmt: skip

_MARKED = {"dimension": "category", "op": "contains", "values": ["e"]}
_OUTSIDE = {"dimension": "segment", "op": "is_not", "values": ["1"]}
QUESTIONS: dict[str, tuple[str, dict[str, Any]]] = {
    "cube": (
        WHOLE,
        {"measures": ["net_sales", "buyers", "average_basket"], "rows": ["month", "category_1"], "columns": ["channel"]},
    ),
    "period over period": (
        WHOLE,
        {
            "measures": ["net_sales", "purchases", "buyers"], "rows": ["category_2"],
            "period": {"preset": "last_90_days"}, "compare": "year", "limit": 20,
            "sort": {"measure": 0, "of": "change", "descending": False},
        },
    ),
    "the quarter before": (
        WHOLE,
        {
            "measures": ["net_sales", "quantity"], "rows": ["week"], "period": {"preset": "this_quarter"},
            "compare": "before",
        },
    ),
    "segments": (
        WHOLE, {"measures": ["customers", "mean_lifetime_value", "p_alive"], "rows": ["segment"], "columns": ["tier"]},
    ),
    "ages": (
        WHOLE, {"measures": ["net_sales", "discount_share"], "rows": ["age_band", "sex"], "columns": ["weekday"]},
    ),
    "best customers": (
        WHOLE,
        {
            "measures": ["net_sales", "buyers"], "rows": ["customer"], "limit": 50,
            "having": [{"measure": 0, "of": "value", "op": ">", "value": 5000}],
        },
    ),
    "work": (WHOLE, {"measures": ["contacts", "reach_rate", "redemption_rate", "consents"], "rows": ["province"]}),
    "attributes": (
        WHOLE, {"measures": ["customers", "new_customers"], "rows": ["fact:age_band"], "columns": ["fact:household_size"]},
    ),
    "a reader of a team": (
        CUT, {"measures": ["net_sales", "buyers"], "rows": ["fact:income_band", "fact:age_band"], "columns": ["province"]},
    ),
    "cases": (
        WHOLE,
        {
            "measures": ["cases", "answered_in_time", "answer_median", "answer_ninth", "complaints"],
            "rows": ["month", "case_mode"], "columns": ["severity"],
        },
    ),
    "hours of contact": (WHOLE, {"measures": ["cases"], "rows": ["weekday"], "columns": ["case_hour"]}),
    "cases of a team": (
        CUT,
        {
            "measures": ["cases", "resolved_in_time", "resolution_median", "complaints_per_thousand", "answers"],
            "rows": ["province"],
        },
    ),
    "filters": (WHOLE, {"measures": ["net_sales"], "rows": ["category"], "filters": [_MARKED, _OUTSIDE], "limit": 20}),
}  # fmt: skip
