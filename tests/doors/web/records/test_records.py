from __future__ import annotations

import io
import re
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from idic.domain.identify.models import Customer
from idic.foundation.desk.models import Attachment, Follow, Note, Notification, TabChoice, Tag
from idic.foundation.desk.operations.notes import add_note
from idic.foundation.desk.operations.notifications import notify

HTMX = {"HTTP_HX_REQUEST": "true"}


def url(customer: Any, rest: str = "") -> str:
    return f"/records/customer/{customer.pk}/{rest}"


def test_a_field_is_changed_in_place(signed_in: Any, make_customer: Any) -> None:
    customer, client = make_customer(given_name="Anan", province="Bangkok"), signed_in("administrator")
    form = client.get(url(customer, "fields/province/?edit"), **HTMX).content.decode()
    assert 'name="value" value="Bangkok"' in form
    assert 'name="was" value="Bangkok"' in form
    answer = client.post(url(customer, "fields/province/"), {"value": "Nan", "was": "Bangkok"}, **HTMX)
    assert answer.status_code == 200
    assert "Nan" in answer.content.decode()
    assert "record:changed" in answer["HX-Trigger"]
    assert Customer.objects.get(pk=customer.pk).province == "น่าน"


def test_a_conflict_shows_both_values_and_keeps_what_was_typed(signed_in: Any, make_customer: Any) -> None:
    customer = make_customer(given_name="Anan", province="Bangkok")
    signed_in("manager").post(url(customer, "fields/province/"), {"value": "Nan", "was": "Bangkok"}, **HTMX)
    client = signed_in("administrator")
    answer = client.post(url(customer, "fields/province/"), {"value": "Phrae", "was": "Bangkok"}, **HTMX)
    text = answer.content.decode()
    assert answer.status_code == 422
    for part in ("Manager changed this", "Nan", 'value="Phrae"', 'name="was" value="Nan"', "Write mine", "Keep theirs"):
        assert part in text
    kept = client.post(url(customer, "fields/province/"), {"value": "Phrae", "was": "Nan", "theirs": "yes"}, **HTMX)
    assert "Nan" in kept.content.decode()
    assert Customer.objects.get(pk=customer.pk).province == "น่าน"
    client.post(url(customer, "fields/province/"), {"value": "Phrae", "was": "Nan"}, **HTMX)
    assert Customer.objects.get(pk=customer.pk).province == "แพร่"


def test_a_value_that_does_not_fit_stays_in_the_form(signed_in: Any, make_customer: Any) -> None:
    customer, client = make_customer(given_name="Anan"), signed_in("administrator")
    answer = client.post(url(customer, "fields/national_id/"), {"value": "123", "was": ""}, **HTMX)
    assert answer.status_code == 422
    assert 'value="123"' in answer.content.decode()
    assert "field-error" in answer.content.decode()


def test_fields_work_without_scripts(signed_in: Any, make_customer: Any) -> None:
    customer, client = make_customer(given_name="Anan", province="Bangkok"), signed_in("administrator")
    assert b"<html" in client.get(url(customer, "fields/province/?edit")).content
    answer = client.post(url(customer, "fields/province/"), {"value": "Nan", "was": "Bangkok"})
    assert answer["Location"] == f"/customers/{customer.pk}/"


def test_a_masked_value_is_neither_told_nor_changed_nor_found_in_its_history(
    signed_in: Any, make_customer: Any
) -> None:
    customer, client = make_customer(given_name="Anan", phone="0812345678"), signed_in("analyst")
    text = client.get(url(customer, "panel/"), **HTMX).content.decode()
    page = client.get(f"/customers/{customer.pk}/").content.decode()
    assert "812345678" not in text + page
    assert client.get(url(customer, "fields/phone/history/"), **HTMX).status_code == 404
    assert client.get(url(customer, "fields/phone/?edit"), **HTMX).status_code == 403


