import json
from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from idic.methods import predicate
from idic.methods.predicate import All, Any, Leaf, Not, Operator

AS_OF = date(2026, 6, 30)
FIELDS = {
    "income": "number",
    "name": "text",
    "vip": "boolean",
    "last_purchase": "date",
    "province": "code",
    "segments": "codes",
}
ROW = {
    "income": 30_000,
    "name": "สมชาย ใจดี",
    "vip": True,
    "last_purchase": date(2026, 4, 1),
    "province": "TH-10",
    "segments": ["gold", "web"],
}


def outcome(op, field, value=None, row=ROW):
    source = {"field": field, "op": op} | ({} if value is None else {"value": value})
    return predicate.evaluate(predicate.validate(predicate.parse(source), FIELDS), row, as_of=AS_OF)


@pytest.mark.parametrize(
    ("field", "op", "value", "expected"),
    [
        ("income", "eq", 30_000, True),
        ("income", "ne", 30_000, False),
        ("income", "lt", 30_000, False),
        ("income", "le", 30_000, True),
        ("income", "gt", 29_999.99, True),
        ("income", "ge", 30_000.01, False),
        ("income", "between", [30_000, 40_000], True),
        ("income", "in", [1, 30_000], True),
        ("name", "eq", "สมชาย ใจดี", True),
        ("name", "contains", "ใจ", True),
        ("name", "starts_with", "ใจ", False),
        ("name", "in", ["王伟", "สมชาย ใจดี"], True),
        ("vip", "eq", True, True),
        ("vip", "ne", True, False),
        ("last_purchase", "lt", "2026-04-02", True),
        ("last_purchase", "between", ["2026-04-01", "2026-04-30"], True),
        ("last_purchase", "in_last_days", 90, True),
        ("last_purchase", "in_last_days", 89, False),
        ("last_purchase", "not_in_last_days", 89, True),
        ("province", "starts_with", "TH-", True),
        ("province", "in", ["TH-50"], False),
        ("segments", "contains", "gold", True),
        ("segments", "has_any", ["silver", "web"], True),
        ("segments", "has_any", ["silver"], False),
    ],
)
def test_each_operator_on_a_known_and_on_a_missing_field(field, op, value, expected):
    assert outcome(op, field, value) is expected
    assert outcome(op, field, value, row={}) is None
    assert outcome(op, field, value, row=ROW | {field: None}) is None


def test_known_and_unknown_are_never_unknown_themselves():
    assert outcome("is_known", "income") is True
    assert outcome("is_unknown", "income") is False
    assert outcome("is_known", "income", row={}) is False
    assert outcome("is_unknown", "income", row={"income": float("nan")}) is True
    assert outcome("is_known", "segments", row={"segments": []}) is True
    assert outcome("has_any", "segments", ["web"], row={"segments": []}) is False


def test_a_missing_income_is_in_neither_half():
    rows = [{"income": 10}, {"income": 90}, {"income": None}]
    above = predicate.parse({"field": "income", "op": "gt", "value": 50})
    not_above = predicate.parse({"field": "income", "op": "le", "value": 50})
    turned = Not(above)
    assert predicate.members(above, rows, as_of=AS_OF) == (1,)
    assert predicate.members(not_above, rows, as_of=AS_OF) == (0,)
    assert predicate.members(turned, rows, as_of=AS_OF) == (0,)


def test_a_past_date_gives_the_members_of_that_date_again():
    rows = [{"last_purchase": date(2026, 1, 1)}, {"last_purchase": date(2026, 5, 1)}, {}]
    rule = predicate.validate(predicate.parse({"field": "last_purchase", "op": "in_last_days", "value": 90}), FIELDS)
    then = predicate.members(rule, rows, as_of=date(2026, 2, 1))
    assert then == (0,)
    assert predicate.members(rule, rows, as_of=AS_OF) == (1,)
    assert predicate.members(predicate.parse(predicate.to_json(rule)), rows, as_of=date(2026, 2, 1)) == then


def test_a_tenth_is_a_tenth_in_whatever_type_it_comes():
    rule = predicate.parse('{"field": "income", "op": "eq", "value": 0.1}')
    for value in (0.1, Decimal("0.1"), Decimal("0.10")):
        assert predicate.evaluate(rule, {"income": value}, as_of=AS_OF) is True


