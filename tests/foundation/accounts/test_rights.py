from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from idic.foundation.accounts.enums import AttributeGroup, GroupAccess, Role, Scope
from idic.foundation.accounts.models import RoleDefinition, User
from idic.foundation.accounts.operations.roles import change_role, create_role
from idic.foundation.accounts.queries.roles import access_role
from idic.foundation.accounts.rules import GRANTS, PERMISSIONS, SCOPED, group_access, may, scope_of


def role(cast: Any, code: str) -> RoleDefinition:
    return access_role(cast.administrator, code)


def allow(cast: Any, code: str, **grants: Scope) -> RoleDefinition:
    found = role(cast, code)
    given = {name.replace("__", "."): scope for name, scope in grants.items()}
    return change_role(found, grants=given, group_access={}, version=found.version, by=cast.administrator)


@pytest.mark.parametrize("code", Role.values)
def test_a_built_in_role_starts_with_the_defaults_and_needs_no_database(code: str) -> None:
    user = User(role=code)
    for permission in PERMISSIONS:
        assert scope_of(user, permission) == GRANTS[code].get(permission, Scope.NONE)


def test_who_may_not_sign_in_may_nothing() -> None:
    user = User(role=Role.ADMINISTRATOR, is_active=False)
    assert not any(may(user, permission) for permission in PERMISSIONS)
    assert group_access(user, "customer", AttributeGroup.CONTACT) == GroupAccess.HIDDEN


def test_an_unknown_right_is_a_mistake_of_the_program(cast: Any) -> None:
    with pytest.raises(LookupError):
        scope_of(cast.administrator, "customer.paint")


def test_a_role_that_is_gone_allows_nothing(cast: Any) -> None:
    cast.sales.role = "gone"
    assert not any(may(cast.sales, permission) for permission in PERMISSIONS)


@pytest.mark.django_db
def test_every_built_in_role_is_written_down_without_anything_of_its_own() -> None:
    written = RoleDefinition.objects.filter(is_built_in=True).values_list("code", "grants", "group_access")
    assert {code: (grants, groups) for code, grants, groups in written} == {code: ({}, {}) for code in Role.values}


def test_asking_for_rights_of_the_signed_in_person_costs_no_query(cast: Any) -> None:
    user = User.with_rights.get(pk=cast.sales.pk)
    with CaptureQueriesContext(connection) as captured:
        assert scope_of(user, "customer.see") == Scope.TEAM
        assert user.get_role_display() == "Sales"
    assert len(captured) == 0


def test_a_user_read_again_has_the_rights_as_they_are_now(cast: Any) -> None:
    assert may(cast.sales, "customer.create")
    allow(cast, Role.SALES, customer__create=Scope.NONE)
    assert not may(User.objects.get(pk=cast.sales.pk), "customer.create")
    cast.sales.refresh_from_db()
    assert not may(cast.sales, "customer.create")


def test_a_role_given_to_a_user_in_hand_counts_at_once(cast: Any) -> None:
    assert not may(cast.sales, "user.manage")
    cast.sales.role = Role.ADMINISTRATOR
    assert may(cast.sales, "user.manage")


def test_fields_follow_the_right_to_change_and_an_analyst_sees_no_person(cast: Any) -> None:
    contact = AttributeGroup.CONTACT
    assert group_access(cast.service, "customer", contact) == GroupAccess.CHANGED
    assert group_access(cast.quality, "customer", contact) == GroupAccess.SEEN
    assert group_access(cast.analyst, "customer", contact) == GroupAccess.MASKED
    assert group_access(cast.analyst, "customer", AttributeGroup.IDENTITY) == GroupAccess.MASKED
    assert group_access(cast.analyst, "customer", AttributeGroup.DEMOGRAPHIC) == GroupAccess.SEEN
    assert group_access(cast.service, "customer", "record") == GroupAccess.CHANGED
    assert group_access(cast.service, "product", "record") == GroupAccess.SEEN


def test_whoever_may_not_change_a_record_may_change_none_of_its_fields(cast: Any) -> None:
    quality = role(cast, Role.QUALITY)
    groups = {"customer": {AttributeGroup.CONTACT: GroupAccess.CHANGED}}
    change_role(quality, grants={}, group_access=groups, version=quality.version, by=cast.administrator)
    cast.quality.refresh_from_db()
    assert group_access(cast.quality, "customer", AttributeGroup.CONTACT) == GroupAccess.SEEN


def test_a_role_of_the_organisation_holds_what_is_written_and_nothing_else(cast: Any) -> None:
    made = create_role(name="Counter", like=role(cast, Role.ANALYST), by=cast.administrator)
    person = User.objects.create(email="c@example.com", display_name="C", role=made.code)
    for permission in PERMISSIONS:
        assert scope_of(person, permission) == GRANTS[Role.ANALYST].get(permission, Scope.NONE)
    assert group_access(person, "customer", AttributeGroup.CONTACT) == GroupAccess.MASKED
    assert person.get_role_display() == "Counter"
    RoleDefinition.objects.filter(pk=made.pk).update(grants={})
    assert not any(may(User.objects.get(pk=person.pk), permission) for permission in PERMISSIONS)


def test_only_permissions_that_ask_whose_record_it_is_reach_in_steps() -> None:
    assert set(PERMISSIONS) >= SCOPED
    steps = {name for table in GRANTS.values() for name, scope in table.items() if scope in (Scope.OWN, Scope.TEAM)}
    assert steps <= SCOPED
