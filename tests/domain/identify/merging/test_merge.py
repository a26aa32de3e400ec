from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from idic.domain.identify.errors import Outdated
from idic.domain.identify.merging.enums import MergeReason
from idic.domain.identify.merging.errors import (
    AlreadyUndone,
    KeptApart,
    NotOneOfTheirs,
    SameCustomer,
)
from idic.domain.identify.merging.models import CannotLink, Merge
from idic.domain.identify.merging.operations.merge import merge_customers
from idic.domain.identify.merging.operations.undo import undo_merge
from idic.domain.identify.models import Customer, Link, Relation, SourceRecord, WalletShare
from idic.domain.identify.operations.customers import edit_customer
from idic.domain.identify.privacy.models import ConsentEvent
from idic.domain.identify.privacy.operations.consents import record_consent
from idic.domain.identify.queries.customers import access_customer
from idic.domain.interact.models import FollowUp
from idic.domain.sales.models import Purchase
from idic.domain.work.models import Task
from idic.foundation.accounts.errors import NotAllowed, NotVisible
from idic.foundation.desk.models import Note, Star, Tagging
from idic.foundation.desk.operations.notes import add_note
from idic.foundation.desk.operations.tags import add_tag
from idic.foundation.events.models import Event
from idic.foundation.events.undoing import undo_event
from tests.conftest import Cast
from tests.domain.identify.merging.conftest import buy, customer_of, say

pytestmark = pytest.mark.django_db
Pair = tuple[Customer, Customer]


def records(customer: Customer) -> set[int]:
    return set(SourceRecord.objects.filter(customer=customer).values_list("pk", flat=True))


def purchases(customer: Customer) -> set[str]:
    return set(Purchase.objects.filter(customer=customer).values_list("key", flat=True))


def test_a_merge_joins_the_records_and_the_golden_view(cast: Cast, pair: Pair) -> None:
    anan, anon = pair
    both = records(anan) | records(anon)
    merge_customers(anan, anon, by=cast.service)
    anan.refresh_from_db()
    assert records(anan) == both
    assert (anan.name, anan.email, anan.province, anan.record_count) == (
        "Anan Jaidee", "anan@example.com", anon.province, 2,
    )  # fmt: skip
    assert "anon" in anan.search_text


def test_an_old_id_answers_with_the_survivor(cast: Cast, pair: Pair) -> None:
    anan, anon = pair
    merge_customers(anan, anon, by=cast.service)
    assert access_customer(cast.service, anon.pk) == anan


def test_purchases_of_before_and_after_go_back_to_whose_they_are(
    cast: Cast, pair: Pair, golden: Callable[[int], dict[str, Any]]
) -> None:
    """Acceptance test 1 of the method."""
    anan, anon = pair
    erp, web = anan.records.get(), anon.records.get()
    buy(erp, "erp-1"), buy(web, "web-1")
    before = golden(anan.pk), golden(anon.pk)
    merge = merge_customers(anan, anon, by=cast.service)
    buy(erp, "erp-2"), buy(web, "web-2")
    assert purchases(anan) == {"erp-1", "erp-2", "web-1", "web-2"}
    undo_merge(merge, by=cast.service)
    assert purchases(anan) == {"erp-1", "erp-2"}
    assert purchases(anon) == {"web-1", "web-2"}
    assert (golden(anan.pk), golden(anon.pk)) == before


def test_a_run_never_changes_what_a_person_decided(cast: Cast, pair: Pair) -> None:
    """Acceptance test 2 of the method."""
    anan, anon = pair
    undo_merge(merge_customers(anan, anon, by=cast.service), by=cast.service)
    with pytest.raises(KeptApart):
        merge_customers(anan, anon, by=None, reason=MergeReason.LINKAGE, run_id=7)
    merge_customers(anan, anon, by=cast.service)
    assert not CannotLink.objects.filter(lifted_at=None).exists()


