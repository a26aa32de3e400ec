"""The address of the list asks what the figure counted, or there is none."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from idic.doors.web.questions.cases_behind import cases_behind
from idic.warehouse.questions.reading import read_question
from tests.conftest import Cast

pytestmark = pytest.mark.django_db


def _asked(cast: Cast, *measures: str, **more: Any) -> list[dict[str, Any]] | None:
    url = cases_behind(cast.manager, read_question({"measures": list(measures), **more}))  # type: ignore[arg-type]  # a user
    conditions: list[dict[str, Any]] = json.loads(parse_qs(urlsplit(url).query)["where"][0])["all"] if url else []
    return conditions or None


def _is(dimension: str, *values: str | None) -> dict[str, Any]:
    return {"dimension": dimension, "op": "is", "values": list(values)}


def test_a_month_of_one_channel(cast: Cast) -> None:
    filters = [_is("month", "2026-02-01"), _is("case_mode", "email"), _is("case_team", None, "4")]
    assert _asked(cast, "cases", "answered_in_time", filters=filters) == [
        {"field": "counted", "op": "eq", "value": True},
        {"field": "received", "op": "is_known"},
        {"field": "received", "op": "between", "value": ["2026-02-01", "2026-02-28"]},
        {"field": "mode", "op": "in", "value": ["email"]},
        {"any": [{"field": "team", "op": "in", "value": ["4"]}, {"field": "team", "op": "is_unknown"}]},
    ]


def test_open_ones_whenever_they_came(cast: Cast) -> None:
    found = _asked(cast, "cases_open", filters=[_is("case_priority", "high")])
    assert found is not None
    assert found[1:] == [
        {"field": "priority", "op": "in", "value": ["high"]},
        {"field": "open", "op": "eq", "value": True},
    ]


@pytest.mark.parametrize(
    "question",
    [
        {"measures": ["net_sales"]},
        {"measures": ["cases", "complaints"]},
        {"measures": ["cases"], "filters": [_is("province", "Bangkok")]},
        {"measures": ["cases"], "snapshot": "20260101T000000000000-000001"},
        {"measures": ["cases_resolved"], "filters": [_is("weekday", "1")]},
    ],
)
def test_what_the_list_cannot_ask_leads_nowhere(question: dict[str, Any], cast: Cast) -> None:
    assert cases_behind(cast.manager, read_question(question)) == ""  # type: ignore[arg-type]  # a user


def test_the_list_of_cases_understands_the_address(cast: Cast, client: Any) -> None:
    asked = {"measures": ["cases"], "filters": [_is("case_hour", "9"), _is("weekday", "1"), _is("case_verdict", None)]}
    client.force_login(cast.manager)
    answer = client.get(cases_behind(cast.manager, read_question(asked)))  # type: ignore[arg-type]  # a user
    assert answer.status_code == 200
    assert answer.context["asked"].held.rule is not None
