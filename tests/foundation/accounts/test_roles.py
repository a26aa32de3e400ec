from __future__ import annotations

from typing import Any

import pytest

from idic.foundation.accounts.enums import AttributeGroup, GroupAccess, Role, Scope
from idic.foundation.accounts.errors import (
    AdministratorKeeps,
    NotAllowed,
    RoleBuiltIn,
    RoleInUse,
    RoleNameTaken,
    RoleOutdated,
    RoleUnknown,
    ScopeNotOffered,
)
from idic.foundation.accounts.models import RoleDefinition, User
from idic.foundation.accounts.operations.roles import change_role, create_role, delete_role, rename_role, reset_role
from idic.foundation.accounts.operations.users import create_user
from idic.foundation.accounts.queries.roles import access_role, all_roles, held_roles
from idic.foundation.accounts.rules import may
from idic.foundation.events.models import Event


@pytest.fixture
def sales(cast: Any) -> RoleDefinition:
    return access_role(cast.administrator, Role.SALES)


@pytest.fixture
def own(cast: Any, sales: RoleDefinition) -> RoleDefinition:
    return create_role(name="Counter", like=sales, by=cast.administrator)


def test_a_change_tells_what_was_and_what_is(cast: Any, sales: RoleDefinition) -> None:
    change_role(
        sales,
        grants={"customer.export": Scope.TEAM, "customer.see": Scope.TEAM},
        group_access={"customer": {AttributeGroup.IDENTITY: GroupAccess.HIDDEN}},
        version=sales.version,
        by=cast.administrator,
    )
    event = Event.objects.get(verb="role.changed")
    assert event.before == {"rights": {"customer.export": "none", "customer:identity": "changed"}}
    assert event.after == {"name": "sales", "rights": {"customer.export": "team", "customer:identity": "hidden"}}
    sales.refresh_from_db()
    assert sales.grants == {"customer.export": "team"}
    assert sales.group_access == {"customer": {"identity": "hidden"}}


def test_the_same_again_is_no_change(cast: Any, sales: RoleDefinition) -> None:
    change_role(sales, grants={"customer.see": Scope.TEAM}, group_access={}, version=1, by=cast.administrator)
    assert not Event.objects.filter(verb="role.changed").exists()


def test_two_administrators_do_not_overwrite_one_another(cast: Any, sales: RoleDefinition) -> None:
    change_role(sales, grants={"customer.export": Scope.ALL}, group_access={}, version=1, by=cast.administrator)
    with pytest.raises(RoleOutdated):
        change_role(sales, grants={"user.manage": Scope.ALL}, group_access={}, version=1, by=cast.administrator)


def test_a_built_in_role_goes_back_to_how_it_was_delivered(cast: Any, sales: RoleDefinition) -> None:
    change_role(sales, grants={"customer.export": Scope.ALL}, group_access={}, version=1, by=cast.administrator)
    assert [held.role.code for held in held_roles(cast.administrator) if held.is_changed] == ["sales"]
    reset_role(sales, by=cast.administrator)
    cast.sales.refresh_from_db()
    assert not may(cast.sales, "customer.export")
    assert Event.objects.get(verb="role.reset").after["rights"] == {"customer.export": "none"}


def test_the_administrator_cannot_lose_the_right_to_give_rights(cast: Any) -> None:
    administrator = access_role(cast.administrator, Role.ADMINISTRATOR)
    with pytest.raises(AdministratorKeeps):
        change_role(
            administrator, grants={"user.manage": Scope.NONE}, group_access={}, version=1, by=cast.administrator
        )
    RoleDefinition.objects.filter(code=Role.ADMINISTRATOR).update(grants={"user.manage": "none"})
    assert may(User.objects.get(pk=cast.administrator.pk), "user.manage")


def test_a_right_that_asks_for_no_owner_does_not_reach_in_steps(cast: Any, sales: RoleDefinition) -> None:
    for given in ({"segment.change": Scope.TEAM}, {"customer.paint": Scope.ALL}):
        with pytest.raises(ScopeNotOffered):
            change_role(sales, grants=given, group_access={}, version=1, by=cast.administrator)


def test_a_copy_lives_on_its_own(cast: Any, sales: RoleDefinition, own: RoleDefinition) -> None:
    change_role(sales, grants={"customer.see": Scope.NONE}, group_access={}, version=1, by=cast.administrator)
    person = User.objects.create(email="c@example.com", display_name="C", role=own.code)
    assert may(person, "customer.see")
    assert [role.code for role in all_roles()] == [*Role.values, "counter"]


@pytest.mark.parametrize("name", ["counter", " Counter ", "Sales", "administrator"])
def test_a_name_is_taken_once(cast: Any, sales: RoleDefinition, own: RoleDefinition, name: str) -> None:
    with pytest.raises(RoleNameTaken):
        create_role(name=name, like=sales, by=cast.administrator)


def test_a_name_in_any_script_makes_a_code(cast: Any, sales: RoleDefinition) -> None:
    made = [create_role(name=name, like=sales, by=cast.administrator) for name in ("ฝ่ายขาย", "柜台", "!!!", "Sales!")]
    assert len({role.code for role in made}) == 4
    assert all(0 < len(role.code) <= 20 and role.code not in Role.values for role in made)


def test_a_role_of_the_organisation_is_renamed_and_a_built_in_one_is_not(
    cast: Any, sales: RoleDefinition, own: RoleDefinition
) -> None:
    rename_role(own, name="Front desk", by=cast.administrator)
    own.refresh_from_db()
    assert (own.name, own.code) == ("Front desk", "counter")
    assert Event.objects.get(verb="role.renamed").before == {"name": "Counter"}
    with pytest.raises(RoleBuiltIn):
        rename_role(sales, name="Selling", by=cast.administrator)


def test_a_role_in_use_stays_and_tells_who_holds_it(cast: Any, sales: RoleDefinition, own: RoleDefinition) -> None:
    person = create_user(
        email="c@example.com", display_name="Chai", role=own.code, team=None, password="x" * 12, by=cast.administrator
    )
    with pytest.raises(RoleInUse, match="Chai"):
        delete_role(own, by=cast.administrator)
    User.objects.filter(pk=person.pk).update(role="sales")
    delete_role(own, by=cast.administrator)
    assert not RoleDefinition.objects.filter(code="counter").exists()
    with pytest.raises(RoleBuiltIn):
        delete_role(sales, by=cast.administrator)


def test_nobody_gets_a_role_that_is_not_there(cast: Any) -> None:
    with pytest.raises(RoleUnknown):
        create_user(
            email="c@example.com", display_name="C", role="gone", team=None, password="x" * 12, by=cast.administrator
        )


def test_only_who_manages_users_touches_roles(cast: Any, sales: RoleDefinition, own: RoleDefinition) -> None:
    for act in (
        lambda: create_role(name="X", like=sales, by=cast.manager),
        lambda: rename_role(own, name="X", by=cast.manager),
        lambda: delete_role(own, by=cast.manager),
        lambda: reset_role(sales, by=cast.manager),
        lambda: change_role(sales, grants={}, group_access={}, version=1, by=cast.manager),
        lambda: access_role(cast.manager, "sales"),
    ):
        with pytest.raises(NotAllowed):
            act()
