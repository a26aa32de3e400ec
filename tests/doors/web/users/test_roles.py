from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from idic.doors.web.users.permission_words import PERMISSION_WORDS
from idic.foundation.accounts.enums import Scope
from idic.foundation.accounts.models import RoleDefinition, User
from idic.foundation.accounts.operations.roles import change_role
from idic.foundation.accounts.queries.roles import access_role
from idic.foundation.accounts.rules import PERMISSIONS
from idic.foundation.events.models import Event

SignIn = Callable[[str], Client]


@pytest.fixture
def client(signed_in: SignIn) -> Client:
    return signed_in("administrator")


def test_every_right_has_words() -> None:
    assert set(PERMISSION_WORDS) == set(PERMISSIONS)


def test_a_right_is_given_on_the_page_of_the_role(client: Client, cast: Any, signed_in: SignIn) -> None:
    page = client.get("/users/roles/quality/")
    assert 'name="customer.see"' in page.content.decode()
    version = page.context["form"].initial["version"]
    assert signed_in("quality").get("/customers/new/").status_code == 403
    answer = client.post("/users/roles/quality/", {"version": version, "customer.create": "all"})
    assert answer.status_code == 302
    assert signed_in("quality").get("/customers/new/").status_code == 200
    assert Event.objects.get(verb="role.changed").after["rights"] == {"customer.create": "all"}
    assert "Built in, changed" in client.get("/users/roles/").content.decode()
    assert client.post("/users/roles/quality/reset/").status_code == 302
    assert signed_in("quality").get("/customers/new/").status_code == 403


def allow_customers(cast: Any, scope: Scope) -> None:
    role = access_role(cast.administrator, "sales")
    change_role(role, grants={"customer.see": scope}, group_access={}, version=role.version, by=cast.administrator)


def test_a_change_holds_from_the_next_request_on_and_costs_it_no_query(cast: Any, signed_in: SignIn) -> None:
    client = signed_in("sales")
    assert client.get("/customers/").status_code == 200
    with CaptureQueriesContext(connection) as before:
        client.get("/customers/")
    allow_customers(cast, Scope.NONE)
    assert client.get("/customers/").status_code == 403
    allow_customers(cast, Scope.OWN)
    with CaptureQueriesContext(connection) as after:
        assert client.get("/customers/").status_code == 200
    assert len(after) == len(before)
    assert not any('FROM "accounts_roledefinition"' in query["sql"].split("SELECT")[1] for query in after)


def test_groups_of_fields_are_set_on_the_same_page(client: Client, cast: Any) -> None:
    given = {"version": 1, "customer:contact": "masked", "customer:identity": "hidden"}
    assert client.post("/users/roles/service/", given).status_code == 302
    role = RoleDefinition.objects.get(code="service")
    assert role.group_access == {"customer": {"contact": "masked", "identity": "hidden"}}


@pytest.mark.parametrize(
    "given",
    [
        {"version": "1", "customer.see": "everything"},
        {"version": "1", "segment.change": "team"},
        {"version": "1", "customer:contact": "seen twice"},
        {"version": "one"},
        {"version": "99", "customer.create": "all"},
        {},
    ],
)
def test_what_cannot_be_kept_changes_nothing_and_says_so(client: Client, cast: Any, given: dict[str, str]) -> None:
    assert client.post("/users/roles/quality/", given).status_code in (200, 422)
    assert RoleDefinition.objects.get(code="quality").grants == {}


def test_the_administrator_keeps_the_right_whatever_is_posted(client: Client, cast: Any) -> None:
    client.post("/users/roles/administrator/", {"version": 1, "user.manage": "none"})
    assert client.get("/users/roles/").status_code == 200


def test_a_role_is_copied_renamed_given_and_deleted(client: Client, cast: Any) -> None:
    assert client.post("/users/roles/add/role/", {"name": "Counter", "like": "sales"})["Location"] == (
        "/users/roles/counter/"
    )
    answer = client.post("/users/roles/add/role/", {"name": "counter", "like": "sales"})
    assert answer.status_code == 422
    assert 'value="counter"' in answer.content.decode()
    assert client.post("/users/roles/counter/rename/", {"name": "ฝ่ายบริการ"}).status_code == 302
    person = {"display_name": "Sales", "role": "counter", "team": cast.sales.team_id, "is_active": "on"}
    assert client.post(f"/users/{cast.sales.pk}/", person).status_code == 302
    assert "ฝ่ายบริการ" in client.get("/users/").content.decode()
    answer = client.post("/users/roles/counter/delete/")
    assert answer.status_code == 422
    assert "The role is still held by Sales." in answer.content.decode()
    User.objects.filter(role="counter").update(role="sales")
    assert client.post("/users/roles/counter/delete/").status_code == 302
    assert client.get("/users/roles/counter/").status_code == 404


def test_the_pages_cost_the_same_with_many_roles_and_holders(client: Client, cast: Any) -> None:
    def cost(url: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url).status_code == 200
        return len(captured)

    urls = ("/users/", "/users/roles/", "/users/roles/sales/")
    for url in urls:
        client.get(url)
    few = [cost(url) for url in urls]
    for number in range(20):
        RoleDefinition.objects.create(code=f"role{number}", name=f"Role {number}")
        User.objects.create(email=f"{number}@example.com", display_name=f"P{number}", role="sales")
    assert [cost(url) for url in urls] == few
    assert max(few) <= 12


def test_work_is_handed_over_before_somebody_is_shut_out(
    client: Client, cast: Any, make_customer: Callable[..., Any]
) -> None:
    customer = make_customer(by=cast.sales)
    page = client.get(f"/users/{cast.sales.pk}/").content.decode()
    assert "Customers: 1" in page
    leaving = {"display_name": "Sales", "role": "sales", "team": cast.sales.team_id}
    answer = client.post(f"/users/{cast.sales.pk}/", leaving)
    assert answer.status_code == 422
    assert "Choose who takes over the open work" in answer.content.decode()
    answer = client.post(f"/users/{cast.sales.pk}/", {**leaving, "hand_over_to": cast.sales_colleague.pk})
    assert answer.status_code == 302
    customer.refresh_from_db()
    assert customer.owner_id == cast.sales_colleague.pk
    assert "Who takes over" not in client.get(f"/users/{cast.sales.pk}/").content.decode()