def test_a_moment_is_compared_by_its_day_in_the_business_zone():
    rule = predicate.parse({"field": "last_purchase", "op": "eq", "value": "2026-06-30"})
    row = {"last_purchase": datetime(2026, 6, 29, 18, tzinfo=UTC)}
    assert predicate.evaluate(rule, row, as_of=AS_OF, zone=ZoneInfo("Asia/Bangkok")) is True
    assert predicate.evaluate(rule, row, as_of=AS_OF, zone=UTC) is False
    with pytest.raises(predicate.ZoneNeeded):
        predicate.evaluate(rule, row, as_of=AS_OF)


def test_an_explanation_lists_every_leaf_with_its_outcome():
    rule = predicate.parse(
        {
            "any": [
                {"field": "vip", "op": "eq", "value": True},
                {
                    "all": [
                        {"field": "income", "op": "gt", "value": 50_000},
                        {"not": {"field": "age", "op": "lt", "value": 30}},
                    ]
                },
            ]
        }
    )
    explained = predicate.explain(rule, ROW, as_of=AS_OF)
    assert explained.is_member
    assert [(leaf.path, leaf.leaf.field, leaf.actual, leaf.outcome) for leaf in explained.leaves] == [
        ("any[0]", "vip", True, True),
        ("any[1].all[0]", "income", 30_000, False),
        ("any[1].all[1].not", "age", None, None),
    ]
    assert predicate.fields_used(rule) == ("vip", "income", "age")


@pytest.mark.parametrize(
    ("source", "error", "path"),
    [
        ("{", predicate.NotJson, ""),
        ('{"field": "income", "op": "eq", "value": NaN}', predicate.NotJson, ""),
        ('{"all": [], "all": []}', predicate.NotJson, ""),
        ("[" * 100_000, predicate.DepthExceeded, ""),
        ([], predicate.MalformedNode, ""),
        ({}, predicate.MalformedNode, ""),
        ({"all": []}, predicate.EmptyGroup, ""),
        ({"all": {}}, predicate.MalformedNode, ""),
        ({"all": [{"field": "a", "op": "is_known"}], "any": []}, predicate.MalformedNode, ""),
        ({"all": [{"field": "a", "op": "is_known"}, {"not": {"any": []}}]}, predicate.EmptyGroup, "all[1].not"),
        ({"any": [{"field": "a", "op": "like", "value": 1}]}, predicate.OperatorUnknown, "any[0]"),
        ({"field": "a", "op": "is_known", "value": 1}, predicate.ValueMismatch, ""),
        ({"field": "a", "op": "in", "value": 1}, predicate.ValueMismatch, ""),
        ({"field": "a", "op": "in", "value": []}, predicate.ValueMismatch, ""),
        ({"field": "a", "op": "in", "value": [1] * 1001}, predicate.SizeExceeded, ""),
        ({"field": "a", "op": "between", "value": [1, 2, 3]}, predicate.ValueMismatch, ""),
        ({"field": "a", "op": "eq"}, predicate.ValueMismatch, ""),
        ({"field": "a", "op": "eq", "value": float("inf")}, predicate.ValueMismatch, ""),
        ({"field": "a", "op": "eq", "value": 12345678901234567}, predicate.ValueMismatch, ""),
        ({"field": "a", "op": "eq", "value": "x" * 1001}, predicate.SizeExceeded, ""),
        ({"field": 3, "op": "eq", "value": 1}, predicate.MalformedNode, ""),
        ({"field": "a", "op": "eq", "value": 1, "note": 1}, predicate.MalformedNode, ""),
        ({"any": [{"field": "a", "op": "is_known"}] * 500}, predicate.SizeExceeded, "any[499]"),
    ],
)
def test_a_malformed_rule_names_the_node(source, error, path):
    with pytest.raises(error) as refused:
        predicate.parse(source)
    assert refused.value.path == path


def test_depth_is_limited():
    source = {"field": "a", "op": "is_known"}
    for _ in range(predicate.MAX_DEPTH - 1):
        source = {"not": source}
    assert isinstance(predicate.parse(source), Not)
    with pytest.raises(predicate.DepthExceeded):
        predicate.parse({"not": source})


