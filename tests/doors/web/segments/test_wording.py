from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import translation

from idic.domain.differentiate.compiling import read_rule, segment_fields
from idic.domain.differentiate.ready_segments import READY
from idic.doors.web.rules.vocabulary import vocabulary
from idic.doors.web.rules.wording import Group, rule_in_words
from idic.foundation.languages.formats import activate_era
from idic.methods.predicate import OPERATORS, FieldType, Operator

# The choices of some fields stand in the database.
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _a_reader_of_english() -> Iterator[None]:
    with translation.override("en"):
        activate_era("common")
        yield


def _words(rule: dict[str, Any]) -> str:
    return rule_in_words(read_rule(rule), segment_fields()).text  # type: ignore[union-attr]  # a single condition


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        ({"field": "tier", "op": "eq", "value": "migrator"}, "Value tier is Migrator"),
        ({"field": "sex", "op": "in", "value": ["male", "female"]}, "Sex is one of: Male or Female"),
        ({"field": "monetary", "op": "ge", "value": 1500}, "Net spend is at least ฿1,500.00"),
        ({"field": "r", "op": "between", "value": [2, 4]}, "Recency score (1 to 5) lies between 2 and 4"),
        ({"field": "last_purchase", "op": "lt", "value": "2026-10-31"}, "Last purchase is before Oct 31, 2026"),
        ({"field": "first_purchase", "op": "in_last_days", "value": 1}, "First purchase lies within the last 1 day"),
        (
            {"field": "first_purchase", "op": "not_in_last_days", "value": 60},
            "First purchase does not lie within the last 60 days",
        ),
        ({"field": "province", "op": "contains", "value": "กรุง"}, "Province contains “กรุง”"),
        ({"field": "phone", "op": "is_unknown"}, "Phone is not known"),
    ],
)
def test_a_condition_is_one_whole_sentence(rule: dict[str, Any], sentence: str) -> None:
    assert _words(rule) == sentence


def test_every_field_with_every_comparison_has_its_sentence() -> None:
    values = {FieldType.NUMBER: 3, FieldType.DATE: "2026-10-31"}
    for name, field in segment_fields().items():
        for operator in OPERATORS[field.type]:
            value: Any = values.get(field.type, "a")
            rule: dict[str, Any] = {"field": name, "op": operator.value, "value": value}
            if operator in (Operator.BETWEEN, Operator.IN, Operator.HAS_ANY):
                rule["value"] = [value, value]
            elif operator in (Operator.IN_LAST_DAYS, Operator.NOT_IN_LAST_DAYS):
                rule["value"] = 3
            elif operator in (Operator.IS_KNOWN, Operator.IS_UNKNOWN):
                del rule["value"]
            assert str(field.label) in _words(rule)


def test_groups_keep_their_order_and_paths() -> None:
    leaf = {"field": "phone", "op": "is_known"}
    words = rule_in_words(read_rule({"all": [leaf, {"not": {"any": [leaf, leaf]}}]}), segment_fields())
    assert isinstance(words, Group)
    assert words.heading == "All of these hold"
    first, second = words.parts
    assert first.path == "all[0]"
    assert isinstance(second, Group)
    assert (second.heading, second.path) == ("None of these holds", "all[1]")
    assert [part.path for part in second.parts] == ["all[1].not.any[0]", "all[1].not.any[1]"]


def test_every_ready_segment_can_be_worded() -> None:
    assert all(rule_in_words(read_rule(ready.rule), segment_fields()) for ready in READY)


def test_the_builder_knows_every_field_and_its_comparisons() -> None:
    told = vocabulary(segment_fields())
    assert (
        set(told["fields"]) == set(segment_fields()) == {name for _label, names in told["families"] for name in names}
    )
    assert all(field["type"] in told["operators"] for field in told["fields"].values())
