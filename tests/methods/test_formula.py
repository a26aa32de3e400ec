"""A formula means the same in Python and in PostgreSQL, and lets nothing else through."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from idic.methods.formula import FormulaError, FormulaType, evaluate, parse, to_sql

FIELDS = {
    "n": FormulaType.NUMBER, "m": FormulaType.NUMBER, "d": FormulaType.DATE, "e": FormulaType.DATE,
    "t": FormulaType.TEXT, "y": FormulaType.YES_NO,
}  # fmt: skip
TYPES = {"n": "numeric", "m": "numeric", "d": "date", "e": "date", "t": "text", "y": "boolean"}


def worked_out(text: str, **values: object) -> object:
    return evaluate(parse(text, FIELDS), values)


def in_sql(text: str, values: dict[str, object]) -> object:
    columns = ", ".join(f"%s::{TYPES[name]} AS {name}" for name in TYPES)
    sql = to_sql(parse(text, FIELDS), {name: f"r.{name}" for name in TYPES})
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {sql} FROM (SELECT {columns}) AS r", [values.get(name) for name in TYPES])
        return cursor.fetchone()[0]


def test_arithmetic_follows_the_usual_order() -> None:
    assert worked_out("n + m * 2", n=Decimal(1), m=Decimal(3)) == 7
    assert worked_out("-(n - m) / 4", n=Decimal(1), m=Decimal(3)) == Decimal("0.5")
    assert worked_out("0.1 + 0.2") == Decimal("0.3")


def test_what_is_missing_stays_missing_until_coalesce() -> None:
    assert worked_out("n + 1") is None
    assert worked_out("coalesce(n, 5) + 1") == 6
    assert worked_out("n / 0", n=Decimal(1)) is None
    assert worked_out("n > 1 or y", y=True) is True
    assert worked_out("n > 1 and y", y=True) is None
    assert worked_out("if(n > 1, 'many', 'few')") == "few"


def test_days_years_and_texts() -> None:
    assert worked_out("days_between(d, e)", d=date(2026, 1, 1), e=date(2026, 3, 1)) == 59
    assert worked_out("year(d) - 1", d=date(2026, 1, 1)) == 2025
    assert worked_out("concat(t, ' ', n, ' ', d)", t="A", n=Decimal("2.50"), d=date(2026, 1, 1)) == "A 2.5 2026-01-01"
    assert worked_out("if(d < date('2026-06-01'), 1)", d=date(2026, 1, 1)) == 1


def test_a_spreadsheet_s_signs_compare() -> None:
    assert worked_out("if(n = 2, 'two = 2', 'other')", n=Decimal(2)) == "two = 2"
    assert worked_out("n <> 2", n=Decimal(2)) is False


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty"),
        ("n +", "unreadable"),
        ("x_other", "field_unknown"),
        ("__import__('os')", "function_unknown"),
        ("n.real", "not_allowed"),
        ("[n for n in (1, 2)]", "not_allowed"),
        ("lambda: 1", "not_allowed"),
        ("n ** 9", "not_allowed"),
        ("n + t", "types"),
        ("t < 'b'", "types"),
        ("if(n, 1, 2)", "types"),
        ("if(y, 1, 'b')", "types"),
        ("round(n, 99)", "arguments"),
        ("year()", "arguments"),
        ("date('2026-13-01')", "arguments"),
        ("1 < n < 3", "not_allowed"),
        ("1e400", "not_allowed"),
        ("'\\x00'", "text_unusable"),
        ("(" * 400 + "1" + ")" * 400, "unreadable"),
        ("-" * 60 + "n", "too_deep"),
        ("1+" * 600 + "1", "too_long"),
    ],
)
def test_anything_else_is_refused_by_name(text: str, code: str) -> None:
    with pytest.raises(FormulaError) as refusal:
        parse(text, FIELDS)
    assert refusal.value.code == code


_NUMBERS = st.one_of(
    st.none(), st.decimals(min_value=-(10**9), max_value=10**9, places=4), st.integers(-5, 5).map(Decimal)
)
_DAYS = st.one_of(st.none(), st.dates(min_value=date(1900, 1, 1), max_value=date(2200, 1, 1)))
_TEXTS = st.one_of(st.none(), st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=8))


def _numbers() -> st.SearchStrategy[str]:
    leaf = st.sampled_from(["n", "m", "year(d)", "days_between(d, e)", "3", "0.25", "7", "0"])

    def grow(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        return st.one_of(
            st.builds("({} {} {})".format, inner, st.sampled_from("+-*/"), inner),
            st.builds("coalesce({}, {})".format, inner, inner),
            st.builds("round({}, {})".format, inner, st.integers(0, 10)),
            st.builds(
                "if({} {} {}, {}, {})".format, inner, st.sampled_from(["<", "<=", "=", "<>"]), inner, inner, inner
            ),
            st.builds("if(not (y and {} > {}) or t = 'a%''b', {})".format, inner, inner, inner).map(
                lambda text: text.replace("''", "\\'")
            ),
            st.builds("(-{})".format, inner),
        )

    return st.recursive(leaf, grow, max_leaves=8)


@pytest.mark.django_db
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    text=st.one_of(_numbers(), _numbers().map(lambda inner: f"concat(t, '%', {inner}, d, y)")),
    n=_NUMBERS, m=_NUMBERS, d=_DAYS, e=_DAYS, t=_TEXTS, y=st.sampled_from([None, True, False]),
)  # fmt: skip
def test_python_and_the_database_agree(text: str, **values: object) -> None:
    values["t"] = values["t"] or None
    assert in_sql(text, values) == evaluate(parse(text, FIELDS), values)
