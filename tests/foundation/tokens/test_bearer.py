from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from idic.foundation.accounts.enums import AttributeGroup, Scope
from idic.foundation.accounts.errors import NotAllowed, NotVisible
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import PERMISSIONS, group_access, may, require, scope_of
from idic.foundation.events.models import Event
from idic.foundation.tokens.bearer import user_of_token, user_of_token_text
from idic.foundation.tokens.errors import (
    ExpiryInThePast,
    ScopeBeyondRights,
    ScopesMissing,
    TokenExpired,
    TokenMissing,
    TokenOfInactiveUser,
    TokenRevoked,
    TokenTooNarrow,
    TokenUnknown,
)
from idic.foundation.tokens.models import ApiToken
from idic.foundation.tokens.operations.tokens import create_token, revoke_token, revoke_tokens_of


def make(user: Any, *scopes: str, **more: Any) -> tuple[ApiToken, str]:
    return create_token(name="Till", scopes=scopes or ("customer.see",), by=user, **{"expires_at": None, **more})


def test_the_token_is_nowhere_kept_in_clear(cast: Any) -> None:
    token, text = make(cast.sales)
    stored = ApiToken.objects.values().get(pk=token.pk)
    told = Event.objects.get(verb="token.created", subject_id=token.pk)
    assert not any(text in str(value) for value in stored.values())
    assert text not in str(told.after)
    assert told.after["prefix"] == text[:11]
    assert len(text) >= 48


def test_a_token_stands_for_its_owner_with_the_chosen_rights_alone(cast: Any) -> None:
    _token, text = make(cast.sales, "customer.see", "follow_up.create")
    user = user_of_token_text(text)
    assert (user.pk, user) == (cast.sales.pk, cast.sales)
    assert isinstance(user, User)
    held = {permission for permission in PERMISSIONS if may(user, permission)}
    assert held == {"customer.see", "follow_up.create"}
    assert scope_of(user, "customer.see") == Scope.TEAM


def test_not_even_an_administrators_token_reaches_further(cast: Any) -> None:
    _token, text = make(cast.administrator, "customer.see")
    with pytest.raises(NotAllowed):
        require(user_of_token_text(text), "user.manage")


def test_what_the_role_hides_stays_hidden_from_the_token(cast: Any) -> None:
    user = user_of_token_text(make(cast.analyst)[1])
    for group in AttributeGroup.values:
        assert group_access(user, "customer", group) == group_access(cast.analyst, "customer", group)


def test_a_right_that_the_owner_has_lost_is_lost_to_the_token(cast: Any) -> None:
    _token, text = make(cast.manager, "audit.see", "customer.see")
    User.objects.filter(pk=cast.manager.pk).update(role="sales")
    user = user_of_token_text(text)
    assert not may(user, "audit.see")
    assert scope_of(user, "customer.see") == Scope.TEAM


@pytest.mark.parametrize("scope", ["user.manage", "no.such"])
def test_nobody_makes_a_token_that_may_do_more_than_he(cast: Any, scope: str) -> None:
    with pytest.raises(ScopeBeyondRights):
        make(cast.sales, "customer.see", scope)
    assert not ApiToken.objects.exists()


def test_a_token_without_any_right_or_any_future_is_not_made(cast: Any) -> None:
    with pytest.raises(ScopesMissing):
        create_token(name="Till", scopes=(), expires_at=None, by=cast.sales)
    with pytest.raises(ExpiryInThePast):
        make(cast.sales, expires_at=timezone.now())


def test_a_revoked_token_is_refused_at_once_and_told_once(cast: Any) -> None:
    token, text = make(cast.sales)
    for _time in range(2):
        revoke_token(token.pk, by=cast.sales)
    with pytest.raises(TokenRevoked):
        user_of_token_text(text)
    assert Event.objects.filter(verb="token.revoked", subject_id=token.pk).count() == 1


def test_a_token_past_its_day_is_refused(cast: Any) -> None:
    token, text = make(cast.sales, expires_at=timezone.now() + timedelta(days=1))
    user_of_token_text(text)
    ApiToken.objects.filter(pk=token.pk).update(expires_at=timezone.now())
    with pytest.raises(TokenExpired):
        user_of_token_text(text)


def test_the_token_of_a_deactivated_user_is_refused(cast: Any) -> None:
    _token, text = make(cast.sales)
    User.objects.filter(pk=cast.sales.pk).update(is_active=False)
    with pytest.raises(TokenOfInactiveUser):
        user_of_token_text(text)


@pytest.mark.parametrize("text", ["idic_x", "", "x" * 5000, "\x00", "ไทย"])
def test_a_text_that_is_no_token_is_refused(db: None, text: str) -> None:
    with pytest.raises(TokenUnknown):
        user_of_token_text(text)


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer ", "Basic abc", "idic_abc"])
def test_a_request_without_a_bearer_token_is_refused(db: None, header: str) -> None:
    with pytest.raises(TokenMissing):
        user_of_token(RequestFactory().get("/", headers={"Authorization": header}))


def test_an_address_asks_for_the_right_it_needs(cast: Any) -> None:
    _token, text = make(cast.sales, "customer.see")
    assert user_of_token_text(text, "customer.see") == cast.sales
    with pytest.raises(TokenTooNarrow):
        user_of_token_text(text, "customer.create")


def test_the_token_of_another_user_can_not_be_revoked(cast: Any) -> None:
    token, text = make(cast.sales)
    with pytest.raises(NotVisible):
        revoke_token(token.pk, by=cast.administrator)
    user_of_token_text(text)


def test_all_tokens_of_one_person_can_be_revoked_together(cast: Any) -> None:
    mine, other = [make(cast.sales)[1] for _n in range(2)], make(cast.service)[1]
    assert revoke_tokens_of(cast.sales, by=cast.administrator) == 2
    for text in mine:
        with pytest.raises(TokenRevoked):
            user_of_token_text(text)
    user_of_token_text(other)


def test_a_busy_program_costs_two_queries_and_one_write_a_minute(cast: Any) -> None:
    token, text = make(cast.sales)
    user_of_token_text(text)
    first = ApiToken.objects.get(pk=token.pk).last_used_at
    with CaptureQueriesContext(connection) as captured:
        may(user_of_token_text(text), "customer.see")
    assert len(captured) == 2
    assert first is not None
    assert ApiToken.objects.get(pk=token.pk).last_used_at == first