def test_another_teams_record_has_no_parts(signed_in: Any, make_customer: Any, cast: Any) -> None:
    customer = make_customer()
    note = add_note("customer", customer.pk, text="Ours", by=cast.administrator)
    Customer.objects.filter(pk=customer.pk).update(team=cast.service.team, owner=None)
    client = signed_in("sales")
    for rest in ("", "panel/", "fields/", "fields/province/", "history/", "notes/", "files/", "people/", "checklists/"):
        assert client.get(url(customer, rest)).status_code == 404, rest
    for rest, data in (
        ("notes/", {"text": "x"}), ("follow/", {"follow": "yes"}), ("star/", {"star": "yes"}), ("tags/", {"name": "x"}),
        ("fields/province/", {"value": "Nan", "was": ""}), ("checklists/", {"title": "x"}),
    ):  # fmt: skip
        assert client.post(url(customer, rest), data).status_code == 404, rest
    for path in (f"/records/notes/{note.pk}/", "/records/nothing/1/", "/records/customer/999999999/"):
        assert client.get(path).status_code == 404, path


def test_a_note_is_written_shown_and_deleted(signed_in: Any, make_customer: Any, cast: Any) -> None:
    customer, client = make_customer(), signed_in("manager")
    text = f"**Call** @[Service](user:{cast.service.pk}) <script>alert(1)</script>"
    shown = client.post(url(customer, "notes/"), {"text": text}, **HTMX).content.decode()
    assert "<strong>Call</strong>" in shown
    assert "<script>alert" not in shown
    assert Notification.objects.get().user == cast.service
    note = Note.objects.get()
    empty = client.post(url(customer, "notes/"), {"text": "  "}, **HTMX)
    assert (empty.status_code, "Write something first" in empty.content.decode()) == (422, True)
    other = signed_in("administrator")
    assert other.post(f"/records/notes/{note.pk}/", {"text": "Mine", "version": "1"}, **HTMX).status_code == 422
    edited = client.post(f"/records/notes/{note.pk}/", {"text": "Better", "version": "1"}, **HTMX)
    assert "Better" in edited.content.decode()
    stale = client.post(f"/records/notes/{note.pk}/", {"text": "Stale", "version": "1"}, **HTMX)
    assert (stale.status_code, "Stale" in stale.content.decode()) == (422, True)
    assert "alert(1)" in client.get(f"/records/notes/{note.pk}/versions/", **HTMX).content.decode()
    client.post(f"/records/notes/{note.pk}/pin/", {"pinned": "yes"}, **HTMX)
    gone = client.post(f"/records/notes/{note.pk}/deletion/", **HTMX).content.decode()
    assert "Better" not in gone


