"""The portal as customers and strangers use it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from idic.domain.catalogue.models import Product
from idic.domain.identify.models import Customer
from idic.domain.identify.operations.contact_points import add_contact_point
from idic.domain.identify.operations.sources import ensure_source
from idic.domain.identify.privacy.models import ConsentEvent
from idic.domain.interact.cases.drafts import CaseDraft, MessageDraft
from idic.domain.interact.cases.models import Case, MessageFile
from idic.domain.interact.cases.operations.ending import resolve_case
from idic.domain.interact.cases.operations.messages import answer_case
from idic.domain.interact.cases.operations.open import open_case
from idic.domain.interact.complaints.models import Complaint
from idic.domain.interact.portal.models import PortalSession, SignInLink
from idic.domain.interact.senders import customer_at
from idic.domain.sales.models import Purchase, PurchaseLine
from idic.doors.web.portal.wording import state_words
from idic.foundation.desk.operations.notes import add_note
from tests.doors.web.costs import queries_of
from tests.doors.web.portal.visiting import asked_for, come_in

SignIn = Callable[[str], Client]
ADDRESS = "malee@example.com"
NASTY = "<script>alert(1)</script>\"'{{7*7}}"
ASKED = {"purpose": "seek_information", "title": "My parcel", "text": "Where is it?", "number": "a" * 16}
INSIDE = ("home", "ask", "help", "choices", "details")


@pytest.fixture(autouse=True)
def _files_apart(settings: Any, tmp_path: Any) -> None:
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(tmp_path)}},
    }


@pytest.fixture
def malee(make_customer: Any) -> Any:
    return make_customer(given_name="Malee", email=ADDRESS, phone="0812345678")


@pytest.fixture
def visitor(malee: Any) -> Client:
    return come_in(ADDRESS)


def other_case(cast: Any, make_customer: Any) -> Case:
    other = make_customer(given_name="Anan", email="anan@example.com")
    return open_case(CaseDraft(title="Not yours", mode="phone", customer=other), by=cast.administrator)


def own_case(visitor: Client) -> Case:
    visitor.post(reverse("portal:ask"), ASKED)
    return Case.objects.get(title="My parcel")


def test_the_answer_is_the_same_for_every_address(malee: Any) -> None:
    client = Client(headers={"accept-language": "en"})
    pages = [client.post(reverse("portal:sign-in"), {"email": one}) for one in (ADDRESS, "nobody@example.com")]
    assert pages[0].content == pages[1].content
    SignInLink.objects.all().delete()
    assert asked_for(client, "nobody@example.com") == ""


def test_a_link_is_used_by_a_press_once_and_only_while_it_is_young(malee: Any) -> None:
    client = Client(headers={"accept-language": "en"})
    link = asked_for(client, ADDRESS)
    looked = client.get(link)
    assert (looked.status_code, "m***@example.com" in looked.content.decode()) == (200, True)
    assert client.post(link).headers["Location"] == reverse("portal:home")
    assert "My requests" in client.get("/portal/").content.decode()
    thief = Client()
    assert (thief.post(link).status_code, thief.get(link).status_code) == (404, 404)
    assert thief.get("/portal/").headers["Location"] == reverse("portal:sign-in")


def test_the_cookie_is_its_own_and_opens_nothing_else(malee: Any, cast: Any, signed_in: SignIn) -> None:
    visitor = come_in(ADDRESS)
    cookie = visitor.cookies["idic_portal"]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == ("/portal/", True, "Lax")
    assert "sessionid" not in visitor.cookies
    for path in ("/", "/cases/", "/customers/", "/settings/web-forms/"):
        assert "/sign-in/" in visitor.get(path).headers["Location"]
    staff = signed_in("administrator")
    for name in INSIDE:
        assert staff.get(reverse(f"portal:{name}")).headers["Location"] == reverse("portal:sign-in")
    forged = Client()
    forged.cookies["idic_portal"] = cookie.value[:-2] + "xx"
    assert forged.get("/portal/").headers["Location"] == reverse("portal:sign-in")
    forged.cookies["idic_portal"] = PortalSession.objects.get().digest
    assert forged.get("/portal/").headers["Location"] == reverse("portal:sign-in")
    visitor.post(reverse("portal:sign-out"))
    visitor.cookies["idic_portal"] = cookie.value
    assert visitor.get("/portal/").headers["Location"] == reverse("portal:sign-in")


def test_what_is_posted_from_elsewhere_is_refused(malee: Any) -> None:
    visitor = come_in(ADDRESS)
    strict = Client(enforce_csrf_checks=True)
    strict.cookies["idic_portal"] = visitor.cookies["idic_portal"].value
    case = own_case(visitor)
    posts = [
        (reverse("portal:ask"), ASKED), (reverse("portal:answer", args=[case.pk]), {"text": "x", "number": "b" * 16}),
        (reverse("portal:verdict", args=[case.pk]), {"is_content": "yes"}), (reverse("portal:choices"), {}),
        (reverse("portal:sign-out"), {}), (reverse("portal:sign-in"), {"email": ADDRESS}), (reverse("portal:choose"), {}),
    ]  # fmt: skip
    assert [strict.post(url, given).status_code for url, given in posts] == [403] * len(posts)


def test_a_question_an_answer_and_the_word_of_the_customer(visitor: Client, cast: Any) -> None:
    file = SimpleUploadedFile("parcel.jpg", b"picture", "image/jpeg")
    asked = visitor.post(reverse("portal:ask"), {**ASKED, "attachments": [file]})
    assert (
        visitor.post(reverse("portal:ask"), {**ASKED, "attachments": [file]}).headers["Location"]
        == asked.headers["Location"]
    )
    case = Case.objects.get()
    add_note("case", case.pk, text="He calls every week.", by=cast.administrator)
    answer_case(case, MessageDraft("It lies at the harbour."), by=cast.administrator)
    shown = visitor.get(asked.headers["Location"]).content.decode()
    assert "It lies at the harbour." in shown
    assert "He calls every week." not in shown
    assert cast.administrator.display_name not in shown
    kept = visitor.get(reverse("portal:file", args=[case.pk, MessageFile.objects.get().pk]))
    assert (b"".join(kept.streaming_content), kept["Content-Type"]) == (b"picture", "application/octet-stream")
    visitor.post(reverse("portal:answer", args=[case.pk]), {"text": "Then bring it.", "number": "c" * 16})
    case.refresh_from_db()
    assert case.waits_for_us
    resolve_case(case, outcome="solved", version=case.version, by=cast.administrator)
    assert "Are you content" in visitor.get(asked.headers["Location"]).content.decode()
    verdict = reverse("portal:verdict", args=[case.pk])
    refused = visitor.post(verdict, {"is_content": "no"})
    assert (refused.status_code, "Tell us what is not right yet" in refused.content.decode()) == (422, True)
    visitor.post(verdict, {"is_content": "yes", "note": "Thanks"})
    case.refresh_from_db()
    assert (case.state, case.verdict) == ("closed", "confirmed")


def test_a_complaint_is_judged_with_grades(visitor: Client) -> None:
    visitor.post(reverse("portal:ask"), {**ASKED, "purpose": "complain"})
    complaint = Complaint.objects.get()
    Complaint.objects.update(state="decided", decision="You get a new one.")
    page = visitor.get(reverse("portal:case", args=[complaint.case_id])).content.decode()
    assert "You get a new one." in page
    visitor.post(
        reverse("portal:verdict", args=[complaint.case_id]), {"is_content": "yes", "handling": "4", "outcome": "5"}
    )
    complaint.refresh_from_db()
    assert (complaint.state, complaint.satisfied_handling, complaint.satisfied_outcome) == ("accepted", 4, 5)


def test_what_a_customer_says_in_a_complaint_stands_on_its_page_and_the_list_says_whose_turn_it_is(
    visitor: Client,
) -> None:
    visitor.post(reverse("portal:ask"), {**ASKED, "purpose": "complain", "remedy_wanted": "A new kettle, please"})
    complaint = Complaint.objects.get()
    url = reverse("portal:case", args=[complaint.case_id])
    assert "A new kettle, please" in visitor.get(url).content.decode()
    assert "are you content?" not in visitor.get(reverse("portal:home")).content.decode()
    Complaint.objects.update(state="decided", decision="You get a new one.")
    assert "are you content?" in visitor.get(reverse("portal:home")).content.decode()
    visitor.post(reverse("portal:verdict", args=[complaint.case_id]), {"is_content": "no", "note": "It leaks again"})
    assert "It leaks again" in visitor.get(url).content.decode()
    assert "are you content?" not in visitor.get(reverse("portal:home")).content.decode()


def test_the_case_of_another_is_not_there(visitor: Client, cast: Any, make_customer: Any) -> None:
    other = other_case(cast, make_customer)
    message = answer_case(other, MessageDraft("For Anan"), by=cast.administrator)
    kept = MessageFile.objects.create(
        message=message, name="a.pdf", media_type="application/pdf", size=1, digest="d", path="messages/none"
    )
    mine = own_case(visitor)
    asked = [
        visitor.get(reverse("portal:case", args=[other.pk])),
        visitor.get(reverse("portal:file", args=[other.pk, kept.pk])),
        visitor.get(reverse("portal:file", args=[mine.pk, kept.pk])),
        visitor.post(reverse("portal:answer", args=[other.pk]), {"text": "x", "number": "d" * 16}),
        visitor.post(reverse("portal:verdict", args=[other.pk]), {"is_content": "yes"}),
    ]
    assert [one.status_code for one in asked] == [404] * 5
    assert "Not yours" not in visitor.get("/portal/").content.decode()


def test_what_is_deleted_or_unwanted_is_not_shown(visitor: Client) -> None:
    case = own_case(visitor)
    page = reverse("portal:case", args=[case.pk])
    Case.objects.filter(pk=case.pk).update(outcome="spam")
    assert visitor.get(page).status_code == 404
    Case.objects.filter(pk=case.pk).update(outcome="", deleted_at=timezone.now())
    assert visitor.get(page).status_code == 404


def test_choices_are_written_down_and_details_masked(visitor: Client, malee: Any) -> None:
    page = visitor.get(reverse("portal:choices")).content.decode()
    value = page.partition('name="yes" value="')[2].partition('"')[0]
    assert value
    visitor.post(reverse("portal:choices"), {"yes": [value]})
    event = ConsentEvent.objects.filter(customer=malee, kind="given").get()
    assert (event.method, event.actor, f"{event.purpose.code}/{event.channel}") == ("preferences", None, value)
    Customer.objects.filter(pk=malee.pk).update(country="TH")
    shown = visitor.get(reverse("portal:details")).content.decode()
    assert "***-***-5678" in shown
    assert "<dd>Thailand</dd>" in shown
    assert "0812345678" not in shown
    assert "+66812345678" not in shown
    assert ADDRESS not in shown


def test_several_customers_with_one_address_choose(malee: Any, make_customer: Any) -> None:
    other = make_customer(given_name="Somchai", email=ADDRESS)
    visitor = come_in(ADDRESS)
    assert visitor.get("/portal/").headers["Location"] == reverse("portal:choose")
    assert "Somchai" in visitor.get(reverse("portal:choose")).content.decode()
    stranger = make_customer(given_name="Anan", email="anan@example.com")
    assert visitor.post(reverse("portal:choose"), {"customer": stranger.pk}).headers["Location"] == reverse(
        "portal:choose"
    )
    visitor.post(reverse("portal:choose"), {"customer": other.pk})
    assert visitor.get("/portal/").status_code == 200
    assert PortalSession.objects.get().customer == other


def test_scripts_are_words(visitor: Client) -> None:
    sent = {**ASKED, "purpose": "complain", "title": NASTY, "text": NASTY, "remedy_wanted": NASTY}
    shown = visitor.post(
        reverse("portal:ask"), {**sent, "attachments": [SimpleUploadedFile(NASTY[:60] + ".txt", b"x")]}
    )
    pages = [
        visitor.get("/portal/"),
        visitor.get(shown.headers["Location"]),
        visitor.post(reverse("portal:ask"), {**sent, "purpose": NASTY}),
    ]
    Client().post(reverse("portal:sign-in"), {"email": NASTY})
    for page in pages:
        assert "<script>alert" not in page.content.decode()
    assert pages[2].status_code == 422


def test_a_file_of_25_mb_is_refused_and_the_words_stay(visitor: Client) -> None:
    large = SimpleUploadedFile("film.mp4", bytes(25 * 1024 * 1024))
    answer = visitor.post(reverse("portal:ask"), {**ASKED, "attachments": [large]})
    assert (answer.status_code, "Where is it?" in answer.content.decode()) == (422, True)
    huge = visitor.generic("POST", reverse("portal:ask"), b"", CONTENT_LENGTH=str(900 * 1024 * 1024))
    assert (huge.status_code, Case.objects.count()) == (413, 0)


def test_too_many_links_from_one_connection(malee: Any) -> None:
    client = Client()
    codes = [
        client.post(reverse("portal:sign-in"), {"email": f"a{number}@example.com"}).status_code for number in range(21)
    ]
    assert (codes[:20], codes[20]) == ([200] * 20, 429)
    assert mail.outbox == []


def test_the_same_queries_for_one_and_for_fifty(visitor: Client, malee: Any, cast: Any) -> None:
    case = own_case(visitor)
    urls = ["/portal/", reverse("portal:case", args=[case.pk]), reverse("portal:help")]
    few = [queries_of(visitor, url) for url in urls]
    for number in range(12):
        open_case(CaseDraft(title=f"Case {number}", mode="phone", customer=malee), by=cast.administrator)
        answer_case(case, MessageDraft(f"Answer {number}"), by=cast.administrator)
    assert [queries_of(visitor, url) for url in urls] == few
    assert max(few) <= 12


def test_every_page_speaks_every_language(visitor: Client) -> None:
    own_case(visitor)
    for language, html in (("th", "th"), ("zh-hans", "zh-Hans"), ("zh-hant", "zh-Hant")):
        for name in INSIDE:
            page = visitor.get(reverse(f"portal:{name}"), {"lang": language}).content.decode()
            assert f'<html lang="{html}"' in page


def test_a_closed_request_is_closed_and_not_the_time_of_closing() -> None:
    for language, words in (("zh-hans", "已关闭"), ("zh-hant", "已結案"), ("th", "ปิดแล้ว")):
        with translation.override(language):
            assert state_words(Case(state="closed")) == (words, "neutral")


def test_an_address_that_was_only_remembered_lets_nobody_in(cast: Any, malee: Customer) -> None:
    add_contact_point(malee, "says.malee@example.net", by=cast.service)
    assert customer_at("says.malee@example.net") == malee
    assert asked_for(Client(headers={"accept-language": "en"}), "says.malee@example.net") == ""


def test_what_it_is_about_is_chosen_among_what_they_bought(visitor: Client, malee: Customer) -> None:
    assert "something you bought" not in visitor.get(reverse("portal:ask")).content.decode()
    kettle, lamp = (
        Product.objects.create(code=code, name=name, created_at=timezone.now())
        for code, name in (("K-1", "Kettle, red"), ("L-1", "Lamp"))
    )
    shop = ensure_source(code="shop", name="Shop", by=None)
    for number in range(2):
        bought = Purchase.objects.create(
            source=shop, key=f"R{number}", customer=malee, at=timezone.now(), currency="THB"
        )
        PurchaseLine.objects.create(purchase=bought, key="1", product=kettle, quantity=1, unit_price=10, amount=10)
    page = visitor.get(reverse("portal:ask")).content.decode()
    assert page.count("Kettle, red") == 1
    assert "Lamp" not in page
    assert visitor.post(reverse("portal:ask"), {**ASKED, "product": lamp.pk}).status_code == 422
    assert visitor.post(reverse("portal:ask"), {**ASKED, "product": kettle.pk}).status_code == 302
    assert Case.objects.get().product == kettle
    visitor.post(reverse("portal:ask"), {**ASKED, "number": "b" * 16, "product": ""})
    assert Case.objects.latest("pk").product is None
