"""Forms on the pages of staff, and as visitors fill them in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from idic.domain.catalogue.models import Product
from idic.domain.interact.cases.models import Case, MessageFile
from idic.domain.interact.web_forms.errors import ProductsRefused
from idic.domain.interact.web_forms.models import Submission, WebForm
from idic.domain.interact.web_forms.operations.forms import switch_form
from tests.doors.web.costs import queries_of
from tests.doors.web.outside.stamps import stamped
from tests.doors.web.web_forms.making import ASKED, make_form

SignIn = Callable[[str], Client]
SAID = {"message": "The kettle leaks.", "name": "Malee", "email": "malee@example.com", "own_0": "North"}
NASTY = "<script>alert(1)</script>\"'{{7*7}}"


@pytest.fixture(autouse=True)
def _files_apart(settings: Any, tmp_path: Any) -> None:
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(tmp_path)}},
    }


@pytest.fixture
def form(cast: Any) -> WebForm:
    return make_form(cast.manager)


@pytest.fixture
def visitor() -> Client:
    """Another site shows the form: no cookie, and the check against forged requests is on."""
    return Client(enforce_csrf_checks=True, headers={"accept-language": "en", "origin": "https://www.example.org"})


def page_of(form: WebForm, query: str = "") -> str:
    return reverse("web_forms_public:form", args=[form.key]) + query


def send(visitor: Client, form: WebForm, query: str = "", **more: Any) -> Any:
    stamp = stamped(f"web_form:{form.key}")
    return visitor.post(page_of(form, query), {**SAID, **stamp, **more})


def test_a_form_is_made_copied_and_switched_off(signed_in: SignIn) -> None:
    client = signed_in("manager")
    typed = {
        "name": "Contact", "languages": ["en", "th"], "title_en": "Write to us", "title_th": "เขียนถึงเรา", "purpose": "complain",
        "sites": "www.example.org/contact\n", "own_0_kind": "choice", "own_0_label_en": "Shop", "own_0_label_th": "สาขา",
        "own_0_choices_en": "North\nSouth", "own_0_choices_th": "เหนือ\nใต้", "version": "0",
        **{f"asked_{kind}": need for kind, need in ASKED.items()},
    }  # fmt: skip
    answer = client.post(reverse("web_forms:create"), typed)
    made = WebForm.objects.get()
    assert answer.headers["Location"] == reverse("web_forms:detail", args=[made.pk])
    assert (made.sites, made.questions[0]["choices"]["th"]) == (["https://www.example.org"], ["เหนือ", "ใต้"])
    shown = client.get(answer.headers["Location"]).content.decode()
    assert f"/f/{made.key}/?embed=1" in shown
    assert "Write to us" in client.get(reverse("web_forms:preview", args=[made.pk])).content.decode()
    again = client.get(reverse("web_forms:edit", args=[made.pk])).content.decode()
    assert "เหนือ" in again
    refused = client.post(reverse("web_forms:edit", args=[made.pk]), {**typed, "sites": "x; script-src *"})
    assert (refused.status_code, "is no address of a site" in refused.content.decode()) == (422, True)
    client.post(reverse("web_forms:switch-off", args=[made.pk]))
    off = Client().get(page_of(made))
    assert (off.status_code, "Not in use any more" in off.content.decode()) == (410, True)


def test_a_heading_that_is_missing_is_asked_for_where_it_is_seen_and_no_words_are_lost(signed_in: SignIn) -> None:
    client = signed_in("manager")
    typed = {
        "name": "Contact", "languages": ["en", "th"], "title_en": "Write to us", "title_zh-hans": "联系我们",
        "purpose": "complain", "consent_zh-hans": "我同意", "version": "0",
        **{f"asked_{kind}": need for kind, need in ASKED.items()},
    }  # fmt: skip
    refused = client.post(reverse("web_forms:create"), typed)
    shown = refused.content.decode()
    assert (refused.status_code, WebForm.objects.count()) == (422, 0)
    thai = shown.index('name="title_th"')
    assert shown[:thai].rindex("<details") == shown[:thai].rindex('<details class="web-form-part" open>')
    assert "Write a heading in each language" in shown[thai:]
    client.post(reverse("web_forms:create"), {**typed, "title_th": "เขียนถึงเรา"})
    made = WebForm.objects.get()
    assert (made.languages, made.texts["zh-hans"]["title"]) == (["en", "th"], "联系我们")
    # and a line of a language that is not offered has to be ticked by nobody
    assert "我同意" not in Client().get(page_of(made)).content.decode()
    assert "联系我们" in client.get(reverse("web_forms:edit", args=[made.pk])).content.decode()


def test_it_may_stand_where_its_sites_say_and_nowhere_else(form: WebForm, cast: Any) -> None:
    answer = Client().get(page_of(form, "?embed=1"))
    assert "frame-ancestors 'self' https://www.example.org" in answer["Content-Security-Policy"]
    assert "X-Frame-Options" not in answer
    alone = Client().get(page_of(make_form(cast.manager, "Alone", sites=[])))
    assert "frame-ancestors 'self';" in alone["Content-Security-Policy"] + ";"
    other = Client().get(reverse("privacy_public:notices"))
    assert (other["X-Frame-Options"], "frame-ancestors 'none'" in other["Content-Security-Policy"]) == ("DENY", True)


def test_a_visitor_sends_it_and_reads_the_number(visitor: Client, form: WebForm) -> None:
    file = SimpleUploadedFile("leak.jpg", b"picture", "image/jpeg")
    answer = send(visitor, form, "?embed=1", files=[file])
    case = Case.objects.get()
    assert (case.contact_name, case.language, case.mode) == ("Malee", "en", "web_form")
    assert MessageFile.objects.get().name == "leak.jpg"
    shown = visitor.get(answer.headers["Location"]).content.decode()
    assert case.number in shown
    assert "Good to hear from you." in shown
    assert "Somebody reads it" in shown


def test_a_double_click_is_one_case_and_a_new_text_is_asked_again(visitor: Client, form: WebForm) -> None:
    stamp = stamped(f"web_form:{form.key}")
    first, second = (visitor.post(page_of(form), {**SAID, **stamp}) for _time in range(2))
    assert (first.status_code, second.status_code, Case.objects.count()) == (302, 302, 1)
    changed = visitor.post(page_of(form), {**SAID, **stamp, "message": "Something else"})
    assert (changed.status_code, "Something else" in changed.content.decode()) == (409, True)
    assert stamp["stamp"] not in changed.content.decode()


@pytest.mark.parametrize(
    ("age", "words"), [(timedelta(minutes=-5), "That was very quick"), (timedelta(hours=7), "open for a long time")]
)
def test_too_quick_or_too_old_keeps_what_was_typed(visitor: Client, form: WebForm, age: timedelta, words: str) -> None:
    answer = visitor.post(page_of(form), {**SAID, **stamped(f"web_form:{form.key}", age=age)})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert "The kettle leaks." in answer.content.decode()
    assert not Submission.objects.exists()


def test_what_a_machine_sends_is_held_and_staff_release_it(visitor: Client, form: WebForm, signed_in: SignIn) -> None:
    answer = send(visitor, form, homepage="http://buy.example")
    assert "A person looks at it first" in visitor.get(answer.headers["Location"]).content.decode()
    send(visitor, form, work="")
    held = Submission.objects.order_by("pk")
    assert [one.doubt for one in held] == ["trapped", "no_work"]
    client = signed_in("manager")
    detail = reverse("web_forms:detail", args=[form.pk])
    assert "The kettle leaks." in client.get(detail).content.decode()
    client.post(reverse("web_forms:release", args=[form.pk, held[0].pk]))
    client.post(reverse("web_forms:put-aside", args=[form.pk, held[1].pk]))
    assert Case.objects.count() == 1
    assert "Make it a case" in client.get(detail + "?tab=discarded").content.decode()
    assert Case.objects.get().title in client.get(detail + "?tab=filed").content.decode()


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"message": " "}, "Write what we can do for you."),
        ({"email": "nobody"}, "This is no e-mail address."),
        ({"own_0": "West"}, "Select a valid choice"),
        ({"name": ""}, "required"),
    ],
)
def test_what_is_missing_is_said_beside_it(visitor: Client, form: WebForm, given: dict[str, str], words: str) -> None:
    answer = send(visitor, form, **given)
    assert (answer.status_code, words in answer.content.decode()) == (422, True)


def test_scripts_are_words(visitor: Client, cast: Any, signed_in: SignIn) -> None:
    texts = {"en": dict.fromkeys(("title", "intro", "thanks", "consent"), NASTY)}
    form = make_form(cast.manager, NASTY, languages=["en"], texts=texts, questions=[], sites=[])
    answer = send(visitor, form, message=NASTY, name=NASTY, subject=NASTY, phone=NASTY[:60], consent="on", work="")
    pages = [visitor.get(page_of(form)), visitor.get(answer.headers["Location"])]
    client = signed_in("manager")
    pages += [client.get(reverse(f"web_forms:{name}", args=[form.pk])) for name in ("detail", "edit", "preview")]
    pages.append(client.get(reverse("web_forms:list")))
    for page in pages:
        assert page.status_code == 200
        assert "<script>alert" not in page.content.decode()


def test_a_file_of_25_mb_is_refused_and_the_words_stay(visitor: Client, form: WebForm) -> None:
    answer = send(visitor, form, files=[SimpleUploadedFile("film.mp4", bytes(25 * 1024 * 1024))])
    assert answer.status_code == 422
    assert "up to five, 10 MB together" in answer.content.decode()
    assert "The kettle leaks." in answer.content.decode()
    huge = visitor.generic("POST", page_of(form), b"", CONTENT_LENGTH=str(900 * 1024 * 1024))
    assert (huge.status_code, Submission.objects.count()) == (413, 0)


def test_too_many_of_one_address(visitor: Client, form: WebForm) -> None:
    stamp = stamped(f"web_form:{form.key}")
    for _time in range(30):
        assert visitor.post(page_of(form), {**SAID, **stamp}).status_code == 302
    refused = visitor.post(page_of(form), {**SAID, **stamp})
    assert (refused.status_code, "The kettle leaks." in refused.content.decode()) == (429, True)


def test_a_forged_or_foreign_token_thanks_nobody(visitor: Client, form: WebForm, cast: Any) -> None:
    thanks = send(visitor, form).headers["Location"]
    other = make_form(cast.manager, "Other")
    assert visitor.get(thanks.replace(form.key, other.key)).status_code == 404
    assert visitor.get(thanks[:-3] + "xx/").status_code == 404
    assert visitor.get(reverse("web_forms_public:form", args=["nothing"])).status_code == 404


def test_a_form_speaks_the_languages_that_it_is_written_in(form: WebForm) -> None:
    thai = Client().get(page_of(form, "?lang=th")).content.decode()
    assert ("เขียนถึงเรา" in thai, 'lang="th"' in thai, "สาขาไหน" in thai) == (True, True, True)
    chinese = Client(headers={"accept-language": "zh-TW"}).get(page_of(form)).content.decode()
    assert '<html lang="en"' in chinese


def test_the_same_queries_for_one_and_for_many(visitor: Client, form: WebForm, cast: Any, signed_in: SignIn) -> None:
    client, urls = signed_in("manager"), [reverse("web_forms:list"), reverse("web_forms:detail", args=[form.pk])]
    send(visitor, form, work="")
    few = [queries_of(client, url) for url in urls]
    for number in range(12):
        make_form(cast.manager, f"Form {number}")
        Submission.objects.create(
            form=form, number=f"n{number}", digest="d", state="held", doubt="no_work", values={"message": "x"},
            language="en", received_at=form.created_at,
        )  # fmt: skip
    assert [queries_of(client, url) for url in urls] == few
    assert max(few) <= 12
    with CaptureQueriesContext(connection) as asked:
        Client().get(page_of(form))
    assert len(asked) <= 3


def test_the_loader_has_one_address_for_ever() -> None:
    answer = Client().get("/f/loader.js")
    assert (answer.status_code, "web_forms/loader" in answer.headers["Location"]) == (302, True)


def test_a_form_that_is_off_takes_nothing_from_an_open_page(visitor: Client, form: WebForm, cast: Any) -> None:
    switch_form(form, is_active=False, by=cast.manager)
    assert (send(visitor, form).status_code, Submission.objects.count()) == (410, 0)


def test_a_product_is_chosen_among_those_on_offer(signed_in: SignIn, cast: Any, visitor: Client) -> None:
    kettle, lamp, gone = (
        Product.objects.create(code=code, name=name, is_active=active, created_at=timezone.now())
        for code, name, active in (("K-1", "Kettle, red", True), ("L-1", "Lamp", True), ("G-1", "Gone", False))
    )
    wanted = {**ASKED, "product": "required"}
    for codes in (["K-1", "unknown"], []):
        with pytest.raises(ProductsRefused):
            make_form(cast.manager, asked=wanted, products=codes)
    form = make_form(cast.manager, asked=wanted, products=[" K-1 ", "G-1", "K-1"])
    assert form.products == [kettle.pk, gone.pk]
    client, edit = signed_in("manager"), reverse("web_forms:edit", args=[form.pk])
    edited = client.get(edit).content.decode()
    assert edited.index("Kettle, red") < edited.index("Gone")
    assert 'type="checkbox" name="products"' in client.get(
        "/cases/new/products/", {"product_name": "lam", "several": "1"}
    ).content.decode()  # fmt: skip
    typed = {
        "name": "Contact us",
        "languages": ["en"],
        "title_en": "Contact us",
        "purpose": "complain",
        "version": form.version,
    }
    typed |= {f"asked_{kind}": need for kind, need in wanted.items()}
    assert client.post(edit, {**typed, "products": ["x", "0", gone.pk, kettle.pk, gone.pk]}).status_code == 302
    form.refresh_from_db()
    assert form.products == [gone.pk, kettle.pk]
    page = visitor.get(page_of(form)).content.decode()
    assert "Which product is it about?" in page
    assert "Kettle, red" in page
    assert "Gone" not in page
    assert send(visitor, form).status_code == 422
    assert send(visitor, form, product=lamp.pk).status_code == 422
    assert send(visitor, form, product=kettle.pk).status_code == 302
    assert Case.objects.get().product == kettle
    plain = make_form(cast.manager, "Plain")
    assert "Which product" not in visitor.get(page_of(plain)).content.decode()
