from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone, translation

from idic.domain.identify.errors import InvalidValue
from idic.domain.identify.models import Customer, SourceRecord
from idic.domain.identify.noun import CUSTOMER
from idic.domain.identify.operations.customers import create_customer, edit_customer
from idic.foundation.accounts.errors import NotAllowed
from idic.foundation.attributes.draft import Draft
from idic.foundation.attributes.errors import (
    AttributeOutdated,
    ConfirmationMissing,
    DefinitionRefused,
    FormulaRefused,
    TypeChangeRefused,
)
from idic.foundation.attributes.models import AttributeDefinition, Choice
from idic.foundation.attributes.operations.definitions import (
    archive_attribute,
    change_attribute,
    create_attribute,
    delete_attribute,
    move_attribute,
    restore_attribute,
)
from idic.foundation.attributes.operations.indexing import build_index
from idic.foundation.attributes.operations.type_change import change_type, undo_type_change
from idic.foundation.attributes.queries.definitions import definitions_of
from idic.foundation.attributes.queries.filled import filled_counts
from idic.foundation.attributes.queries.formulas import try_formula
from idic.foundation.attributes.queries.type_change import look_at_type_change
from idic.foundation.events.models import Event
from idic.foundation.jobs.models import Job
from idic.foundation.jobs.operations.run import perform_job
from idic.foundation.nouns.compiling import narrowed_by, read_predicate
from idic.foundation.nouns.errors import PredicateRefused
from idic.foundation.nouns.registry import fields_of
from tests.conftest import Cast
from tests.foundation.attributes.conftest import PETS

# Enough that reading them all is dearer than any index.
MANY = """
INSERT INTO identify_customer (kind, name, title, given_name, family_name, phone, email, national_id, tax_id, sex, language,
    address, district, province, postcode, country, facts, provenance, search_text, search_keys, sort_name, record_count,
    version, created_at, updated_at)
SELECT 'person', 'Anan ' || n, '', '', '', '', '', '', '', '', '', '', '', '', '', '',
    jsonb_build_object('x_other', repeat('much ', 40)), '{}', '', '{}', 'anan ' || n, 1, 1, now(), now()
FROM generate_series(1, 20000) AS n
"""

Make = Callable[..., AttributeDefinition]
pytestmark = pytest.mark.django_db


def customer_with(cast: Cast, given: str = "Anan", **values: Any) -> Customer:
    return create_customer({"given_name": given, "phone": "0812345678", **values}, by=cast.administrator)


def found_by(rule: dict[str, Any]) -> set[str]:
    fields = fields_of("customer")
    rows = narrowed_by(Customer.objects.all(), "customer", read_predicate(rule, fields), as_of=timezone.localdate())
    return {customer.given_name for customer in rows}


def leaf(field: str, op: str, value: Any = None) -> dict[str, Any]:
    return {"field": field, "op": op} if value is None else {"field": field, "op": op, "value": value}


def again(draft_of: AttributeDefinition, **changes: Any) -> Draft:
    values: dict[str, Any] = {
        "code": draft_of.code, "type": draft_of.type, "group": draft_of.group, "labels": draft_of.labels,
        "choices": draft_of.choice_list, "rules": draft_of.rules, "is_unique": draft_of.is_unique,
        "formula": draft_of.formula,
    }  # fmt: skip
    return Draft(**{**values, **changes})


