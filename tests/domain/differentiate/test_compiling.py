"""The SQL of a rule and the published method must agree on every row, missing values included."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from idic.domain.differentiate.compiling import base, read_rule
from idic.domain.differentiate.enums import RfmGroup, Tense, Tier
from idic.domain.differentiate.models import CustomerScore
from idic.domain.differentiate.noun import FIELDS as score_fields
from idic.domain.identify.models import Customer
from idic.domain.identify.noun import FIELDS as identify_fields
from idic.foundation.nouns.compiling import condition, respelled, simplified
from idic.foundation.nouns.errors import PredicateRefused
from idic.methods import predicate
from idic.methods.predicate import OPERATORS, FieldType, Operator

# Custom attributes stand in the database, so reading a rule asks it.
pytestmark = pytest.mark.django_db

AS_OF = date(2026, 10, 31)
NOW = datetime(2026, 10, 31, tzinfo=UTC)
DAYS = [AS_OF + timedelta(days=days) for days in (-4000, -400, -61, -60, -59, -1, 0, 1, 30)]
# Those that every customer has: custom attributes are tested with their own room.
FIELDS = {
    one.name: one for one in (*identify_fields, *score_fields)
    if one.name in (
        "kind", "sex", "birth_date", "age_band", "province", "phone", "language", "tense", "rfm_group", "tier", "r",
        "frequency", "recency_days", "monetary", "p_alive", "lifetime_value", "first_purchase", "last_purchase",
    )
}  # fmt: skip
TEXTS = ["Bangkok", "bangkok", "กรุงเทพมหานคร", "กรุง", "上海市", "50%_off", "O'Connor", "\\", " ", "25-34"]
NUMBERS = ["-3", "0", "0.1", "0.3", "1", "2.50", "3", "5", "59", "60", "999999.99"]
FLOATS = [0.0, 0.1, 0.1 + 0.2, 0.3, 1 / 3, 0.5, 0.999999999999, 1.0, 1e-12]

Row = dict[str, object]


def base_rows() -> list[Row]:
    """Sixty customers; about a third of all values is missing, and ten customers have no score at all."""
    dice = random.Random(20261031)

    def perhaps(values: list[Any]) -> Any:
        return None if dice.random() < 0.35 else dice.choice(values)

    rows: list[Row] = []
    for number in range(60):
        row: Row = dict.fromkeys(FIELDS)
        row |= {
            "kind": dice.choice(["person", "organisation"]), "sex": perhaps(["male", "female"]),
            "birth_date": perhaps(DAYS), "age_band": perhaps(TEXTS), "province": perhaps(TEXTS),
            "phone": perhaps(["0812345678", "+66812345678"]), "language": perhaps(["th", "en"]),
        }  # fmt: skip
        if number >= 10:
            row |= {
                "tense": dice.choice(Tense.values), "rfm_group": perhaps(RfmGroup.values),
                "tier": perhaps(Tier.values),
                "r": perhaps([1, 2, 3, 4, 5]), "frequency": perhaps([0, 1, 5, 60]),
                "recency_days": perhaps([0, 59, 60]),
                "monetary": perhaps([Decimal(text) for text in NUMBERS]), "p_alive": perhaps(FLOATS),
                "lifetime_value": perhaps([Decimal(text) for text in NUMBERS]),
                "first_purchase": perhaps(DAYS), "last_purchase": perhaps(DAYS),
            }  # fmt: skip
        rows.append(row)
    return rows


def stored_rows(rows: list[Row]) -> list[int]:
    customers = Customer.objects.bulk_create(
        Customer(
            name=f"Customer {number}", kind=row["kind"], sex=row["sex"] or "", birth_date=row["birth_date"],
            province=row["province"] or "", phone=row["phone"] or "", language=row["language"] or "",
            facts={"age_band": row["age_band"]} if number % 2 else {"age_band": row["age_band"] or ""},
            created_at=NOW, updated_at=NOW,
        )
        for number, row in enumerate(rows)
    )  # fmt: skip
    CustomerScore.objects.bulk_create(
        CustomerScore(
            customer=customer, tense=row["tense"], rfm_group=row["rfm_group"] or "", tier=row["tier"] or "", r=row["r"],
            frequency=row["frequency"], recency_days=row["recency_days"], monetary=row["monetary"],
            p_alive=row["p_alive"], lifetime_value=row["lifetime_value"], first_at=row["first_purchase"],
            last_at=row["last_purchase"],
        )
        for customer, row in zip(customers, rows, strict=True)
        if row["tense"] is not None
    )  # fmt: skip
    return [customer.pk for customer in customers]


def _value(kind: FieldType, choices: list[str]) -> st.SearchStrategy[Any]:
    if kind is FieldType.NUMBER:
        listed = st.sampled_from(NUMBERS).map(lambda text: float(text) if "." in text else int(text))
        return listed | st.integers(-5, 70)
    if kind is FieldType.DATE:
        return st.sampled_from(DAYS).map(date.isoformat)
    return st.sampled_from(choices or TEXTS) | st.sampled_from(["", "a", "กรุง", "%", "_"])


@st.composite
def _leaf(draw: st.DrawFn) -> dict[str, Any]:
    name = draw(st.sampled_from(sorted(FIELDS)))
    field = FIELDS[name]
    value = _value(field.type, [code for code, _label in field.choices])
    operator = draw(st.sampled_from(OPERATORS[field.type]))
    leaf: dict[str, Any] = {"field": name, "op": operator.value}
    if operator in (Operator.IS_KNOWN, Operator.IS_UNKNOWN):
        return leaf
    if operator in (Operator.IN_LAST_DAYS, Operator.NOT_IN_LAST_DAYS):
        return {**leaf, "value": draw(st.integers(0, 5000))}
    if operator is Operator.BETWEEN:
        return {**leaf, "value": sorted([draw(value), draw(value)])}
    if operator is Operator.IN:
        return {**leaf, "value": draw(st.lists(value, min_size=1, max_size=4))}
    return {**leaf, "value": draw(value)}


RULES = st.recursive(
    _leaf(),
    lambda inner: st.one_of(
        st.fixed_dictionaries({"not": inner}),
        st.fixed_dictionaries({"all": st.lists(inner, min_size=1, max_size=3)}),
        st.fixed_dictionaries({"any": st.lists(inner, min_size=1, max_size=3)}),
    ),
    max_leaves=7,
)


def _by_database(rule: predicate.Node) -> dict[int, bool | None]:
    where, values = condition(rule, FIELDS, as_of=AS_OF)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT c.id, ({where}) {base()}", values)
        return dict(cursor.fetchall())


@pytest.mark.django_db
def test_the_database_and_the_method_agree_on_every_rule_and_row() -> None:
    rows = base_rows()
    ids = stored_rows(rows)

    @settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
    @given(RULES)
    def agree(written: dict[str, Any]) -> None:
        rule = read_rule(written)
        meant = respelled(rule, FIELDS)
        expected = {pk: predicate.evaluate(meant, row, as_of=AS_OF) for pk, row in zip(ids, rows, strict=True)}
        assert _by_database(rule) == expected
        assert _by_database(simplified(rule)) == expected

    agree()


@pytest.mark.django_db
def test_a_customer_merged_into_another_is_nowhere_a_member() -> None:
    (kept, gone) = stored_rows([row for row in base_rows() if row["kind"] == "person"][:2])
    Customer.objects.filter(pk=gone).update(merged_into_id=kept)
    assert set(_by_database(read_rule({"field": "kind", "op": "is_known"}))) == {kept}


def test_a_lone_condition_loses_its_groups() -> None:
    leaf = {"field": "kind", "op": "eq", "value": "person"}
    wrapped = read_rule({"all": [{"any": [leaf]}]})
    assert simplified(wrapped) == read_rule(leaf)
    assert simplified(read_rule({"not": {"all": [leaf]}})) == read_rule({"not": leaf})


@pytest.mark.parametrize(
    ("rule", "path", "code"),
    [
        ({"all": []}, "", "EmptyGroup"),
        ({"all": [{"field": "kind", "op": "eq", "value": "person"}, {"any": []}]}, "all[1]", "EmptyGroup"),
        ({"all": [{"field": "size", "op": "eq", "value": 1}]}, "all[0]", "FieldUnknown"),
        ({"not": {"field": "kind", "op": "lt", "value": "a"}}, "not", "OperatorNotForField"),
        ({"field": "r", "op": "eq", "value": "five"}, "", "ValueMismatch"),
        ({"field": "r", "op": "in", "value": []}, "", "ValueMismatch"),
        ({"all": [{"field": "province", "op": "eq", "value": "a\x00b"}]}, "all[0]", "TextUnusable"),
        ({"all": [{"field": "province", "op": "in", "value": ["a", "\ud800"]}]}, "all[0]", "TextUnusable"),
        ("{", "", "NotJson"),
        ("[1]", "", "MalformedNode"),
    ],
)
def test_a_rule_that_cannot_be_used_names_the_condition_and_the_reason(rule: Any, path: str, code: str) -> None:
    with pytest.raises(PredicateRefused) as refused:
        read_rule(rule)
    assert (refused.value.path, refused.value.code) == (path, code)
    assert str(refused.value)