@pytest.mark.parametrize(
    ("leaf", "error"),
    [
        ({"field": "age", "op": "eq", "value": 1}, predicate.FieldUnknown),
        ({"field": "income", "op": "contains", "value": "1"}, predicate.OperatorNotForField),
        ({"field": "segments", "op": "eq", "value": "gold"}, predicate.OperatorNotForField),
        ({"field": "income", "op": "gt", "value": "many"}, predicate.ValueMismatch),
        ({"field": "income", "op": "gt", "value": True}, predicate.ValueMismatch),
        ({"field": "income", "op": "between", "value": [2, 1]}, predicate.ValueMismatch),
        ({"field": "vip", "op": "eq", "value": "yes"}, predicate.ValueMismatch),
        ({"field": "last_purchase", "op": "lt", "value": "01/02/2026"}, predicate.ValueMismatch),
        ({"field": "last_purchase", "op": "in_last_days", "value": 1.5}, predicate.ValueMismatch),
        ({"field": "last_purchase", "op": "in_last_days", "value": -1}, predicate.ValueMismatch),
    ],
)
def test_a_rule_that_does_not_fit_the_fields_names_the_node(leaf, error):
    rule = predicate.parse({"all": [{"field": "vip", "op": "is_known"}, leaf]})
    with pytest.raises(error) as refused:
        predicate.validate(rule, FIELDS)
    assert refused.value.path == "all[1]"
    assert [(type(found), found.path) for found in predicate.problems(rule, FIELDS)] == [(error, "all[1]")]


def test_a_row_of_the_wrong_type_is_an_error_and_not_an_answer():
    with pytest.raises(predicate.RowValueMismatch):
        outcome("gt", "income", 5, row={"income": "many"})


def test_days_are_dates_after_validation():
    rule = predicate.validate(
        predicate.parse({"field": "last_purchase", "op": "between", "value": ["2026-01-01", "2026-12-31"]}), FIELDS
    )
    assert rule == Leaf("last_purchase", Operator.BETWEEN, (date(2026, 1, 1), date(2026, 12, 31)))


leaf = st.builds(
    Leaf,
    st.sampled_from(["a", "b", "c"]),
    st.sampled_from([Operator.EQ, Operator.GT]),
    st.sampled_from([Decimal(1), Decimal("0.5")]),
) | st.builds(Leaf, st.sampled_from(["a", "b", "c"]), st.sampled_from([Operator.IS_KNOWN, Operator.IS_UNKNOWN]))
tree = st.recursive(
    leaf,
    lambda inner: (
        st.builds(Not, inner)
        | st.lists(inner, min_size=1, max_size=3).map(lambda parts: All(tuple(parts)))
        | st.lists(inner, min_size=1, max_size=3).map(lambda parts: Any(tuple(parts)))
    ),
    max_leaves=8,
)
rows = st.fixed_dictionaries({}, optional={name: st.none() | st.sampled_from([0, 0.5, 1, 2]) for name in "abc"})


@given(tree, tree, rows)
def test_kleene_laws(p, q, row):
    def value(node):
        return predicate.evaluate(node, row, as_of=AS_OF)

    assert value(Not(Not(p))) is value(p)
    assert value(All((p, q))) is value(All((q, p)))
    assert value(Any((p, q))) is value(Any((q, p)))
    assert value(Not(All((p, q)))) is value(Any((Not(p), Not(q))))
    assert value(Not(Any((p, q)))) is value(All((Not(p), Not(q))))
    assert value(All((p, p))) is value(p)
    assert value(Any((p, All((p, q))))) is value(p)
    order = {False: 0, None: 1, True: 2}
    assert order[value(All((p, q)))] == min(order[value(p)], order[value(q)])
    assert order[value(Any((p, q)))] == max(order[value(p)], order[value(q)])


@given(tree, rows)
def test_reading_back_changes_nothing_and_an_explanation_agrees(rule, row):
    stored = json.dumps(predicate.to_json(rule))
    again = predicate.parse(stored)
    assert again == rule
    assert predicate.explain(again, row, as_of=AS_OF).outcome is predicate.evaluate(rule, row, as_of=AS_OF)


@given(tree, rows, rows)
def test_learning_a_missing_value_never_turns_a_settled_answer(rule, row, learned):
    plain = _without_known_tests(rule)
    before = predicate.evaluate(plain, row, as_of=AS_OF)
    known = {name: value for name, value in row.items() if value is not None}
    after = predicate.evaluate(plain, {**learned, **known}, as_of=AS_OF)
    assert before is None or after is before


def _without_known_tests(node):
    match node:
        case Not():
            return Not(_without_known_tests(node.child))
        case All() | Any():
            return type(node)(tuple(map(_without_known_tests, node.children)))
        case Leaf(op=Operator.IS_KNOWN | Operator.IS_UNKNOWN):
            return Leaf(node.field, Operator.EQ, Decimal(1))
    return node
