"""A role that sees contacts masked reads them nowhere whole: not beside a name in a list, a choice or a search."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from idic.domain.interact.operations.follow_ups import create_follow_up
from idic.domain.work.drafts import Guest, TaskDraft
from idic.domain.work.operations.create import create_task
from idic.foundation.accounts.enums import AttributeGroup, GroupAccess, Role
from idic.foundation.accounts.operations.roles import change_role
from idic.foundation.accounts.queries.roles import access_role

pytestmark = pytest.mark.django_db

SignIn = Callable[[str], Client]
WHOLE = ("0899991234", "+66899991234", "wipada@example.com", "99/9 Secret Lane")


@pytest.fixture
def customer(make_customer: Any) -> Any:
    return make_customer(
        given_name="Wipada", family_name="Charoensuk", phone="0899991234", email="wipada@example.com",
        address="99/9 Secret Lane",
    )  # fmt: skip


@pytest.fixture
def follow_up(customer: Any, cast: Any) -> Any:
    due = timezone.localdate() + timedelta(days=1)
    return create_follow_up(
        customer, owner=cast.manager, due_on=due, method="telephone", reason="no_purchase", by=cast.manager
    )


@pytest.fixture
def meeting(customer: Any, cast: Any) -> Any:
    guests = (Guest(customer_id=customer.pk, name=customer.name, email=customer.email),)
    draft = TaskDraft(title="Talk", owner=cast.analyst, customer=customer, guests=guests)
    return create_task(draft, by=cast.manager)


def _addresses(follow_up: Any, meeting: Any) -> list[str]:
    return [
        "/search/?q=wipada", "/follow-ups/?tab=later&whose=all", f"/follow-ups/{follow_up.pk}/",
        "/tasks/customers/?customer_name=wipada", f"/tasks/{meeting.pk}/",
    ]  # fmt: skip


def test_a_masked_contact_stands_masked_beside_every_name(signed_in: SignIn, follow_up: Any, meeting: Any) -> None:
    reader = signed_in("analyst")
    for address in _addresses(follow_up, meeting):
        answer = reader.get(address, headers={"HX-Request": "true"} if "search" in address else {})
        text = answer.content.decode()
        assert answer.status_code == 200, address
        assert "Charoensuk" in text, address
        assert [told for told in WHOLE if told in text] == [], address


def test_who_sees_contacts_reads_them_whole(signed_in: SignIn, follow_up: Any, meeting: Any) -> None:
    reader = signed_in("manager")
    found = [reader.get(address).content.decode() for address in _addresses(follow_up, meeting)[1:]]
    assert 'href="tel:+66899991234"' in found[1]
    assert "99/9 Secret Lane" in found[1]
    for text in (found[0], found[2]):
        assert "+66899991234" in text
    assert "wipada@example.com" in found[3]


def test_a_choice_of_a_customer_shows_no_more_of_the_others(
    signed_in: SignIn, customer: Any, cast: Any, make_customer: Any
) -> None:
    first = make_customer(given_name="Somsri", family_name="Charoensuk", phone="0811112222")
    addresses = [
        f"/relations/{first.pk}/find/?customer_text=wipada",
        f"/customers/{first.pk}/merge/?q=wipada",
    ]
    reader = signed_in("manager")
    whole = [reader.get(address).content.decode() for address in addresses]
    assert [text for text in whole if "+66899991234" not in text] == []
    role = access_role(cast.administrator, Role.MANAGER)
    masked = {"customer": {AttributeGroup.CONTACT: GroupAccess.MASKED}}
    change_role(role, grants={}, group_access=masked, version=role.version, by=cast.administrator)
    for address in addresses:
        text = reader.get(address).content.decode()
        assert "Wipada Charoensuk" in text, address
        assert [told for told in WHOLE if told in text] == [], address
