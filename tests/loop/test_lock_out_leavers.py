from __future__ import annotations

from typing import Any

from idic.foundation.accounts.operations.users import change_user
from idic.foundation.events.models import Event
from idic.foundation.tokens.models import ApiToken
from idic.foundation.tokens.operations.tokens import create_token
from idic.loop.lock_out_leavers import lock_out_leavers


def test_a_deactivated_user_loses_every_token(cast: Any, signed_in: Any) -> None:
    create_token(name="till", scopes=["customer.see"], expires_at=None, by=cast.service)
    browser = signed_in("service")
    assert browser.get("/").status_code == 200
    change_user(cast.service, display_name="S", role="service", team=None, is_active=False, by=cast.administrator)
    lock_out_leavers(Event.objects.filter(verb="user.changed").latest("id"))
    assert ApiToken.objects.get().revoked_at is not None
    assert browser.get("/").status_code == 302


def test_another_change_of_a_user_revokes_nothing(cast: Any) -> None:
    create_token(name="till", scopes=["customer.see"], expires_at=None, by=cast.service)
    change_user(cast.service, display_name="New name", role="service", team=None, is_active=True, by=cast.administrator)
    lock_out_leavers(Event.objects.filter(verb="user.changed").latest("id"))
    assert ApiToken.objects.get().revoked_at is None
