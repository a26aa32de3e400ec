"""The frame is remembered between requests: every reader must still get their own, in their own language."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.template import Context, engines
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils.html import escape
from django.utils.safestring import mark_safe

from idic.doors.web.shell import frame
from idic.doors.web.shell.frame import Reader, frame_part
from idic.doors.web.shell.parts.signs import avatar, badge, icon_
from idic.foundation.accounts.models import User

_TOKEN = re.compile(r"[A-Za-z0-9]{64}")


def _page(client: Client, path: str = "/account/") -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return _TOKEN.sub("token", answer.content.decode())


@pytest.mark.django_db
def test_every_reader_gets_what_they_would_get_without_the_memory(
    cast: object, signed_in: Callable[[str], Client], settings: object
) -> None:
    people = ("administrator", "service", "service_colleague", "sales", "analyst")
    for language in ("en", "th"):
        User.objects.update(language=language)
        clients = {name: signed_in(name) for name in people}
        for path in ("/account/", "/customers/"):
            for name, client in clients.items():
                _page(client, path)
                remembered = _page(client, path)
                frame._remembered.cache_clear()
                fresh = _page(client, path)
                assert remembered == fresh, (name, path, language)
                assert f"{name}@example.com" in remembered
                assert not any(f"{other}@example.com" in remembered for other in people if other != name)


@pytest.mark.django_db
def test_a_changed_name_role_language_and_theme_show_at_once(cast: object, signed_in: Callable[[str], Client]) -> None:
    client = signed_in("service")
    before = _page(client)
    assert "/users/" not in before
    User.objects.filter(email="service@example.com").update(
        display_name="Renamed Person", role="administrator", language="th", theme="dark"
    )
    after = _page(client)
    assert "Renamed Person" in after
    assert 'href="/users/"' in after
    assert 'lang="th"' in after
    assert 'data-bs-theme="dark"' in after
    assert "ค้นหา" in after


@pytest.mark.django_db
def test_each_session_gets_its_own_token_and_its_own_address(cast: object, signed_in: Callable[[str], Client]) -> None:
    answers = [signed_in("service").get("/customers/", {"q": "<x>"}) for _ in range(2)]
    for answer in answers:
        page = answer.content.decode()
        assert not re.search(r"csrf[0-9a-f]{32}|here[0-9a-f]{32}", page)
        assert 'value="/customers/?q=%3Cx%3E"' in page
    secrets = {answer.cookies["csrftoken"].value for answer in answers}
    assert len(secrets) == 2


def test_a_part_sees_only_the_values_that_are_named_for_it() -> None:
    request = RequestFactory().get("/")
    context = Context({"request": request, "secret": "of another reader", "preferences": None, "reader": None})
    given = frame_part(context, "shell/user_menu.html", ("reader",))
    assert "of another reader" not in given
    shown = Context(
        {"request": request, "reader": Reader("Anan <b>", "a@example.com", "Service"), "csrf_token": "t" * 64}
    )
    text = frame_part(shown, "shell/user_menu.html", ("reader", "account_url", "signout_url"))
    assert "Anan &lt;b&gt;" in text
    assert "Anan <b>" not in text


@pytest.mark.django_db
def test_a_record_cannot_be_remembered(cast: object) -> None:
    user = User.objects.first()
    with pytest.raises(TypeError):
        frame_part(Context({"request": RequestFactory().get("/"), "user": user}), "shell/user_menu.html", ("user",))


@pytest.mark.django_db
def test_the_frame_asks_the_database_for_nothing(cast: object) -> None:
    request = RequestFactory().get("/customers/")
    request.user = User.objects.get(email="service@example.com")
    page = engines["django"].from_string('{% extends "shell/base.html" %}{% block content %}{% endblock %}')
    request.user.rights  # noqa: B018 - read with the user in a real request
    with CaptureQueriesContext(
        connection,
    ) as queries:
        page.render({"messages": []}, request)
    assert len(queries) == 0


@pytest.mark.parametrize("text", ["<b>", "a&b", "plain"])
def test_what_is_safe_and_what_is_not_are_never_taken_for_one_another(text: str) -> None:
    for part in (badge, lambda label: icon_("check", label=label)):
        safe, plain, safe_again = part(mark_safe(text)), part(text), part(mark_safe(text))
        assert safe == safe_again
        assert text in safe
        assert (safe == plain) == (text == "plain")
    assert "<b" not in avatar(mark_safe("<b>")).removeprefix("<span").removesuffix("</span>")


def test_a_value_of_one_request_is_put_in_afterwards_and_escaped(rf: RequestFactory) -> None:
    names = ("noun_code", "~query", "four_eyes", "purposes", "file_formats")
    for query in ("q=one&sort=name", 'q="><b>', "q=one&sort=name"):
        values = {"noun_code": "customer", "query": query, "four_eyes": 0, "purposes": (), "file_formats": ()}
        text = frame_part(Context({"request": rf.get("/"), **values}), "lists/export_dialog.html", names)
        assert f'name="query" value="{escape(query)}"' in text
