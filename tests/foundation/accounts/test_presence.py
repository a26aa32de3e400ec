"""Who is there is asked once for each request, and never answered from what an earlier one was told."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from idic.foundation.accounts.enums import Role
from idic.foundation.accounts.models import User
from tests.conftest import Cast

PAGE = "/account/"
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def statements(client: Client) -> list[str]:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(PAGE).status_code == 200
    return [one["sql"] for one in captured.captured_queries]


def about_who(sql: list[str]) -> list[str]:
    return [one for one in sql if "django_session" in one or 'FROM "accounts_user"' in one.split("WHERE")[0]]


@pytest.fixture
def seller(cast: Cast, client: Client) -> Any:
    client.force_login(cast.sales, backend=BACKEND)  # type: ignore[arg-type]
    client.get(PAGE)
    return cast.sales


def test_session_and_user_come_by_one_statement_once_the_session_is_known(seller: User, client: Client) -> None:
    assert len(about_who(statements(client))) == 1


def test_a_name_changed_elsewhere_shows_on_the_next_page(seller: User, client: Client) -> None:
    User.objects.filter(pk=seller.pk).update(display_name="Somebody Else")
    assert "Somebody Else" in client.get(PAGE).content.decode()


def test_whoever_is_deactivated_or_signed_out_is_out_at_the_next_request(
    seller: User, client: Client, cast: Cast
) -> None:
    User.objects.filter(pk=seller.pk).update(is_active=False)
    assert client.get(PAGE).status_code == 302
    client.force_login(cast.quality, backend=BACKEND)  # type: ignore[arg-type]
    assert client.get(PAGE).status_code == 200
    Session.objects.all().delete()
    assert client.get(PAGE).status_code == 302


def test_another_user_in_the_same_session_is_never_taken_for_the_first(
    seller: User, client: Client, cast: Cast
) -> None:
    session = client.session
    other: Any = cast.quality
    session["_auth_user_id"] = str(other.pk)
    session["_auth_user_hash"] = other.get_session_auth_hash()
    session.save()
    page = client.get(PAGE).content.decode()
    assert other.display_name in page
    assert seller.display_name not in page


def test_a_right_taken_away_holds_from_the_next_request_on(seller: User, client: Client) -> None:
    assert client.get("/customers/").status_code == 200
    User.objects.filter(pk=seller.pk).update(role=Role.QUALITY)
    before = client.get("/customers/new/").status_code
    assert before in (403, 404)
