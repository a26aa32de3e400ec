"""Conditions on what somebody did, and on where they belong."""

from __future__ import annotations

import itertools
import json
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from idic.methods import predicate
from idic.methods.predicate import BehaviourShape, Happening, Others

AS_OF = date(2026, 11, 22)
OTHERS = Others({"purchase": BehaviourShape(frozenset({"category"}), True), "visit": BehaviourShape()}, {7, 8})
TEA, RICE = frozenset({"tea"}), frozenset({"rice"})
DONE = [
    Happening(1, AS_OF, Decimal(10), True, {"category": TEA}),
    Happening(1, AS_OF, Decimal(5), True, {"category": RICE}),
    Happening(2, AS_OF - timedelta(days=30), Decimal(20), True, {"category": TEA}),
    Happening(3, AS_OF - timedelta(days=31), Decimal(40), True, {"category": RICE}),
    Happening(4, AS_OF - timedelta(days=2), Decimal(-20), False, {"category": TEA}),
]


def _bought(op: str = "ge", value: Any = 1, measure: str = "times", **more: Any) -> dict[str, Any]:
    return {"behaviour": "purchase", "measure": measure, "op": op, "value": value, **more}


def _read(stored: dict[str, Any]) -> predicate.Node:
    return predicate.validate(predicate.parse(json.dumps(stored)), {"age": "number"}, others=OTHERS)


def _says(stored: dict[str, Any], **row: Any) -> bool | None:
    row.setdefault("behaviour:purchase", DONE)
    return predicate.evaluate(_read(stored), row, as_of=AS_OF)


@pytest.mark.parametrize(
    ("asked", "outcome"),
    [
        (_bought("eq", 3), True),
        (_bought("eq", 2, window={"last_days": 30}), True),
        (_bought("eq", 3, window={"last_days": 31}), True),
        (_bought("eq", 2, where={"category": ["tea"]}), True),
        (_bought("eq", 1, where={"category": ["rice"]}, window={"last_days": 5}), True),
        (_bought("eq", 0, where={"category": ["salt"]}), True),
        (_bought("eq", 55, "amount"), True),
        (_bought("eq", 10, "amount", where={"category": ["tea"]}), True),
        (_bought("eq", 2, window={"since": "2026-10-22", "until": "2026-10-23"}), True),
        (_bought("ge", 1, window={"until": "2026-10-21"}), False),
        (_bought("in_last_days", 30, "last", where={"category": ["tea"]}), True),
        (_bought("eq", "2026-10-22", "first"), True),
        (_bought("eq", "2026-10-22", "first", where={"category": ["tea"]}), False),
    ],
)
def test_what_was_done_is_counted_in_its_window(asked: dict[str, Any], outcome: bool) -> None:
    assert _says(asked) is outcome


def test_who_did_nothing_did_it_no_times_and_has_no_last_day() -> None:
    assert _says(_bought("eq", 0), **{"behaviour:purchase": []}) is True
    assert _says(_bought("lt", 100, "amount"), **{"behaviour:purchase": []}) is True
    last = _bought("in_last_days", 30, "last")
    assert _says(last, **{"behaviour:purchase": []}) is None
    assert _says({"not": last}, **{"behaviour:purchase": []}) is None
    assert _says({"behaviour": "purchase", "measure": "last", "op": "is_unknown"}, **{"behaviour:purchase": []}) is True


def test_what_was_not_looked_up_is_unknown_and_an_unknown_part_does_not_decide() -> None:
    asked = {"behaviour": "visit", "measure": "times", "op": "ge", "value": 1}
    assert _says(asked) is None
    assert _says({"any": [asked, _bought("eq", 3)]}) is True
    assert _says({"all": [asked, _bought("eq", 4)]}) is False
    assert _says({"all": [asked, _bought("eq", 3)]}) is None
    assert _says({"member_of": [7]}) is None


def test_membership_is_known_either_way() -> None:
    assert _says({"member_of": [7, 8]}, member_of=[8]) is True
    assert _says({"member_of": [7]}, member_of=[8]) is False
    assert _says({"not": {"member_of": [7]}}, member_of=()) is True


def test_the_order_of_conditions_and_of_happenings_changes_nothing() -> None:
    parts = [
        _bought("ge", 3),
        {"member_of": [7]},
        {"field": "age", "op": "gt", "value": 20},
        _bought("le", 1, "amount"),
    ]
    for kind in ("all", "any"):
        seen = {
            _says({kind: list(order)}, member_of=[7], age=None, **{"behaviour:purchase": list(done)})
            for order in itertools.permutations(parts)
            for done in (DONE, DONE[::-1])
        }
        assert len(seen) == 1


@pytest.mark.parametrize(
    "stored",
    [
        _bought("eq", 2, where={"category": ["tea", "rice"]}, window={"last_days": 30}),
        _bought("between", [10, 20.5], "amount", window={"since": "2026-01-01"}),
        {"behaviour": "purchase", "measure": "first", "op": "is_known"},
        {"member_of": [7, 8]},
    ],
)
def test_the_stored_form_comes_back_as_it_was(stored: dict[str, Any]) -> None:
    assert predicate.to_json(_read(stored)) == stored


@pytest.mark.parametrize(
    ("stored", "error"),
    [
        (_bought() | {"behaviour": "swim"}, predicate.BehaviourUnknown),
        (_bought(where={"colour": ["red"]}), predicate.BehaviourUnknown),
        ({"behaviour": "visit", "measure": "amount", "op": "ge", "value": 1}, predicate.BehaviourUnknown),
        (_bought("ge", 1.5), predicate.ValueMismatch),
        (_bought("ge", -1), predicate.ValueMismatch),
        (_bought("contains", "x"), predicate.OperatorNotForField),
        (_bought("ge", "2026-01-01"), predicate.ValueMismatch),
        (_bought("ge", 3, "last"), predicate.ValueMismatch),
        (_bought(where={"category": []}), predicate.ValueMismatch),
        (_bought(window={"since": "2026-02-01", "until": "2026-01-01"}), predicate.ValueMismatch),
        (_bought(window={"last_days": -1}), predicate.ValueMismatch),
        (_bought(window={"days": 3}), predicate.MalformedNode),
        (_bought(more=1), predicate.MalformedNode),
        ({"member_of": []}, predicate.ValueMismatch),
        ({"member_of": [9]}, predicate.GroupUnknown),
        ({"member_of": [True]}, predicate.ValueMismatch),
    ],
)
def test_a_condition_that_cannot_be_asked_is_refused(
    stored: dict[str, Any], error: type[predicate.PredicateError]
) -> None:
    with pytest.raises(error):
        _read(stored)


def test_without_a_declaration_nothing_but_fields_can_be_asked() -> None:
    for stored in (_bought(), {"member_of": [7]}):
        with pytest.raises(predicate.PredicateError):
            predicate.validate(predicate.parse(stored), {"age": "number"})


def test_a_rule_tells_whether_the_day_alone_changes_its_answer() -> None:
    assert predicate.asks_about_days(_read({"not": _bought(window={"last_days": 3})}))
    assert predicate.asks_about_days(_read(_bought("in_last_days", 3, "last")))
    assert not predicate.asks_about_days(_read(_bought(window={"since": "2026-01-01"})))
