from __future__ import annotations

from idic.doors.web.shell.navigation import SECTIONS, navigation_for
from idic.foundation.accounts.enums import Role
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import PERMISSIONS


def test_the_loop_stands_in_its_order() -> None:
    stations = [section.code for section in SECTIONS if section.station]
    assert stations == ["identify", "differentiate", "interact", "customize"]


def test_every_item_asks_for_a_permission_that_exists() -> None:
    asked = {item.permission for section in SECTIONS for item in section.items if item.permission}
    assert asked <= set(PERMISSIONS)


def test_a_page_that_the_role_may_not_see_is_not_shown() -> None:
    def labels(role: Role) -> set[str]:
        user = User(role=role, is_active=True)
        return {str(link.label) for section in navigation_for(user, "/") for link in section.links}

    assert "Users" not in labels(Role.SERVICE)
    assert labels(Role.SERVICE) <= labels(Role.ADMINISTRATOR)