def test_what_hangs_on_the_customers_comes_along_and_goes_back(cast: Cast, pair: Pair) -> None:
    anan, anon = pair
    note = add_note("customer", anon.pk, text="Likes tea", by=cast.service)
    FollowUp.objects.create(customer=anon, owner=cast.service, due_on=date(2026, 12, 1), method="phone", reason="other")
    Task.objects.create(customer=anon, title="Call", owner=cast.service)
    WalletShare.objects.create(
        customer=anon, percent=40, as_of=date(2026, 1, 1), told_by="survey", created_at=timezone.now()
    )
    merge = merge_customers(anan, anon, by=cast.service)
    later = add_note("customer", anan.pk, text="Written since", by=cast.service)
    for model in (FollowUp, Task, WalletShare):
        assert model.objects.get().customer_id == anan.pk
    assert set(Note.objects.filter(subject_id=anan.pk)) == {note, later}
    undo_merge(merge, by=cast.service)
    for model in (FollowUp, Task, WalletShare):
        assert model.objects.get().customer_id == anon.pk
    assert (set(Note.objects.filter(subject_id=anan.pk)), set(Note.objects.filter(subject_id=anon.pk))) == (
        {later}, {note},
    )  # fmt: skip


def test_a_row_that_the_survivor_has_already_waits_unseen(cast: Cast, pair: Pair) -> None:
    anan, anon = pair
    for customer in pair:
        add_tag("customer", customer.pk, name="regular", by=cast.service)
        Star.objects.create(noun="customer", subject_id=customer.pk, user=cast.service, created_at=timezone.now())
    add_tag("customer", anon.pk, name="vip", by=cast.service)
    merge = merge_customers(anan, anon, by=cast.service)
    assert sorted(Tagging.objects.filter(subject_id=anan.pk).values_list("tag__name", flat=True)) == ["regular", "vip"]
    undo_merge(merge, by=cast.service)
    assert sorted(Tagging.objects.filter(subject_id=anon.pk).values_list("tag__name", flat=True)) == ["regular", "vip"]
    assert list(Tagging.objects.filter(subject_id=anan.pk).values_list("tag__name", flat=True)) == ["regular"]
    assert Star.objects.filter(subject_id=anon.pk).count() == 1


def test_two_who_are_related_can_be_merged_and_are_related_again_after_undo(cast: Cast, pair: Pair) -> None:
    anan, anon = pair
    relation = Relation.objects.create(type="referred_by", source=anan, target=anon, created_at=timezone.now())
    merge = merge_customers(anan, anon, by=cast.service)
    undo_merge(merge, by=cast.service)
    relation.refresh_from_db()
    assert (relation.source_id, relation.target_id) == (anan.pk, anon.pk)


def test_the_link_of_a_record_tells_whose_it_was_on_any_day(cast: Cast, pair: Pair) -> None:
    anan, anon = pair
    web = anon.records.get()
    undo_merge(merge_customers(anan, anon, by=cast.service), by=cast.service)
    told = list(Link.objects.filter(record=web).order_by("id").values_list("customer_id", "valid_to"))
    assert [customer for customer, _until in told] == [anon.pk, anan.pk, anon.pk]
    assert [until is None for _customer, until in told] == [False, False, True]


def test_a_value_is_chosen_with_the_merge_and_let_go_with_its_undo(cast: Cast, pair: Pair) -> None:
    anan, anon = pair
    merge = merge_customers(anan, anon, {"phone": anon.records.get().pk}, by=cast.service)
    anan.refresh_from_db()
    assert anan.phone == "+66898765432"
    undo_merge(merge, by=cast.service)
    anan.refresh_from_db()
    assert anan.phone == "+66812345678"


def test_a_value_of_somebody_else_cannot_be_chosen(cast: Cast, pair: Pair) -> None:
    other = customer_of("pos", {"name": "Boonmee"})
    with pytest.raises(NotOneOfTheirs):
        merge_customers(*pair, {"phone": other.records.get().pk}, by=cast.service)
    assert not Merge.objects.exists()


def test_what_a_person_typed_after_the_merge_stays_with_the_survivor(cast: Cast, make_customer: Any) -> None:
    anan = make_customer(given_name="Anan", family_name="Jaidee")
    anon = customer_of("web", {"name": "Anon Jaidee"})
    old = make_customer(given_name="Anan", family_name="J", email="old@example.com")
    merge = merge_customers(anon, old, by=cast.administrator)
    second = merge_customers(anon, anan, by=cast.administrator)
    anon.refresh_from_db()
    edit_customer(anon, {"email": "new@example.com"}, version=anon.version, by=cast.administrator)
    undo_merge(merge, by=cast.administrator)
    undo_merge(second, by=cast.administrator)
    told = dict(Customer.objects.values_list("pk", "email"))
    assert (told[anon.pk], told[old.pk], told[anan.pk]) == ("new@example.com", "old@example.com", "")


