from __future__ import annotations

import dataclasses
import logging
from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from pytest_django import Settings

from idic.foundation.accounts.models import User
from idic.foundation.configuration import SingleSignOn
from idic.foundation.events.models import Event
from tests.doors.web.sign_in.one_time_code import code_now
from tests.doors.web.sign_in.provider import CLIENT, SECRET, Provider, running_provider


@pytest.fixture
def provider(settings: Settings) -> Iterator[Provider]:
    with running_provider() as provider:
        use(settings, provider)
        yield provider


def use(settings: Settings, provider: Provider, create_role: str = "", trusts: bool = False) -> None:
    own = SingleSignOn(provider.issuer, CLIENT, SECRET, "Example SSO", create_role, trusts)
    settings.CONFIGURATION = dataclasses.replace(settings.CONFIGURATION, single_sign_on=own)
    app = {"provider_id": "sso", "name": own.name, "client_id": CLIENT, "secret": SECRET}
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {
            "OAUTH_PKCE_ENABLED": True,
            "APPS": [app | {"settings": {"server_url": provider.issuer}}],
        }
    }


def through(provider: Provider, client: Client | None = None, start: str = "/sign-in/with/sso/") -> tuple[Client, str]:
    """A whole round; the browser it was made in, and what the page that it ended on says."""
    client = client or Client()
    away = client.get(start)
    assert away.status_code == 302
    assert away["Location"].startswith(f"{provider.issuer}/authorize?")
    answer = client.get(provider.agree(away["Location"]), follow=True)
    assert answer.status_code == 200
    return client, answer.content.decode()


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_the_sign_in_page_offers_the_provider_by_its_name(provider: Provider, db: None) -> None:
    assert "Sign in with Example SSO" in Client().get("/sign-in/").content.decode()


def test_an_existing_user_is_let_in_and_led_where_he_was_going(provider: Provider, person: User) -> None:
    client = Client()
    away = client.get("/sign-in/with/sso/?next=/account/tokens/")
    assert client.get(provider.agree(away["Location"]))["Location"] == "/account/tokens/"
    assert client.session["_auth_user_id"] == str(person.pk)
    assert Event.objects.get(verb="account.provider_linked").subject_id == person.pk


def test_from_the_second_time_on_the_providers_own_number_decides(provider: Provider, person: User) -> None:
    through(provider)
    provider.claims = {**provider.claims, "email": "malee.new@example.com", "email_verified": False}
    client, _page = through(provider)
    assert client.session["_auth_user_id"] == str(person.pk)


def test_a_stranger_is_not_let_in_and_not_added(provider: Provider, person: User) -> None:
    provider.claims = {**provider.claims, "email": "stranger@example.com"}
    client, page = through(provider)
    assert not is_in(client)
    assert "Ask your administrator to add you." in page
    assert User.objects.count() == 1


def test_who_was_shut_out_stays_out(provider: Provider, person: User) -> None:
    User.objects.filter(pk=person.pk).update(is_active=False)
    client, page = through(provider)
    assert not is_in(client)
    assert "Ask your administrator to add you." in page


def test_who_was_shut_out_after_the_first_time_stays_out_too(provider: Provider, person: User) -> None:
    through(provider)
    User.objects.filter(pk=person.pk).update(is_active=False)
    assert not is_in(through(provider)[0])


@pytest.mark.parametrize("verified", [False, None, "false", 0])
def test_an_address_that_nobody_verified_opens_nothing(
    provider: Provider, person: User, verified: bool | str | None
) -> None:
    provider.claims = {**provider.claims, "email_verified": verified}
    client, page = through(provider)
    assert not is_in(client)
    assert "has not verified your e-mail address" in page


def test_a_provider_whose_addresses_are_trusted_need_not_say_verified(
    provider: Provider, person: User, settings: Settings
) -> None:
    use(settings, provider, trusts=True)
    del provider.claims["email_verified"]
    assert is_in(through(provider)[0])


def test_a_new_person_is_added_with_the_role_where_that_is_set(
    provider: Provider, person: User, settings: Settings
) -> None:
    use(settings, provider, create_role="sales")
    provider.claims = {"sub": "u-78", "email": "New.Person@example.com", "email_verified": True, "name": "New Person"}
    client, _page = through(provider)
    made = User.objects.get(email="new.person@example.com")
    assert client.session["_auth_user_id"] == str(made.pk)
    assert (made.role, made.display_name, made.has_usable_password()) == ("sales", "New Person", False)
    assert Event.objects.filter(verb="user.created", subject_id=made.pk).exists()


def test_the_second_factor_is_asked_for_after_single_sign_on_too(
    provider: Provider, person: User, set_up_app: Callable[[], str]
) -> None:
    key = set_up_app()
    client = Client()
    back = provider.agree(client.get("/sign-in/with/sso/")["Location"])
    assert client.get(back)["Location"] == "/sign-in/code/"
    assert not is_in(client)
    assert client.post("/sign-in/code/", {"code": code_now(key)}).status_code == 302
    assert is_in(client)


def test_an_answer_that_this_browser_did_not_ask_for_opens_nothing(provider: Provider, person: User) -> None:
    back = provider.agree(Client().get("/sign-in/with/sso/")["Location"])
    victim = Client()
    page = victim.get(back, follow=True).content.decode()
    assert not is_in(victim)
    assert "Single sign-on did not work." in page


def test_an_id_token_for_another_client_opens_nothing(provider: Provider, person: User) -> None:
    provider.audience = "another-client"
    client, page = through(provider)
    assert not is_in(client)
    assert "Single sign-on did not work." in page


def test_a_provider_that_fails_is_told_in_words_and_its_answer_stays_out_of_the_log(
    provider: Provider, person: User, caplog: pytest.LogCaptureFixture
) -> None:
    provider.fails = True
    with caplog.at_level(logging.DEBUG):
        client, page = through(provider)
    assert not is_in(client)
    assert "Single sign-on did not work." in page
    assert SECRET not in caplog.text


def test_a_person_who_turns_back_at_the_provider_is_told_so(provider: Provider, person: User) -> None:
    client = Client()
    asked = client.get("/sign-in/with/sso/")["Location"]
    state = provider.agree(asked).partition("state=")[2]
    page = client.get(f"/sign-in/with/sso/back/?error=access_denied&state={state}", follow=True).content.decode()
    assert "You left the provider&#x27;s page" in page


@pytest.mark.parametrize("process", ["connect", "redirect"])
def test_single_sign_on_can_be_turned_to_no_other_purpose(provider: Provider, person: User, process: str) -> None:
    client, page = through(provider, start=f"/sign-in/with/sso/?process={process}")
    assert not is_in(client)
    assert "for nothing else" in page


def test_a_provider_that_does_not_answer_is_told_in_words(provider: Provider, person: User, settings: Settings) -> None:
    provider.issuer = "http://127.0.0.1:9"
    use(settings, provider)
    answer = Client().get("/sign-in/with/sso/", follow=True)
    assert answer.status_code == 200
    assert "Single sign-on did not work." in answer.content.decode()


def test_without_a_provider_the_addresses_are_not_there(person: User) -> None:
    assert Client().get("/sign-in/with/sso/").status_code == 404
    assert Client().get("/sign-in/with/sso/back/").status_code == 404