@pytest.mark.parametrize(
    ("type_", "typed", "shown", "rule", "more"),
    [
        ("text", " blue ", "blue", ("starts_with", "bl"), {}),
        ("number", "1,234.50", Decimal("1234.5"), ("between", [1000, 1300]), {}),
        ("money", "-7", Decimal(-7), ("lt", 0), {}),
        ("date", "31/01/2569", date(2026, 1, 31), ("eq", "2026-01-31"), {}),
        ("choice", "แมว", "cat", ("in", ["cat"]), {"choices": PETS}),
        ("choices", ["dog", "cat"], ("cat", "dog"), ("has_any", ["dog"]), {"choices": PETS}),
        ("yes_no", "no", False, ("eq", False), {}),
        ("link", "https://example.com/a", "https://example.com/a", ("contains", "example"), {}),
    ],
)
def test_every_type_is_kept_shown_and_found(
    cast: Cast, make_attribute: Make, type_: str, typed: Any, shown: Any, rule: tuple[str, Any], more: dict[str, Any]
) -> None:
    make_attribute("thing", type_, **more)
    customer_with(cast, "Has", x_thing=typed)
    customer_with(cast, "Hasnot", phone="0812345679")
    field = fields_of("customer")["x_thing"]
    assert field.value is not None
    assert field.value(Customer.objects.get(given_name="Has")) == shown
    assert field.value(Customer.objects.get(given_name="Hasnot")) is None
    assert found_by(leaf("x_thing", *rule)) == {"Has"}
    assert found_by(leaf("x_thing", "is_unknown")) == {"Hasnot"}


@pytest.mark.parametrize(
    ("type_", "typed", "more"),
    [
        ("number", "many", {}),
        ("number", "11", {"rules": {"maximum": "10"}}),
        ("number", "9" * 400, {}),
        ("date", "2026-02-30", {}),
        ("date", "2019-01-01", {"rules": {"minimum": "2020-01-01"}}),
        ("choice", "horse", {"choices": PETS}),
        ("choices", "cat;horse", {"choices": PETS}),
        ("yes_no", "perhaps", {}),
        ("link", "javascript:alert(1)", {}),
        ("text", "x" * 501, {}),
        ("text", "a\x00b", {}),
        ("text", "AB12", {"rules": {"pattern": "AA-99"}}),
        ("text", "Anan", {"applies_to": "organisation"}),
    ],
)
def test_a_value_that_does_not_fit_is_refused_at_its_field(
    cast: Cast, make_attribute: Make, type_: str, typed: str, more: dict[str, Any]
) -> None:
    make_attribute("thing", type_, **more)
    with pytest.raises(InvalidValue) as refusal:
        customer_with(cast, x_thing=typed)
    assert refusal.value.field == "x_thing"
    assert str(refusal.value)
    assert Customer.objects.count() == 0


def test_an_unknown_key_is_refused_and_a_built_in_fact_is_never_overwritten(cast: Cast, make_attribute: Make) -> None:
    make_attribute("age_band")
    with pytest.raises(InvalidValue):
        customer_with(cast, x_nothing="1")
    customer = customer_with(cast, x_age_band="young")
    assert customer.facts == {"x_age_band": "young"}
    assert "age_band" in fields_of("customer")


def test_an_edit_keeps_the_other_attributes_and_emptying_takes_one_back(cast: Cast, make_attribute: Make) -> None:
    make_attribute("size", "number")
    make_attribute("pets", "choices", choices=PETS)
    customer = customer_with(cast, x_size="5", x_pets=["cat"])
    customer = CUSTOMER.change(customer, {"x_size": "6"}, version=customer.version, by=cast.administrator)
    assert customer.facts == {"x_size": "6", "x_pets": ["cat"]}
    customer = edit_customer(
        customer, {"given_name": "Anan", "phone": "0812345678", "x_size": ""}, version=customer.version,
        by=cast.administrator,
    )  # fmt: skip
    assert customer.facts == {"x_pets": ["cat"]}


def test_a_required_value_may_be_absent_and_may_not_be_emptied(cast: Cast, make_attribute: Make) -> None:
    make_attribute("size", "number", is_required=True)
    customer = customer_with(cast, x_size="5")
    with pytest.raises(InvalidValue):
        edit_customer(customer, {"given_name": "Anan", "x_size": ""}, version=customer.version, by=cast.administrator)


