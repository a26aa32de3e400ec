"""What hangs on a customer follows a merge and its undo, and an erasure leaves sums of nobody."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import Any

import pytest
from django.db.models import Sum
from django.utils import timezone

from idic.domain.customize.loyalty.errors import TooFewPoints
from idic.domain.customize.loyalty.models import Entry, Lot, Member, Programme, Rule
from idic.domain.customize.loyalty.operations.earning import earn_all
from idic.domain.customize.loyalty.operations.expiring import expire_all
from idic.domain.customize.loyalty.operations.taking import adjust, redeem
from idic.domain.customize.loyalty.queries.balances import balance, standings
from idic.domain.identify.merging.models import Merge
from idic.domain.identify.merging.operations.merge import merge_customers
from idic.domain.identify.merging.operations.undo import undo_merge
from idic.domain.identify.models import Customer
from idic.domain.identify.privacy.person import person_of
from idic.domain.identify.privacy.stores.tables import forget_in_tables
from idic.domain.sales.models import Purchase
from tests.domain.customize.loyalty.conftest import at, buy

pytestmark = pytest.mark.django_db


def test_a_merge_pools_and_its_undo_splits_as_before(
    programme: Programme, member: Customer, new_member: Any, cast: Any
) -> None:
    other = new_member(1)
    adjust(member, programme, 50, reason="a", by=None, at=at("2026-02-01"))
    adjust(other, programme, 30, reason="b", by=None, at=at("2026-01-01"))
    merge = merge_customers(member, other, by=cast.administrator)
    (standing,) = standings(member)
    assert (standing.points, standing.is_member, len(standing.expiring)) == (80, True, 2)
    # what expires first goes first, whoever brought it
    assert redeem(member, programme, 40, by=cast.service) == 40
    undo_merge(merge, by=cast.administrator)
    assert (balance(programme, member), balance(programme, other)) == (40, 0)
    assert redeem(member, programme, 40, by=cast.service) == 0


def test_what_one_owed_is_paid_by_what_the_other_had(
    programme: Programme, member: Customer, new_member: Any, cast: Any
) -> None:
    other = new_member(1)
    buy(other, "100", at("2026-03-01"))
    earn_all()
    redeem(other, programme, 10, by=cast.service)
    buy(other, "-100", at("2026-03-02"), kind="return")
    earn_all()
    adjust(member, programme, 30, reason="a", by=None)
    merge_customers(member, other, by=cast.administrator)
    with pytest.raises(TooFewPoints, match="only 20 points"):
        redeem(member, programme, 21, by=cast.service)
    assert redeem(member, programme, 20, by=cast.service) == 0


def test_an_erasure_keeps_the_sums_and_names_nobody(programme: Programme, member: Customer, cast: Any) -> None:
    adjust(member, programme, 50, reason="Malee Test rang twice", by=None)
    before = Entry.objects.aggregate(sum=Sum("points"))
    done = forget_in_tables(person_of(member), held=frozenset())
    assert (done.counts["loyalty_member"], done.counts["loyalty_entry"]) == (1, 1)
    assert Entry.objects.aggregate(sum=Sum("points")) == before
    assert (Entry.objects.get().reason, Member.objects.get().left_at is None) == ("", False)
    buy(member, "100", at("2026-03-01"))
    Purchase.objects.update(at=Member.objects.get().left_at)
    assert earn_all() == 0


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_ledger_is_the_balance_whatever_happens(
    programme: Programme, member: Customer, new_member: Any, cast: Any, seed: int
) -> None:
    """A walk through all that can happen; after each step what was told is what the ledger holds, and nobody is below zero
    but by a return."""
    Rule.objects.update(months=6)
    people, chance = [new_member(one) for one in range(3)], random.Random(seed)
    merges: list[tuple[Merge, Customer, Customer]] = []
    expected = {one.pk: balance(programme, one) for one in people}
    gone: set[int] = set()
    for step in range(40):
        living = [one for one in people if one.pk not in gone]
        who = chance.choice(living)
        day = timezone.now() - timedelta(days=chance.randint(1, 400))
        act = chance.choice(("buy", "buy", "return", "redeem", "redeem", "give", "correct", "lapse", "merge", "undo"))
        if act in ("buy", "return"):
            amount = chance.randint(1, 3000)
            buy(who, str(amount if act == "buy" else -amount), day, kind="sale" if act == "buy" else "return")
            expected[who.pk] += earn_all(customers=[who.pk])
        elif act == "redeem":
            _lapse(programme, living, expected)
            wanted = chance.randint(1, 150)
            before = balance(programme, who)
            if before < wanted:
                with pytest.raises(TooFewPoints):
                    redeem(who, programme, wanted, by=cast.service)
            else:
                expected[who.pk] = redeem(who, programme, wanted, by=cast.service)
                assert expected[who.pk] == before - wanted
        elif act == "give":
            expected[who.pk] = adjust(who, programme, chance.randint(1, 50), reason=str(step), by=None, at=day)
        elif act == "correct" and Purchase.objects.filter(customer=who).exists():
            one = chance.choice(list(Purchase.objects.filter(customer=who).order_by("pk")))
            Purchase.objects.filter(pk=one.pk).update(total=one.total * chance.choice((0, 1, 2)))
            expected[who.pk] += earn_all(customers=[who.pk])
        elif act == "lapse":
            _lapse(programme, living, expected)
        elif act == "merge" and len(living) > 1:
            other = chance.choice([one for one in living if one.pk != who.pk])
            merges.append((merge_customers(who, other, by=cast.administrator), who, other))
            gone.add(other.pk)
            expected[who.pk] += expected.pop(other.pk)
        elif act == "undo" and merges:
            merge, one, other = merges.pop()
            own = Entry.objects.filter(member__in=_members_of(merge)).aggregate(sum=Sum("points"))["sum"] or 0
            undo_merge(merge, by=cast.administrator)
            gone.discard(other.pk)
            expected[other.pk] = own
            expected[one.pk] -= own
            for person in (one, other):
                expected[person.pk] += earn_all(customers=[person.pk])
        for one in people:
            if one.pk not in gone:
                assert balance(programme, one) == expected[one.pk] == sum(found.points for found in standings(one))
    negative = Lot.objects.annotate(left=Sum("entries__points")).filter(left__lt=0)
    assert not negative.exclude(source__startswith="purchase:").exists()
    assert Entry.objects.filter(kind="transfer").aggregate(sum=Sum("points"))["sum"] in (0, None)


def _lapse(programme: Programme, living: list[Customer], expected: dict[int, int]) -> None:
    lapsed = expire_all()
    now = {one.pk: balance(programme, one) for one in living}
    assert sum(expected[pk] for pk in now) - sum(now.values()) == lapsed >= 0
    assert all(now[pk] <= expected[pk] for pk in now)
    expected |= now


def _members_of(merge: Merge) -> list[int]:
    """The memberships that this merge brought: those that its undo takes home."""
    return [pk for one in merge.rows.filter(belonging="loyalty_member") for pk in one.rows]
