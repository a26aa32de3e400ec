from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from idic.domain.interact.cases.drafts import MessageDraft
from idic.domain.interact.cases.likeness.counting import keep_up
from idic.domain.interact.cases.models import Case
from idic.domain.interact.cases.operations.ending import resolve_case
from idic.domain.interact.cases.operations.messages import answer_case
from idic.domain.interact.cases.operations.settings import save_reply
from idic.domain.interact.knowledge.models import ArticleText, ArticleUse, ArticleViews, ArticleVotes, Gap

pytestmark = pytest.mark.django_db
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 64


def test_an_article_is_written_approved_by_another_and_read_by_everybody(signed_in, cast):
    writer, approver, visitor = signed_in("service"), signed_in("manager"), Client()
    typed = {"title": "How to return a kettle", "text": "Bring it **back**.", "language": "en", "audience": "everybody"}
    made = writer.post("/knowledge/new/", typed)
    text = ArticleText.objects.get()
    assert made.url == f"/knowledge/{text.article_id}/"
    assert visitor.get(f"/help/{text.article_id}/").status_code == 404
    writer.post(f"/knowledge/{text.article_id}/en/submission/", {"version": text.version})
    text.refresh_from_db()
    refused = writer.post(f"/knowledge/{text.article_id}/en/publication/", {"version": text.version}, follow=True)
    assert "Somebody else has to approve it" in refused.content.decode()
    approver.post(f"/knowledge/{text.article_id}/en/publication/", {"version": text.version})
    page = visitor.get(f"/help/{text.article_id}/").content.decode()
    assert "<strong>back</strong>" in page
    assert "Did this help?" in page
    assert "How to return a kettle" in visitor.get("/help/").content.decode()
    assert "<mark>kettle</mark>" in visitor.get("/help/?q=kettle").content.decode()
    visitor.post(f"/help/{text.article_id}/vote/", {"helpful": "no", "reason": "unclear"})
    assert ArticleVotes.objects.get().reason == "unclear"
    assert ArticleViews.objects.get(door="help").count == 1
    assert "hard to understand: 1" in writer.get(f"/knowledge/{text.article_id}/").content.decode()


def test_nothing_of_a_writer_runs_in_a_reader(signed_in, cast, make_article):
    attack = "<script>alert(1)</script>\n\n<img src=x onerror=alert(2)>\n\n**ok**"
    text = make_article("<script>alert(3)</script>", attack)
    for page in (Client().get(f"/help/{text.article_id}/"), signed_in("sales").get(f"/knowledge/{text.article_id}/")):
        shown = page.content.decode()
        assert "<script>alert" not in shown
        assert "<img src=x" not in shown
        assert "<strong>ok</strong>" in shown
    typed = {"title": "T", "text": "[x](javascript:alert(1))", "language": "en", "audience": "everybody"}
    refused = signed_in("service").post("/knowledge/new/", typed)
    assert refused.status_code == 422
    assert "leads nowhere" in refused.content.decode()
    assert ArticleText.objects.count() == 1


def test_a_search_in_vain_becomes_a_gap_and_an_article(signed_in, cast):
    Client().get("/help/?q=lost parcel&lang=en")
    client = signed_in("service")
    page = client.get("/knowledge/gaps/").content.decode()
    assert "lost parcel" in page
    assert "title=lost%20parcel" in page
    assert 'value="lost parcel"' in client.get("/knowledge/new/?title=lost parcel&language=th").content.decode()
    client.post(f"/knowledge/gaps/{Gap.objects.get().pk}/settling/")
    assert "lost parcel" not in client.get("/knowledge/gaps/").content.decode()
    assert signed_in("sales").post(f"/knowledge/gaps/{Gap.objects.get().pk}/settling/").status_code == 403


def test_translations_are_written_beside_the_source_and_versions_compared(signed_in, cast, make_article):
    text, client = make_article(text="One.\n\nTwo."), signed_in("service")
    assert "Two." in client.get(f"/knowledge/{text.article_id}/th/edit/").content.decode()
    client.post(f"/knowledge/{text.article_id}/th/edit/", {"title": "คืนกาต้มน้ำ", "text": "หนึ่ง"})
    assert ArticleText.objects.get(language="th").source_number == 1
    values = {"title": text.title, "text": "One.\n\nThree.", "note": "Shorter", "version": text.version}
    client.post(f"/knowledge/{text.article_id}/en/edit/", values)
    page = client.get(f"/knowledge/{text.article_id}/en/versions/").content.decode()
    assert "<del>Two</del><ins>Three</ins>" in page
    assert "Shorter" in page
    stale = client.post(f"/knowledge/{text.article_id}/en/edit/", values)
    assert stale.status_code == 422
    assert "Somebody else has changed" in stale.content.decode()
    assert client.get("/knowledge/due/").status_code == 200
    assert client.get("/knowledge/figures/").status_code == 200