def test_a_unique_value_is_held_by_one_customer(cast: Cast, make_attribute: Make) -> None:
    make_attribute("card", "text", is_unique=True)
    first = customer_with(cast, "First", x_card="A1")
    with pytest.raises(InvalidValue):
        customer_with(cast, "Second", x_card="A1")
    again_ = CUSTOMER.change(first, {"x_card": "A2"}, version=first.version, by=cast.administrator)
    assert (
        CUSTOMER.change(again_, {"x_card": "A1"}, version=again_.version, by=cast.administrator).facts["x_card"] == "A1"
    )


def test_unique_cannot_be_asked_for_while_values_repeat(cast: Cast, make_attribute: Make) -> None:
    card = make_attribute("card")
    for name in ("First", "Second"):
        customer_with(cast, name, x_card="A1")
    with pytest.raises(DefinitionRefused, match="1 values"):
        change_attribute(card, again(card, is_unique=True), version=card.version, by=cast.manager)


@pytest.mark.parametrize(
    "changes",
    [
        {"code": "Bad Code"},
        {"labels": {}},
        {"labels": {"en": "x" * 90}},
        {"type": "nothing"},
        {"group": "nothing"},
        {"type": "choice"},
        {"type": "choice", "choices": [Choice("a", {"en": "A"}), Choice("b", {"en": "a"})]},
        {"type": "choice", "choices": [Choice("A b", {"en": "A"})]},
        {"type": "number", "rules": {"minimum": "5", "maximum": "4"}},
        {"type": "date", "rules": {"minimum": "tomorrow"}},
        {"rules": {"longest": "900"}},
        {"type": "yes_no", "is_unique": True},
        {"type": "computed", "formula": "1 +"},
        {"type": "computed", "formula": "x_missing"},
    ],
)
def test_a_definition_that_makes_no_sense_is_refused(cast: Cast, changes: dict[str, Any]) -> None:
    values: dict[str, Any] = {"code": "thing", "type": "text", "group": "behavioural", "labels": {"en": "Thing"}}
    with pytest.raises(DefinitionRefused):
        create_attribute("customer", Draft(**{**values, **changes}), by=cast.manager)
    assert definitions_of("customer") == []


