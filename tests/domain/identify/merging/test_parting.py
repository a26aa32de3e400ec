from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from idic.domain.identify.merging.errors import (
    HoldsOthers,
    LastOwnRecord,
    LaterMergeFirst,
    OnlyRecord,
)
from idic.domain.identify.merging.models import CannotLink
from idic.domain.identify.merging.operations.merge import merge_customers
from idic.domain.identify.merging.operations.split import split_record
from idic.domain.identify.merging.operations.undo import undo_merge
from idic.domain.identify.models import Customer, SourceRecord
from idic.domain.identify.queries.customers import access_customer
from idic.domain.sales.models import Purchase
from idic.foundation.desk.operations.notes import add_note
from tests.conftest import Cast
from tests.domain.identify.merging.conftest import buy, customer_of, say

pytestmark = pytest.mark.django_db
Pair = tuple[Customer, Customer]


def records(customer: Customer) -> set[int]:
    return set(SourceRecord.objects.filter(customer=customer).values_list("pk", flat=True))


def purchases(customer: Customer) -> set[str]:
    return set(Purchase.objects.filter(customer=customer).values_list("key", flat=True))


def test_the_inner_merge_of_a_chain_is_undone_by_itself(
    cast: Cast, pair: Pair, golden: Callable[[int], dict[str, Any]]
) -> None:
    anan, anon = pair
    third = customer_of("pos", {"name": "A. Jaidee", "phone": "0611111111"})
    before = {one.pk: golden(one.pk) for one in (anan, anon, third)}
    inner = merge_customers(anon, third, by=cast.service)
    note = add_note("customer", anon.pk, text="of both", by=cast.service)
    outer = merge_customers(anan, anon, by=cast.service)
    buy(SourceRecord.objects.get(source__code="pos"), "pos-1")
    undo_merge(inner, by=cast.service)
    assert (purchases(third), purchases(anan)) == ({"pos-1"}, set())
    assert golden(third.pk) == before[third.pk]
    undo_merge(outer, by=cast.service)
    assert {one.pk: golden(one.pk) for one in (anan, anon, third)} == before
    note.refresh_from_db()
    assert note.subject_id == anon.pk


def test_the_outer_merge_of_a_chain_leaves_the_inner_one(cast: Cast, pair: Pair) -> None:
    anan, anon = pair
    third = customer_of("pos", {"name": "A. Jaidee"})
    merge_customers(anon, third, by=cast.service)
    outer = merge_customers(anan, anon, by=cast.service)
    undo_merge(outer, by=cast.service)
    assert access_customer(cast.service, third.pk) == anon
    assert {one.source.code for one in anon.records.all()} == {"web", "pos"}


def test_one_record_goes_back_and_then_the_rest(cast: Cast, pair: Pair) -> None:
    anan, anon = pair
    second = say(anon, {"name": "Anon J", "phone": "0822222222"}, code="pos")
    note = add_note("customer", anon.pk, text="Likes tea", by=cast.service)
    merge = merge_customers(anan, anon, by=cast.service)
    buy(second, "pos-1")
    assert split_record(second, by=cast.service) == anon
    assert (records(anon), purchases(anon)) == ({second.pk}, {"pos-1"})
    note.refresh_from_db()
    assert note.subject_id == anan.pk
    undo_merge(merge, by=cast.service)
    note.refresh_from_db()
    assert (len(records(anon)), len(records(anan)), note.subject_id) == (2, 1, anon.pk)


def test_the_last_record_to_leave_takes_the_rest_of_its_merge(cast: Cast, pair: Pair) -> None:
    anan, anon = pair
    note = add_note("customer", anon.pk, text="Likes tea", by=cast.service)
    merge = merge_customers(anan, anon, by=cast.service)
    split_record(SourceRecord.objects.get(source__code="web"), by=cast.service)
    merge.refresh_from_db()
    note.refresh_from_db()
    assert merge.undone_at is not None
    assert note.subject_id == anon.pk


def test_a_record_that_an_import_took_for_the_same_becomes_a_customer_of_its_own(cast: Cast, pair: Pair) -> None:
    anan, _anon = pair
    wrong = say(anan, {"name": "Somebody Else", "email": "anan@example.com"}, code="pos")
    made = split_record(wrong, by=cast.service)
    assert made not in pair
    assert (made.name, made.record_count, records(anan)) == ("Somebody Else", 1, {anan.records.get().pk})
    assert CannotLink.objects.filter(first_record__isnull=False).count() == 1


def test_a_record_whose_customer_was_merged_elsewhere_gets_a_new_one(cast: Cast, pair: Pair) -> None:
    anan, anon = pair
    second = say(anon, {"name": "Anon J"}, code="pos")
    third = customer_of("crm", {"name": "Third"})
    merge_customers(anan, anon, by=cast.service)
    split_record(second, by=cast.service)
    merge_customers(third, Customer.objects.get(pk=anon.pk), by=cast.service)
    made = split_record(SourceRecord.objects.get(source__code="web"), by=cast.service)
    assert made.pk not in {anan.pk, anon.pk, third.pk}


def test_what_must_be_undone_first_is_told_by_name(cast: Cast, pair: Pair) -> None:
    anan, anon = pair
    say(anon, {"name": "Anon J"}, code="pos")
    third = customer_of("crm", {"name": "Third"}, rank=90)
    first = merge_customers(anan, anon, by=cast.service)
    split_record(SourceRecord.objects.get(source__code="pos"), by=cast.service)
    merge_customers(third, Customer.objects.get(pk=anon.pk), by=cast.service)
    with pytest.raises(LaterMergeFirst, match="Third"):
        undo_merge(first, by=cast.service)


def test_a_single_record_does_not_bring_back_a_customer_that_holds_another(cast: Cast, pair: Pair) -> None:
    anan, anon = pair
    say(anon, {"name": "Anon J"}, code="pos")
    third = customer_of("crm", {"name": "Third"})
    merge_customers(anon, third, by=cast.service)
    merge_customers(anan, anon, by=cast.service)
    with pytest.raises(HoldsOthers, match="Third"):
        split_record(SourceRecord.objects.get(source__code="pos"), by=cast.service)


def test_no_customer_is_left_without_a_record(cast: Cast, pair: Pair) -> None:
    anan, anon = pair
    with pytest.raises(OnlyRecord):
        split_record(anan.records.get(), by=cast.service)
    merge_customers(anan, anon, by=cast.service)
    with pytest.raises(LastOwnRecord):
        split_record(SourceRecord.objects.get(source__code="erp"), by=cast.service)