def test_pictures_are_shown_to_who_reads_the_article(signed_in, cast, make_article):
    text, client = make_article(), signed_in("service")
    answer = client.post(
        f"/knowledge/{text.article_id}/pictures/", {"image": SimpleUploadedFile("tap.png", PNG)}, follow=True
    )
    image = text.article.images.get()
    assert f"image:{image.pk}" in answer.content.decode()
    shown = Client().get(f"/help/images/{image.pk}/")
    assert (shown.status_code, shown["Content-Type"]) == (200, "image/png")
    assert "sandbox" in shown["Content-Security-Policy"]
    staff = make_article("Ours", audience="staff")
    client.post(f"/knowledge/{staff.article_id}/pictures/", {"image": SimpleUploadedFile("a.png", PNG)})
    assert Client().get(f"/help/images/{staff.article.images.get().pk}/").status_code == 404
    assert client.get(f"/knowledge/images/{staff.article.images.get().pk}/").status_code == 200
    assert Client().get(f"/help/{staff.article_id}/").status_code == 404


def _solved(case: Case, answer: str, cast) -> Case:
    answer_case(Case.objects.get(pk=case.pk), MessageDraft(answer), by=cast.service)
    row = Case.objects.get(pk=case.pk)
    return resolve_case(row, outcome="solved", version=row.version, by=cast.service)


def test_beside_a_case_stand_like_cases_their_answers_and_what_helped_in_them(
    signed_in, cast, make_case, make_article, make_customer
):  # fmt: skip
    client, customer = signed_in("service"), make_customer()
    for number in range(6):
        make_case(f"เปิดกี่โมง {number}", text="สาขาสีลมเปิดกี่โมงคะ")
    solved = _solved(make_case("หม้อหุงข้าวไม่ร้อน", text="หม้อหุงข้าวที่ซื้อไม่ร้อนเลยค่ะ"), "ส่งช่างไปดูให้พรุ่งนี้ค่ะ", cast)
    hidden = make_case("หม้อหุงข้าวไม่ร้อนเลย", text="หม้อหุงข้าวไม่ร้อน", hidden_from=(cast.service.pk,), by=cast.manager)
    keep_up()
    text = make_article("หม้อหุงข้าวไม่ร้อน ทำอย่างไร", "ตรวจปลั๊กก่อน แล้วแจ้งช่าง", language="th")
    far = make_article("ใบกำกับภาษี", "ขอได้ที่สาขา", language="th")
    save_reply(None, name="ช่างหม้อหุงข้าว", shortcut="fix", texts={"th": "หม้อหุงข้าวไม่ร้อน เราจะส่งช่างค่ะ"}, team=None,
               by=cast.manager)  # fmt: skip
    ArticleUse.objects.create(case=solved, text=text, by=cast.service, at=solved.received_at)
    first = make_case("หม้อหุงข้าวไม่ร้อนค่ะ", text="ซื้อหม้อหุงข้าวมา ไม่ร้อนเลย", customer=customer, language="th")
    case = make_case("หม้อหุงข้าวไม่ร้อนค่ะ", text="ซื้อหม้อหุงข้าวมาแล้วไม่ร้อนเลย", customer=customer, language="th")
    client.get(f"/knowledge/case/{case.pk}/")
    with CaptureQueriesContext(connection) as found:
        page = client.get(f"/knowledge/case/{case.pk}/").content.decode()
    assert len(found) <= 12, [one["sql"][:90] for one in found.captured_queries]
    assert solved.number in page
    assert "ส่งช่างไปดูให้พรุ่งนี้ค่ะ" in page
    assert f"/cases/{hidden.pk}/" not in page
    assert text.published_title in page
    assert far.published_title not in page
    assert "/fix" in page
    assert "Perhaps the same" in page
    assert f"Merge into {first.number}" in page
    assert "used in 1 like case" in page
    used = client.post(f"/knowledge/case/{case.pk}/use/{text.pk}/", {"how": "link"}).content.decode()
    assert text.published_title in used
    assert "Articles used in this case" in client.get(f"/knowledge/case/{case.pk}/").content.decode()
    found_part = client.get(f"/knowledge/case/{case.pk}/found/?q=หุงข้าว").content.decode()
    assert f"/help/{text.article_id}/?lang=th" in found_part
    client.post(f"/cases/{case.pk}/merge/", {"other": first.pk})
    assert Case.objects.get(pk=case.pk).merged_into_id == first.pk


def test_what_is_for_ourselves_goes_into_no_answer(signed_in, cast, make_case, make_article):
    text = make_article("Kettle margins", "Never tell anybody.", audience="staff")
    case = make_case("Kettle margins")
    part = signed_in("service").get(f"/knowledge/case/{case.pk}/found/?q=kettle").content.decode()
    assert text.published_title in part
    assert "Never tell anybody" not in part.replace(part.split("knowledge-preview")[1], "")
    assert "data-insert" not in part


