"""The visitor's side over its own addresses: what it answers, what it refuses, and what a look costs."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from idic.domain.interact.cases.drafts import MessageDraft
from idic.domain.interact.cases.models import Case, DraftFile, Message, MessageFile
from idic.domain.interact.cases.operations.messages import answer_case
from idic.domain.interact.chat.models import ChatAgent, ChatSite, ChatTalk
from idic.domain.interact.chat.operations.agents import switch_availability, take_next
from idic.domain.interact.chat.pictures import redrawn
from tests.pictures import picture

pytestmark = pytest.mark.django_db

HEADER = {"X-Idic-Chat": "1"}
PNG = picture()


@pytest.fixture
def own_files(settings: Any, tmp_path: Path) -> Path:
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {**settings.STORAGES["default"], "OPTIONS": {"location": str(tmp_path)}},
    }
    return tmp_path


def test_a_visitor_writes_is_answered_and_comes_back(
    cast: Any, chat_site: ChatSite, django_assert_num_queries: Any
) -> None:
    switch_availability(is_available=True, by=cast.service)
    visitor = Client()
    page = visitor.get(reverse("chat:page", args=[chat_site.key]), {"lang": "th"})
    assert "frame-ancestors 'self' https://shop.example.org" in page.headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in page.headers
    assert 'lang="th"' in page.content.decode()
    began = _post(
        visitor, chat_site, "begin", text="ขายฝาไหม <b>", nonce="a" * 32, page="https://shop.example.org/p?session=1"
    )
    assert began.json() == {"begun": True, "live": True}
    cookie = visitor.cookies[f"idic_chat_{chat_site.key}"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", f"/chat/{chat_site.key}/")
    assert ChatTalk.objects.get().page == "https://shop.example.org/p"
    answer_case(Case.objects.get(), MessageDraft("มีสามขนาด"), by=cast.administrator)
    told = _post(visitor, chat_site, "look", version=0, after=0, shown=1).json()
    assert [(one["mine"], one["text"], one["who"]) for one in told["lines"]] == [
        (True, "ขายฝาไหม <b>", ""), (False, "มีสามขนาด", cast.administrator.display_name),
    ]  # fmt: skip
    assert told["state"] == f"{cast.administrator.display_name} พร้อมให้บริการคุณ"
    seen = {"version": told["version"], "after": told["lines"][-1]["id"], "shown": 1}
    assert _post(visitor, chat_site, "look", **seen).json()["lines"] == []
    with django_assert_num_queries(1):
        _post(visitor, chat_site, "look", **seen)
    back = visitor.get(reverse("chat:page", args=[chat_site.key])).content.decode()
    assert 'data-begun="1"' in back
    assert _post(visitor, chat_site, "end").json()["live"] is False
    assert _post(visitor, chat_site, "say", text="more", nonce="b" * 32).status_code == 422


def test_a_visitor_whose_agent_is_away_is_told_and_others_see_it(
    cast: Any, chat_site: ChatSite, signed_in: Any, django_assert_num_queries: Any
) -> None:
    switch_availability(is_available=True, by=cast.service)
    visitor = Client()
    _post(visitor, chat_site, "begin", text="Do you sell lids?", nonce="a" * 32)
    case = take_next(by=cast.service)
    assert _post(visitor, chat_site, "look").json()["state"] == f"{cast.service.display_name} is here for you."
    desk = signed_in("manager")
    assert "Nobody is with them" not in desk.get(reverse("chats:now")).content.decode()
    ChatAgent.objects.update(seen_at=timezone.now() - timedelta(minutes=4))
    _post(visitor, chat_site, "look")
    version = Case.objects.get().version
    with django_assert_num_queries(1):
        told = _post(visitor, chat_site, "look", version=version).json()
    assert (
        told["state"]
        == f"{cast.service.display_name} is away at the moment. Leave this page open: you are answered here."
    )
    Case.objects.update(contact_address="mali@example.com")
    assert "by e-mail" in _post(visitor, chat_site, "look").json()["state"]
    assert f"{cast.service.display_name} is away" in desk.get(reverse("chats:now")).content.decode()
    # at the case, without taking more chats
    signed_in("service").post(reverse("cases:beat", args=[case.pk]))
    assert "is here for you" in _post(visitor, chat_site, "look").json()["state"]
    assert "Nobody is with them" not in desk.get(reverse("chats:now")).content.decode()


def test_what_stands_in_a_web_site_names_the_house_as_others_know_it(
    cast: Any, chat_site: ChatSite, signed_in: Any, settings: Any
) -> None:
    """Also where whoever sets it up sits inside, under another name."""
    settings.CONFIGURATION = replace(settings.CONFIGURATION, public_address="https://crm.example.org")
    page = signed_in("manager").get(reverse("chat_sites:edit", args=[chat_site.pk])).content.decode()
    assert f"https://crm.example.org/chat/{chat_site.key}/loader.js" in page
    script = Client().get(reverse("chat:loader", args=[chat_site.key])).content.decode()
    assert f"https://crm.example.org/chat/{chat_site.key}/" in script


def test_over_tls_the_cookie_serves_inside_the_other_site(cast: Any, chat_site: ChatSite) -> None:
    visitor = Client()
    began = visitor.post(
        reverse("chat:begin", args=[chat_site.key]), {"text": "Hi", "nonce": "a" * 32, "address": "a@b.example"},
        headers=HEADER, secure=True,
    )  # fmt: skip
    said = began.cookies.output()
    assert "SameSite=None; Partitioned" in said
    assert "Secure" in said


def test_out_of_hours_a_message_is_left(chat_site: ChatSite) -> None:
    visitor = Client()
    assert "Leave the message" in visitor.get(reverse("chat:page", args=[chat_site.key])).content.decode()
    refused = _post(visitor, chat_site, "begin", text="Hi", nonce="a" * 32)
    assert (refused.status_code, refused.json()["field"]) == (422, "address")
    assert _post(visitor, chat_site, "begin", text="Hi", nonce="a" * 32, address="a@b.example").json()["live"] is False
    told = _post(visitor, chat_site, "look").json()
    assert told["state"].startswith("We have your message and answer you by e-mail")
    assert (told["live"], told["transcript"]) == (False, False)


def test_what_is_refused(cast: Any, chat_site: ChatSite) -> None:
    switch_availability(is_available=True, by=cast.service)
    visitor = Client()
    begin = reverse("chat:begin", args=[chat_site.key])
    # another site's page, which sends the cookie and cannot send the header
    assert visitor.post(begin, {"text": "Hi", "nonce": "a" * 32}).status_code == 403
    assert _post(visitor, chat_site, "begin", text="Hi", nonce="short").status_code == 400
    assert _post(visitor, chat_site, "look").status_code == 404
    visitor.cookies[f"idic_chat_{chat_site.key}"] = "made:up"
    assert _post(visitor, chat_site, "look").status_code == 404
    assert visitor.get(reverse("chat:page", args=["nowhere"])).status_code == 404
    ChatSite.objects.update(is_active=False)
    assert _post(visitor, chat_site, "begin", text="Hi", nonce="a" * 32).status_code == 404
    assert visitor.get(reverse("chat:loader", args=[chat_site.key])).status_code == 404
    assert Message.objects.count() == 0


def test_a_visitor_sends_a_picture_and_opens_our_answer(
    cast: Any, chat_site: ChatSite, signed_in: Any, own_files: Any
) -> None:
    switch_availability(is_available=True, by=cast.service)
    visitor, agent = Client(), signed_in("service")
    assert _post(visitor, chat_site, "begin", text="It broke", nonce="a" * 32, files=[_upload()]).status_code == 200
    case = take_next(by=cast.service)
    shown = _post(visitor, chat_site, "say", text="", nonce="b" * 32, files=[_upload("more.png")]).json()["lines"]
    [file] = shown[-1]["files"]
    assert (file["name"], shown[-1]["text"]) == ("more.png", "")
    drawn = visitor.get(file["picture"])
    assert (drawn.headers["Content-Type"], drawn.content) == ("image/png", redrawn(PNG, "image/png"))
    assert drawn.headers["Content-Security-Policy"].startswith("sandbox")
    given = visitor.get(file["url"])
    assert given.headers["Content-Disposition"] == 'attachment; filename="more.png"'
    assert given.headers["Content-Type"] == "application/octet-stream"
    kept = MessageFile.objects.get(name="more.png")
    page = agent.get(reverse("cases:detail", args=[case.pk])).content.decode()
    seen = reverse("cases:picture", args=[case.pk, kept.pk])
    assert f'<img src="{seen}" alt="more.png"' in page
    assert agent.get(seen).headers["Content-Type"] == "image/png"
    agent.post(reverse("cases:attach", args=[case.pk]), {"files": [_upload("offer.pdf", b"%PDF-1.7", "text/html")]})
    typed = {"kind": "answer", "text": "Here", "seen": shown[-1]["id"], "file": DraftFile.objects.get().pk}
    assert agent.post(reverse("cases:reply", args=[case.pk]), typed).status_code == 302
    [line] = _post(visitor, chat_site, "look", after=shown[-1]["id"]).json()["lines"]
    assert b"".join(visitor.get(line["files"][0]["url"]).streaming_content) == b"%PDF-1.7"
    assert line["files"][0]["picture"] == ""
    sent = reverse("chat:picture", args=[chat_site.key, MessageFile.objects.get(name="offer.pdf").pk])
    assert visitor.get(sent).status_code == 404
    assert Client().get(file["url"]).status_code == 404


def test_a_refused_file_is_told_in_words_and_nothing_is_kept(
    cast: Any, chat_site: ChatSite, own_files: Any, monkeypatch: Any
) -> None:
    switch_availability(is_available=True, by=cast.service)
    visitor = Client()
    _post(visitor, chat_site, "begin", text="Hi", nonce="a" * 32)
    say = reverse("chat:say", args=[chat_site.key])
    false = [_upload("lid.png", b"<svg onload=alert(1)>")]
    refused = visitor.post(
        say, {"text": "Hi", "nonce": "b" * 32, "files": false}, headers={**HEADER, "Accept-Language": "th"}
    )
    assert (refused.status_code, refused.json()["field"]) == (422, "files")
    assert "lid.png" in refused.json()["error"]
    # refused by what it announces, unread
    large = visitor.generic("POST", say, "x", headers=HEADER, CONTENT_LENGTH=str(60 * 1024 * 1024))
    assert (large.status_code, large.json()["field"]) == (422, "files")
    assert Message.objects.count() == 1
    assert not any(own_files.rglob("*.png"))
    answers = [
        _post(visitor, chat_site, "say", text="", nonce=f"{number:032x}", files=[_upload("a.exe", b"MZ")]).status_code
        for number in range(20)
    ]
    assert (set(answers[:19]), answers[19]) == ({422}, 429)


def test_one_address_begins_only_so_many(cast: Any, chat_site: ChatSite) -> None:
    switch_availability(is_available=True, by=cast.service)
    answers = [
        _post(Client(), chat_site, "begin", text="Hi", nonce=f"{number:032x}").status_code for number in range(21)
    ]
    assert (set(answers[:20]), answers[20]) == ({200}, 429)


def test_the_loader_is_a_script_that_names_its_frame(chat_site: ChatSite) -> None:
    chat_site.texts = {"en": {"title": 'Ask "us" </script>'}}
    chat_site.save()
    answer = Client().get(reverse("chat:loader", args=[chat_site.key]))
    text = answer.content.decode()
    assert answer.headers["Content-Type"].startswith("text/javascript")
    assert f"http://testserver/chat/{chat_site.key}/" in text
    assert '"open": "Ask \\"us\\"' in text
    assert "__CHAT__" not in text


def _upload(name: str = "lid.png", data: bytes = PNG, kind: str = "image/png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, content_type=kind)


def _post(client: Client, site: ChatSite, act: str, **values: object) -> Any:
    return client.post(reverse(f"chat:{act}", args=[site.key]), values, headers=HEADER)
