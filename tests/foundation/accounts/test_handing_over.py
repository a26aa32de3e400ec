from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from idic.domain.identify.models import Customer
from idic.domain.interact.models import FollowUp
from idic.domain.interact.operations.follow_ups import complete_follow_up, create_follow_up
from idic.foundation.accounts.errors import CannotTakeOver, NotAllowed, WorkLeft
from idic.foundation.accounts.models import User
from idic.foundation.accounts.operations.handing_over import hand_over
from idic.foundation.accounts.operations.users import change_user
from idic.foundation.events.models import Event
from idic.foundation.events.undoing import NothingToUndo, undo_event


@pytest.fixture
def customer(cast: Any, make_customer: Callable[..., Any]) -> Customer:
    return make_customer(by=cast.sales)  # type: ignore[no-any-return]  # the fixture makes customers


@pytest.fixture
def follow_ups(cast: Any, customer: Customer) -> list[FollowUp]:
    made = [
        create_follow_up(
            customer, owner=cast.sales, due_on=date(2026, 12, day), method="telephone", reason="no_purchase",
            by=cast.sales,
        )
        for day in (1, 2)
    ]  # fmt: skip
    complete_follow_up(made[1], outcome="reached_satisfied", by=cast.sales)
    return made


def shut_out(cast: Any, to: object = None) -> User:
    return change_user(
        cast.sales, display_name="Sales", role="sales", team=cast.sales.team, is_active=False,
        hand_over_to=to, by=cast.administrator,  # type: ignore[arg-type]  # a member of the cast
    )  # fmt: skip


def test_open_work_goes_to_the_successor_and_what_is_done_stays(
    cast: Any, customer: Customer, follow_ups: list[FollowUp]
) -> None:
    assert not shut_out(cast, cast.sales_colleague).is_active
    owners = dict(FollowUp.objects.values_list("pk", "owner_id"))
    assert owners == {follow_ups[0].pk: cast.sales_colleague.pk, follow_ups[1].pk: cast.sales.pk}
    assert Customer.objects.get(pk=customer.pk).owner_id == cast.sales_colleague.pk
    told = {event.after["work"]: event.after["count"] for event in Event.objects.filter(verb="work.handed_over")}
    assert told == {"customer": 1, "follow_up": 1}


def test_nobody_is_shut_out_while_work_hangs_on_them(cast: Any, follow_ups: list[FollowUp]) -> None:
    with pytest.raises(WorkLeft) as refused:
        shut_out(cast)
    assert refused.value.kinds == (("Customers", 1), ("Open follow-ups", 1))
    assert User.objects.get(pk=cast.sales.pk).is_active


@pytest.mark.parametrize("name", ["analyst", "sales"])
def test_the_successor_must_be_another_who_can_do_the_work(cast: Any, follow_ups: list[FollowUp], name: str) -> None:
    with pytest.raises(CannotTakeOver):
        shut_out(cast, getattr(cast, name))
    assert Customer.objects.filter(owner=cast.sales).exists()
    assert User.objects.get(pk=cast.sales.pk).is_active


def test_a_successor_who_cannot_sign_in_is_refused(cast: Any, follow_ups: list[FollowUp]) -> None:
    User.objects.filter(pk=cast.sales_colleague.pk).update(is_active=False)
    with pytest.raises(CannotTakeOver):
        shut_out(cast, User.objects.get(pk=cast.sales_colleague.pk))


def test_who_has_no_work_needs_no_successor(cast: Any) -> None:
    assert not shut_out(cast).is_active
    assert not Event.objects.filter(verb="work.handed_over").exists()


def test_only_who_manages_users_hands_over(cast: Any) -> None:
    with pytest.raises(NotAllowed):
        hand_over(cast.sales, to=cast.manager, by=cast.manager)


def test_a_hand_over_is_taken_back_as_far_as_the_successor_still_has_it(
    cast: Any, customer: Customer, follow_ups: list[FollowUp]
) -> None:
    hand_over(cast.sales, to=cast.manager, by=cast.administrator)
    FollowUp.objects.filter(pk=follow_ups[0].pk).update(owner=cast.service)
    for event in Event.objects.filter(verb="work.handed_over"):
        undo_event(event.pk, by=cast.administrator)
    assert Customer.objects.get(pk=customer.pk).owner_id == cast.sales.pk
    assert FollowUp.objects.get(pk=follow_ups[0].pk).owner_id == cast.service.pk
    with pytest.raises(NothingToUndo):
        undo_event(event.pk, by=cast.administrator)