def test_an_article_begins_from_a_case(signed_in, cast, make_case):
    case = make_case("Does it boil?", text="Does it boil milk?")
    answer = signed_in("service").post(f"/knowledge/case/{case.pk}/draft/")
    text = ArticleText.objects.get()
    assert answer.url == f"/knowledge/{text.article_id}/{text.language}/edit/"
    assert signed_in("sales").post(f"/knowledge/case/{case.pk}/draft/").status_code == 403


def test_who_only_reads_sees_no_drafts(signed_in, cast, make_article):
    draft, read = make_article("Draft", is_published=False), make_article("Read me")
    client = signed_in("sales")
    page = client.get("/knowledge/").content.decode()
    assert read.title in page
    assert "/knowledge/new/" not in page
    assert client.get(f"/knowledge/{draft.article_id}/").status_code == 404
    assert client.get(f"/knowledge/{read.article_id}/en/edit/").status_code == 403
    client.post(f"/knowledge/{read.article_id}/en/vote/", {"helpful": "yes"})
    assert ArticleVotes.objects.get().is_helpful


def test_pages_cost_the_same_for_one_article_and_for_many(signed_in, cast, make_article, make_case):
    from idic.domain.interact.knowledge.operations.cases import use_article
    from idic.domain.interact.knowledge.operations.counting import count_search

    client, text, case = signed_in("administrator"), make_article("Kettle"), make_case("Kettle")

    def costs() -> dict[str, int]:
        found = {}
        for url in ("/knowledge/", "/knowledge/?q=kettle", "/knowledge/due/", "/knowledge/gaps/", "/knowledge/figures/",
                    f"/knowledge/{text.article_id}/", f"/knowledge/case/{case.pk}/", "/help/", f"/help/{text.article_id}/",
                    f"/knowledge/case/{case.pk}/found/?q=kettle"):  # fmt: skip
            client.get(url)
            with CaptureQueriesContext(connection) as captured:
                assert client.get(url).status_code == 200
            found[url] = len(captured)
        return found

    use_article(case, text, how="link", by=cast.service)
    count_search("lost cup", "en", "help", found=False)
    make_case("Kettle 0")
    with_one = costs()
    for number in range(1, 5):
        use_article(make_case(f"Kettle {number}"), make_article(f"Kettle {number}"), how="link", by=cast.service)
        count_search(f"lost lamp {number}", "en", "help", found=False)
    with_many = costs()
    assert with_many == with_one
    assert max(with_many.values()) <= 12


def test_an_old_link_to_what_was_taken_away_says_so_and_leads_on(signed_in, cast, make_article):
    text = make_article("How to return a kettle", "Bring it back.")
    other = make_article("How to return a teapot or a kettle", "Send it by post.")
    ours = make_article("What we say of kettles", "Nothing.", audience="staff")
    writer, visitor = signed_in("manager"), Client()
    for one in (text, ours):
        one.refresh_from_db()
        writer.post(f"/knowledge/{one.article_id}/en/archiving/", {"version": one.version})
    page = visitor.get(f"/help/{text.article_id}/")
    assert page.status_code == 410
    shown = page.content.decode()
    assert "no longer holds" in shown
    assert f"/help/{other.article_id}/" in shown
    assert visitor.get(f"/help/{ours.article_id}/").status_code == 404


def test_what_an_older_version_said_is_brought_back_as_a_new_one(signed_in, cast, make_article):
    text = make_article("How to return a kettle", "Bring it back.")
    writer = signed_in("service")
    address = f"/knowledge/{text.article_id}/en/edit/"
    writer.post(address, {"title": "How to return a kettle", "text": "Throw it away.", "version": text.version})
    text.refresh_from_db()
    versions = writer.get(f"/knowledge/{text.article_id}/en/versions/?number=1").content.decode()
    assert f"{address}?from=1" in versions
    form = writer.get(f"{address}?from=1").context["form"]
    kept = {name: form[name].value() for name in ("title", "text", "note", "version")}
    assert (kept["text"], kept["note"], kept["version"]) == ("Bring it back.", "As in version 1", text.version)
    writer.post(address, kept)
    text.refresh_from_db()
    assert (text.text, text.number, text.published_number, text.state) == ("Bring it back.", 3, 1, "draft")
    assert writer.get(f"{address}?from=99").context["form"]["text"].value() == "Bring it back."


def test_who_wrote_it_reads_why_it_was_given_back(signed_in, cast):
    writer, approver = signed_in("service"), signed_in("manager")
    typed = {"title": "How to return a kettle", "text": "Bring it back.", "language": "en", "audience": "everybody"}
    page = writer.post("/knowledge/new/", typed).url
    writer.post(f"{page}en/submission/", {"version": ArticleText.objects.get().version})
    approver.post(f"{page}en/return/", {"version": ArticleText.objects.get().version, "note": "Say within which days"})
    assert "Say within which days" in writer.get(page).content.decode()
    text = ArticleText.objects.get()
    said = {"title": text.title, "text": "Bring it back within 14 days.", "version": text.version}
    writer.post(f"{page}en/edit/", said)
    assert "Say within which days" not in writer.get(page).content.decode()