def test_a_file_is_attached_and_comes_back_only_as_a_download(signed_in: Any, make_customer: Any) -> None:
    customer, client = make_customer(), signed_in("administrator")
    upload = SimpleUploadedFile("จดหมาย.txt", b"Dear customer")
    assert client.post(url(customer, "files/"), {"file": upload}, **HTMX).status_code == 200
    found = Attachment.objects.get()
    answer = client.get(f"/records/files/{found.pk}/")
    assert b"".join(answer.streaming_content) == b"Dear customer"
    assert answer["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer["Content-Security-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    wrong = client.post(url(customer, "files/"), {"file": SimpleUploadedFile("x.pdf", b"no pdf")}, **HTMX)
    assert (wrong.status_code, "not what its name says" in wrong.content.decode()) == (422, True)
    nothing = client.post(url(customer, "files/"), {}, **HTMX)
    assert (nothing.status_code, "Choose a file first" in nothing.content.decode()) == (422, True)


def test_a_file_of_200_megabytes_is_refused_before_it_is_read(signed_in: Any, make_customer: Any) -> None:
    customer, client = make_customer(), signed_in("administrator")

    class Unread(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            raise AssertionError("the body was read")

        readline = read

    kind = "multipart/form-data; boundary=x"
    environ = {"wsgi.input": Unread(), "CONTENT_LENGTH": str(200 * 1024 * 1024), "CONTENT_TYPE": kind}
    answer = client.generic("POST", url(customer, "files/"), content_type=kind, **environ)
    assert (answer.status_code, "too large" in answer.content.decode()) == (413, True)
    assert client.generic("POST", url(customer, "files/"), content_type=kind, **environ, **HTMX).status_code == 413


def test_tags_are_put_on_taken_off_and_managed(signed_in: Any, make_customer: Any) -> None:
    customer, client = make_customer(), signed_in("administrator")
    client.post(url(customer, "tags/"), {"name": "VIP"}, **HTMX)
    marks = client.post(url(customer, "tags/"), {"name": "vip"}, **HTMX).content.decode()
    tag = Tag.objects.get()
    assert marks.count("record-tag-take") == 1
    client.post(url(customer, "tags/"), {"name": "Gold"}, **HTMX)
    gold = Tag.objects.get(name="Gold")
    page = f"/records/tags/customer/{tag.pk}/"
    assert client.post(page, {"name": "gold", "colour": "info"}).status_code == 422
    assert client.post(page, {"name": "Very important", "colour": "nonsense"}).status_code == 302
    client.post(f"{page}merging/", {"into": str(gold.pk)})
    assert [one.name for one in Tag.objects.all()] == ["Gold"]
    assert "Gold" not in client.post(url(customer, f"tags/{gold.pk}/"), **HTMX).content.decode()
    client.post(f"/records/tags/customer/{gold.pk}/deletion/")
    assert not Tag.objects.exists()
    assert signed_in("service").get("/records/tags/customer/").status_code == 403


def test_a_checklist_is_ticked_and_taken_again(signed_in: Any, make_customer: Any) -> None:
    from idic.foundation.desk.models import Checklist

    customer, other, client = make_customer(given_name="A"), make_customer(given_name="B"), signed_in("administrator")
    client.post(url(customer, "checklists/"), {"title": "Welcome"}, **HTMX)
    checklist = Checklist.objects.get()
    for text in ("Call", "Send"):
        client.post(f"/records/checklists/{checklist.pk}/items/", {"text": text}, **HTMX)
    first, second = checklist.items.order_by("position")
    client.post(f"/records/checklists/{checklist.pk}/items/{second.pk}/", {"act": "up"}, **HTMX)
    shown = client.post(f"/records/checklists/{checklist.pk}/items/{first.pk}/", {"done": "yes"}, **HTMX)
    assert "1 of 2" in shown.content.decode()
    client.post(url(other, "checklists/"), {"like": str(checklist.pk)}, **HTMX)
    copy = Checklist.objects.latest("pk")
    assert [(one.text, one.done_at) for one in copy.items.order_by("position")] == [("Send", None), ("Call", None)]
    assert client.post(f"/records/checklists/{copy.pk}/items/{first.pk}/", {"done": "yes"}).status_code == 404


def test_the_open_tab_is_remembered_for_the_noun(signed_in: Any, make_customer: Any) -> None:
    customer, client = make_customer(), signed_in("manager")
    assert client.post("/records/customer/tab/", {"tab": "notes"}).status_code == 204
    assert TabChoice.objects.get().tab == "notes"
    page = client.get(f"/customers/{customer.pk}/").content.decode()
    assert re.search(r'aria-current="page" data-tab="notes"', page)
    assert 'data-tab="overview"' in client.get(f"/customers/{customer.pk}/?tab=overview").content.decode()


def test_every_tab_opens_on_the_page_and_in_the_panel(signed_in: Any, make_customer: Any) -> None:
    customer, client = make_customer(), signed_in("administrator")
    page = client.get(f"/customers/{customer.pk}/").content.decode()
    codes = re.findall(r'data-tab="([a-z_]+)"', page)
    assert {"overview", "timeline", "notes", "files", "checklists", "history"} <= set(codes)
    for code in codes:
        for path in (f"/customers/{customer.pk}/?tab={code}", url(customer, f"panel/?tab={code}")):
            assert client.get(path).status_code == 200, path


def test_a_page_costs_at_most_twelve_queries_whatever_hangs_on_the_record(
    signed_in: Any, make_customer: Any, cast: Any
) -> None:
    customer, client = make_customer(), signed_in("administrator")
    paths = [
        f"/customers/{customer.pk}/?tab={code}" for code in ("overview", "notes", "files", "checklists", "history")
    ]
    paths += [url(customer, "panel/"), "/notifications/", "/notifications/indicator/"]

    def count() -> list[int]:
        counts = []
        for path in paths:
            with CaptureQueriesContext(connection) as captured:
                assert client.get(path).status_code == 200
            counts.append(len(captured))
        return counts

    def grow(number: int) -> None:
        for _ in range(number):
            add_note("customer", customer.pk, text=f"@[x](user:{cast.manager.pk}) hello", by=cast.service)
            client.post(url(customer, "files/"), {"file": SimpleUploadedFile("a.txt", b"x")})
            client.post(url(customer, "tags/"), {"name": f"tag {Tag.objects.count()}"})
            client.post(url(customer, "checklists/"), {"title": "List"})
            notify([cast.administrator], "change", noun="customer", subject_id=customer.pk)

    grow(1)
    count()
    few = count()
    grow(12)
    assert count() == few
    assert max(few) <= 12, dict(zip(paths, few, strict=True))


def test_following_and_stars_are_switched_on_and_off(signed_in: Any, make_customer: Any) -> None:
    customer, client = make_customer(), signed_in("manager")
    assert "Stop following" in client.post(url(customer, "follow/"), {"follow": "yes"}, **HTMX).content.decode()
    assert "Starred" in client.post(url(customer, "star/"), {"star": "yes"}, **HTMX).content.decode()
    client.post(url(customer, "follow/"), {"follow": "no"}, **HTMX)
    assert not Follow.objects.exists()


def test_notices_are_read_one_by_one_or_all_at_once(signed_in: Any, make_customer: Any, cast: Any) -> None:
    customer, client = make_customer(given_name="Anan"), signed_in("manager")
    for _ in range(2):
        notify([cast.manager], "mention", noun="customer", subject_id=customer.pk, by=cast.administrator)
    assert "2 new notices" in client.get("/notifications/indicator/").content.decode()
    page = client.get("/notifications/").content.decode()
    assert "Administrator mentioned you in a note on “Anan”." in page
    first = Notification.objects.earliest("pk")
    opened = client.post(f"/notifications/{first.pk}/")
    assert opened["Location"] == f"/customers/{customer.pk}/?tab=notes"
    assert signed_in("service").post(f"/notifications/{first.pk}/").status_code == 404
    client.post("/notifications/all/", {"newest": str(first.pk + 1)})
    assert Notification.objects.filter(read_at__isnull=True).count() == 0
    client.post("/notifications/choices/", {"mention": "off", "change": "nonsense"})
    assert notify([cast.manager], "mention", noun="customer", subject_id=customer.pk) == []


def test_the_same_parts_serve_a_task(signed_in: Any, cast: Any) -> None:
    from idic.domain.work.drafts import TaskDraft
    from idic.domain.work.operations.create import create_task

    task, client = create_task(TaskDraft("Call back"), by=cast.administrator), signed_in("administrator")
    page = f"/records/task/{task.pk}/"
    assert client.post(f"{page}fields/due/", {"value": "2026-12-24", "was": ""}, **HTMX).status_code == 200
    conflict = client.post(f"{page}fields/due/", {"value": "2026-12-25", "was": ""}, **HTMX)
    assert (conflict.status_code, "Administrator changed this" in conflict.content.decode()) == (422, True)
    assert client.post(f"{page}notes/", {"text": "Rang twice"}, **HTMX).status_code == 200
    assert client.post(f"{page}tags/", {"name": "urgent"}, **HTMX).status_code == 200
    for tab in ("overview", "notes", "files", "checklists", "history"):
        assert client.get(f"{page}panel/?tab={tab}", **HTMX).status_code == 200