def test_only_who_manages_attributes_makes_one(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        create_attribute("customer", Draft("a", "text", "behavioural", {"en": "A"}), by=cast.sales)


def test_the_label_is_the_readers_or_the_nearest(make_attribute: Make) -> None:
    make_attribute("size", labels={"en": "Size", "zh-hans": "尺寸"})
    for language, label in (("zh-hans", "尺寸"), ("zh-hant", "尺寸"), ("th", "Size")):
        with translation.override(language):
            assert fields_of("customer")["x_size"].label == label


def test_a_choice_left_out_is_retired_and_still_names_old_values(cast: Cast, make_attribute: Make) -> None:
    pet = make_attribute("pet", "choice", choices=PETS)
    customer = customer_with(cast, x_pet="cat")
    pet = change_attribute(pet, again(pet, choices=[PETS[1]]), version=pet.version, by=cast.manager)
    assert [(one.code, one.retired) for one in pet.choice_list] == [("dog", False), ("cat", True)]
    assert fields_of("customer")["x_pet"].choice_labels() == {"dog": "Dog", "cat": "Cat"}
    with pytest.raises(InvalidValue):
        customer_with(cast, "Other", x_pet="cat")
    kept = CUSTOMER.change(customer, {"note": "hello"}, version=customer.version, by=cast.administrator)
    assert kept.facts["x_pet"] == "cat"


def test_a_computed_attribute_is_shown_and_found(cast: Cast, make_attribute: Make) -> None:
    make_attribute("visits", "number")
    make_attribute("price", "number")
    make_attribute("spend", "computed", formula="x_visits * x_price")
    make_attribute("big", "computed", formula="if(x_spend >= 100, 'big', 'small')")
    customer_with(cast, "Big", x_visits="11", x_price="10")
    customer_with(cast, "Small", x_visits="1", x_price="10")
    fields = fields_of("customer")
    assert fields["x_spend"].value is not None
    assert fields["x_spend"].value(Customer.objects.get(given_name="Big")) == 110
    assert found_by(leaf("x_spend", "gt", 100)) == {"Big"}
    assert found_by(leaf("x_big", "eq", "small")) == {"Small"}
    with pytest.raises(InvalidValue):
        customer_with(cast, "Third", x_spend="5")


def test_a_formula_that_comes_back_to_itself_is_refused(cast: Cast, make_attribute: Make) -> None:
    first = make_attribute("first", "computed", formula="1 + 1")
    make_attribute("second", "computed", formula="x_first + 1")
    with pytest.raises(FormulaRefused) as refusal:
        change_attribute(first, again(first, formula="x_second + 1"), version=first.version, by=cast.manager)
    assert refusal.value.code == "cycle"


def test_a_formula_is_tried_on_a_real_record(cast: Cast, make_attribute: Make) -> None:
    make_attribute("visits", "number")
    customer_with(cast, x_visits="3")
    trial = try_formula(
        cast.manager,
        CUSTOMER,
        AttributeDefinition(noun="customer", code="new", type="computed", formula="x_visits * 2"),
    )
    assert trial is not None
    assert (trial.title, trial.inputs, trial.result) == ("Anan", {"x_visits": Decimal(3)}, 6)


def test_an_archived_attribute_is_gone_everywhere_and_comes_back_whole(cast: Cast, make_attribute: Make) -> None:
    size = make_attribute("size", "number")
    customer = customer_with(cast, x_size="5")
    size = archive_attribute(size, version=size.version, by=cast.manager)
    assert "x_size" not in fields_of("customer")
    with pytest.raises(PredicateRefused) as refusal:
        found_by(leaf("x_size", "gt", 1))
    assert refusal.value.code == "FieldUnknown"
    customer = CUSTOMER.change(customer, {"note": "meanwhile"}, version=customer.version, by=cast.administrator)
    assert customer.facts["x_size"] == "5"
    restore_attribute(size, version=size.version, by=cast.manager)
    assert found_by(leaf("x_size", "gt", 1)) == {"Anan"}
    verbs = list(Event.objects.filter(subject_kind="attribute").order_by("id").values_list("verb", flat=True))
    assert verbs == ["attribute.created", "attribute.archived", "attribute.restored"]


def test_two_people_who_change_one_definition_do_not_overwrite_each_other(cast: Cast, make_attribute: Make) -> None:
    size = make_attribute("size", "number")
    change_attribute(size, again(size, labels={"en": "Width"}), version=size.version, by=cast.manager)
    with pytest.raises(AttributeOutdated):
        change_attribute(size, again(size, labels={"en": "Length"}), version=size.version, by=cast.administrator)


def test_moving_changes_the_order_within_the_group(cast: Cast, make_attribute: Make) -> None:
    made = [make_attribute(code) for code in ("a", "b", "c")]
    move_attribute(made[2], steps=-2, by=cast.manager)
    assert [one.code for one in definitions_of("customer")] == ["c", "a", "b"]


def test_deleting_for_good_wipes_every_place(cast: Cast, make_attribute: Make) -> None:
    size = make_attribute("size", "number")
    customer = customer_with(cast, x_size="5", note="stays")
    CUSTOMER.change(customer, {"x_size": "6"}, version=customer.version, by=cast.administrator)
    with pytest.raises(DefinitionRefused):
        delete_attribute(size, confirmation="size", by=cast.manager)
    size = archive_attribute(size, version=size.version, by=cast.manager)
    with pytest.raises(ConfirmationMissing):
        delete_attribute(size, confirmation="sizes", by=cast.manager)
    job = delete_attribute(size, confirmation="size", by=cast.manager)
    perform_job(job.pk)
    assert Job.objects.get(pk=job.pk).state == "done"
    customer.refresh_from_db()
    assert customer.facts == {"note": "stays"}
    for record in SourceRecord.objects.all():
        assert "x_size" not in record.facts
        assert "x_size" not in record.payload
        assert all("x_size" not in version.payload for version in record.versions.all())
    event = Event.objects.get(verb="attribute.deleted")
    assert event.actor_id == cast.manager.pk
    assert not AttributeDefinition.objects.exists()


def test_a_change_of_type_is_looked_at_then_converts_and_can_be_taken_back(cast: Cast, make_attribute: Make) -> None:
    size = make_attribute("size")
    for name, typed in (("First", "12"), ("Second", "1,200"), ("Third", "large")):
        customer_with(cast, name, x_size=typed)
    number = again(size, type="number")
    look = look_at_type_change(size, AttributeDefinition(noun="customer", code="size", type="number"))
    assert (look.fitting, look.misfits) == (2, 1)
    assert look.examples[0][0] == "large"
    with pytest.raises(TypeChangeRefused):
        change_type(size, number, clears_misfits=False, version=size.version, by=cast.manager)
    done = change_type(size, number, clears_misfits=True, version=size.version, by=cast.manager)
    assert done.backup is not None
    assert dict(Customer.objects.values_list("given_name", "facts")) == {
        "First": {"x_size": "12"}, "Second": {"x_size": "1200"}, "Third": {},
    }  # fmt: skip
    assert found_by(leaf("x_size", "gt", 100)) == {"Second"}
    first = Customer.objects.get(given_name="First")
    CUSTOMER.change(first, {"x_size": "13"}, version=first.version, by=cast.administrator)
    undo_type_change(done.backup, by=cast.manager)
    assert dict(Customer.objects.values_list("given_name", "facts")) == {
        "First": {"x_size": "13"}, "Second": {"x_size": "1,200"}, "Third": {"x_size": "large"},
    }  # fmt: skip
    assert definitions_of("customer")[0].type == "text"


def test_filled_values_are_counted_in_two_queries_beside_the_definitions(
    cast: Cast, make_attribute: Make, django_assert_num_queries: Any
) -> None:
    made = [make_attribute("size", "number"), make_attribute("pets", "choices", choices=PETS)]
    made.append(make_attribute("twice", "computed", formula="x_size * 2"))
    customer_with(cast, "First", x_size="5", x_pets="cat")
    customer_with(cast, "Second", x_size="5")
    with django_assert_num_queries(4):
        counts = filled_counts("customer", made)
    assert counts == {made[0].pk: 2, made[1].pk: 1, made[2].pk: 2}


@pytest.mark.parametrize(
    ("type_", "rule", "more"),
    [
        ("number", ("eq", 77), {}),
        ("number", ("between", [77, 78]), {}),
        ("text", ("eq", "77"), {}),
        ("text", ("starts_with", "77"), {}),
        ("date", ("eq", "2026-01-01"), {}),
        ("choice", ("eq", "cat"), {"choices": PETS}),
        ("choices", ("has_any", ["cat"]), {"choices": PETS}),
    ],
)
def test_a_rule_is_answered_from_the_index(
    cast: Cast, make_attribute: Make, type_: str, rule: tuple[str, Any], more: dict[str, Any]
) -> None:
    thing = make_attribute("thing", type_, **more)
    with connection.cursor() as cursor:
        cursor.execute(MANY)
        # An index cannot be built while checks of this transaction wait.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    assert build_index(thing) == "ready"
    fields = fields_of("customer")
    rows = narrowed_by(
        Customer.objects.all(), "customer", read_predicate(leaf("x_thing", *rule), fields), as_of=timezone.localdate()
    )
    assert thing.index_name in rows.explain()


def test_a_computed_attribute_over_the_records_own_columns_is_indexed(cast: Cast, make_attribute: Make) -> None:
    make_attribute("size", "number")
    twice = make_attribute("twice", "computed", formula="x_size * 2 + year(birth_date)")
    label = make_attribute("label", "computed", formula="concat(name, '-', x_size, ' c.x%', birth_date)")
    assert build_index(twice) == "ready"
    assert build_index(label) == "ready"
    if "monetary" in fields_of("customer"):
        score = make_attribute("score", "computed", formula="monetary * 2")
        assert build_index(score) == "none"