def test_what_cannot_be(cast: Cast, pair: Pair) -> None:
    anan, anon = pair
    with pytest.raises(SameCustomer):
        merge_customers(anan, anan, by=cast.service)
    with pytest.raises(Outdated):
        merge_customers(anan, anon, by=cast.service, versions=(anan.version + 1, anon.version))
    merge = merge_customers(anan, anon, by=cast.service)
    with pytest.raises(Outdated):
        merge_customers(anan, anon, by=cast.service)
    undo_merge(merge, by=cast.service)
    with pytest.raises(AlreadyUndone):
        undo_merge(merge, by=cast.service)


def test_who_may_merge(cast: Cast, pair: Pair) -> None:
    anan, anon = pair
    with pytest.raises(NotAllowed):
        merge_customers(anan, anon, by=cast.sales)
    Customer.objects.filter(pk=anon.pk).update(owner=cast.sales, team=cast.sales.team)
    merge = merge_customers(anan, Customer.objects.get(pk=anon.pk), by=cast.service)
    anan.refresh_from_db()
    assert anan.owner_id == cast.sales.pk
    undo_merge(merge, by=cast.manager)
    anan.refresh_from_db()
    assert (anan.owner_id, anan.team_id) == (None, None)


def test_a_customer_out_of_reach_cannot_be_merged(cast: Cast, pair: Pair) -> None:
    from idic.foundation.accounts.models import RoleDefinition, User

    RoleDefinition.objects.filter(code="sales").update(grants={"customer.merge": "all"})
    sales = User.objects.get(pk=cast.sales.pk)
    anan, anon = pair
    Customer.objects.filter(pk=anon.pk).update(owner=cast.service, team=cast.service.team)
    with pytest.raises(NotVisible):
        merge_customers(anan, anon, by=sales)


def test_both_customers_tell_what_happened_and_the_notice_offers_to_undo(cast: Cast, pair: Pair) -> None:
    anan, anon = pair
    merge_customers(anan, anon, by=cast.service)
    told = Event.objects.filter(verb="customer.merged").order_by("id")
    assert [one.customer_id for one in told] == [anon.pk, anan.pk]
    undo_event(told[1].pk, by=cast.service)
    assert {one.customer_id for one in Event.objects.filter(verb="customer.merge_undone")} == {anan.pk, anon.pk}
    anon.refresh_from_db()
    assert anon.merged_into_id is None


def test_relations_go_on_with_the_survivor(cast: Cast, pair: Pair) -> None:
    anan, anon = pair
    company = customer_of("crm", {"kind": "organisation", "name": "Siam Tea"})
    Relation.objects.create(type="works_at", source=anon, target=company, created_at=timezone.now())
    merge = merge_customers(anan, anon, by=cast.service)
    assert Relation.objects.get().source_id == anan.pk
    undo_merge(merge, by=cast.service)
    assert Relation.objects.get().source_id == anon.pk


def test_consents_of_both_stand_together_and_each_goes_back_with_its_own(cast: Cast, pair: Pair) -> None:
    anan, anon = pair
    web = anon.records.get()
    say(anon, {"name": "Anon Jaidee", "email": "anon@example.com"}, code="web", rank=20, key=web.key)
    anon.refresh_from_db()

    def told(customer: Customer, kind: str, record: SourceRecord | None = None) -> None:
        record_consent(
            customer, "marketing", "email", kind=kind, method="paper", evidence={"paper": "7"}, by=None, record=record
        )

    told(anan, "given")
    told(anon, "withdrawn")
    merge = merge_customers(anan, anon, by=cast.service)
    assert ConsentEvent.objects.filter(customer=anan).count() == 2
    told(anan, "withdrawn", record=web)
    undo_merge(merge, by=cast.service)
    own = {one.pk: ConsentEvent.objects.filter(customer=one).count() for one in (anan, anon)}
    assert own == {anan.pk: 1, anon.pk: 2}
