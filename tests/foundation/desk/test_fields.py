from __future__ import annotations

from typing import Any

import pytest

from idic.domain.identify.models import Customer, SourceRecord
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.desk.errors import FieldConflict
from idic.foundation.desk.operations.fields import change_field
from idic.foundation.desk.operations.tags import add_tag
from idic.foundation.desk.queries.history import field_history
from idic.foundation.events.undoing import ChangedSince, latest_event_id, undo_event
from idic.foundation.nouns.compiling import narrowed_by, read_predicate
from idic.foundation.nouns.errors import FieldLocked, ValueRefused
from idic.foundation.nouns.registry import fields_of


def test_two_people_who_change_different_fields_lose_nothing(cast: Any, make_customer: Any) -> None:
    customer = make_customer(given_name="Anan", province="Bangkok", district="Dusit")
    change_field("customer", customer.pk, name="province", value="Nan", was="Bangkok", by=cast.administrator)
    saved = change_field("customer", customer.pk, name="district", value="Pua", was="Dusit", by=cast.manager)
    assert saved.is_changed
    customer.refresh_from_db()
    assert (customer.province, customer.district) == ("น่าน", "Pua")


def test_two_people_who_change_the_same_field_see_both_words(cast: Any, make_customer: Any) -> None:
    customer = make_customer(given_name="Anan", province="Bangkok")
    change_field("customer", customer.pk, name="province", value="Nan", was="Bangkok", by=cast.manager)
    with pytest.raises(FieldConflict) as refused:
        change_field("customer", customer.pk, name="province", value="Phrae", was="Bangkok", by=cast.administrator)
    assert (refused.value.theirs, refused.value.who) == ("Nan", "Manager")
    assert refused.value.at is not None
    change_field("customer", customer.pk, name="province", value="Phrae", was="Nan", by=cast.administrator)
    customer.refresh_from_db()
    assert customer.province == "แพร่"


def test_both_typing_the_same_word_is_no_conflict(cast: Any, make_customer: Any) -> None:
    customer = make_customer(given_name="Anan", province="Bangkok")
    change_field("customer", customer.pk, name="province", value="Nan", was="Bangkok", by=cast.manager)
    saved = change_field("customer", customer.pk, name="province", value="Nan", was="Bangkok", by=cast.administrator)
    assert not saved.is_changed


def test_a_change_names_the_other_fields_that_it_moved(cast: Any, make_customer: Any) -> None:
    customer = make_customer(given_name="Anan", family_name="Jaidee")
    saved = change_field("customer", customer.pk, name="given_name", value="Anong", was="Anan", by=cast.administrator)
    assert "name" in saved.also


def test_a_value_that_does_not_fit_is_refused_with_a_sentence(cast: Any, make_customer: Any) -> None:
    customer = make_customer(given_name="Anan")
    with pytest.raises(ValueRefused):
        change_field("customer", customer.pk, name="national_id", value="123", was="", by=cast.administrator)


def test_who_may_not_change_a_customer_changes_no_field(cast: Any, make_customer: Any) -> None:
    customer = make_customer(given_name="Anan")
    with pytest.raises(FieldLocked):
        change_field("customer", customer.pk, name="province", value="Nan", was="", by=cast.analyst)
    with pytest.raises(FieldLocked):
        change_field("customer", customer.pk, name="created", value="2020-01-01", was="", by=cast.administrator)
    Customer.objects.filter(pk=customer.pk).update(team=cast.service.team, owner=None)
    with pytest.raises(NotVisible):
        change_field("customer", customer.pk, name="province", value="Nan", was="", by=cast.sales)


def test_the_history_of_a_field_tells_who_and_what_before(cast: Any, make_customer: Any) -> None:
    customer = make_customer(given_name="Anan", province="Bangkok")
    change_field("customer", customer.pk, name="province", value="Nan", was="Bangkok", by=cast.manager)
    change_field("customer", customer.pk, name="owner", value=str(cast.service.pk), was=str(cast.administrator.pk),
                 by=cast.administrator)  # fmt: skip
    history = field_history("customer", customer.pk, "province")
    assert (history[0].who, history[0].before, history[0].after) == ("Manager", "กรุงเทพมหานคร", "น่าน")
    assert field_history("customer", customer.pk, "owner")[0].after == cast.service.pk


def test_an_edit_taken_back_leaves_the_values_as_they_were(cast: Any, make_customer: Any) -> None:
    customer = make_customer(given_name="Anan", family_name="Jaidee", province="Bangkok", phone="0812345678")
    before = _values(customer)
    change_field("customer", customer.pk, name="phone", value="", was=customer.phone, by=cast.administrator)
    assert Customer.objects.get(pk=customer.pk).phone == ""
    event_id = latest_event_id(cast.administrator, "customer", customer.pk)
    assert event_id is not None
    undo_event(event_id, by=cast.administrator)
    assert _values(customer) == before


def test_an_edit_is_not_taken_back_over_a_later_one(cast: Any, make_customer: Any) -> None:
    customer = make_customer(given_name="Anan", province="Bangkok")
    change_field("customer", customer.pk, name="province", value="Nan", was="Bangkok", by=cast.administrator)
    event_id = latest_event_id(cast.administrator, "customer", customer.pk)
    assert event_id is not None
    change_field("customer", customer.pk, name="province", value="Phrae", was="Nan", by=cast.manager)
    with pytest.raises(ChangedSince):
        undo_event(event_id, by=cast.administrator)


def test_customers_are_found_by_their_tags(cast: Any, make_customer: Any) -> None:
    from datetime import date

    tagged, other = make_customer(given_name="Anan"), make_customer(given_name="Boon")
    tag = add_tag("customer", tagged.pk, name="VIP", by=cast.administrator)
    fields = fields_of("customer")
    assert dict(fields["tags"].choices) == {str(tag.pk): "VIP"}
    for operator, value, expected in (("has_any", [str(tag.pk)], {tagged.pk}), ("is_unknown", None, {other.pk})):
        leaf = {"field": "tags", "op": operator} | ({"value": value} if value else {})
        rows = narrowed_by(Customer.objects.all(), "customer", read_predicate(leaf, fields), as_of=date(2026, 1, 1))
        assert set(rows.values_list("pk", flat=True)) == expected


def _values(customer: Customer) -> dict[str, object]:
    found = Customer.objects.values().get(pk=customer.pk)
    desk = SourceRecord.objects.get(customer=customer)
    unlike = ("version", "updated_at", "search_keys")
    return {name: value for name, value in found.items() if name not in unlike} | {"payload": desk.payload}
