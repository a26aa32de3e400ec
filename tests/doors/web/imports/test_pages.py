from __future__ import annotations

import csv
import io
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from idic.domain.identify.enums import ImportState
from idic.domain.identify.models import ImportBatch, Source, SourceRecord
from idic.domain.identify.operations.imports.now import import_now
from idic.domain.identify.operations.imports.start import start_import
from idic.foundation.jobs.operations.run import perform_job
from tests.doors.web.costs import queries_of

SignIn = Callable[[str], Client]
Upload = Callable[..., ImportBatch]


def page(client: Client, name: str, *arguments: int, **query: str) -> str:
    response = client.get(reverse(f"imports:{name}", args=arguments), query)
    assert response.status_code == 200
    return response.content.decode()


def test_only_who_may_import_sees_the_pages(signed_in: SignIn, upload: Upload) -> None:
    batch = upload()
    service = signed_in("service")
    for name, arguments in (("list", []), ("create", []), ("detail", [batch.pk]), ("refusals", [batch.pk])):
        assert service.get(reverse(f"imports:{name}", args=arguments)).status_code == 403
    for name in ("start", "discard", "mapping", "reading", "cancel", "restart"):
        assert service.post(reverse(f"imports:{name}", args=[batch.pk])).status_code == 403
    assert signed_in("analyst").get(reverse("imports:detail", args=[batch.pk + 1])).status_code == 404


def test_an_upload_for_a_new_source_leads_to_the_columns_and_the_preview(signed_in: SignIn, cast: object) -> None:
    client = signed_in("analyst")
    file = SimpleUploadedFile("ลูกค้า.csv", "รหัสลูกค้า,ชื่อลูกค้า\n1,อานันท์ ใจดี\n".encode())
    answer = client.post(
        reverse("imports:create"), {"file": file, "kind": "customers", "source": "new", "new_source": "ร้านค้า"}
    )
    batch = ImportBatch.objects.get()
    assert answer.headers["Location"] == reverse("imports:detail", args=[batch.pk])
    assert batch.source.name == "ร้านค้า"
    shown = page(client, "detail", batch.pk)
    assert "อานันท์ ใจดี" in shown
    assert "Start the import" in shown


def test_a_refused_file_shows_why_and_leaves_neither_file_nor_source(signed_in: SignIn) -> None:
    client = signed_in("analyst")
    answer = client.post(
        reverse("imports:create"),
        {"file": SimpleUploadedFile("empty.csv", b"a,b\n"), "kind": "purchases", "source": "new", "new_source": "Till"},
    )
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert "empty.csv has a header but no rows below it" in shown
    assert 'value="Till"' in shown
    assert not Source.objects.filter(name="Till").exists()
    assert not ImportBatch.objects.exists()


def test_the_preview_shows_values_as_they_will_be_taken_and_marks_what_will_not(
    signed_in: SignIn, upload: Upload
) -> None:
    shown = page(signed_in("analyst"), "detail", upload().pk)
    assert "+66812345678" in shown
    assert "Dec 31, 1980" in shown
    assert "This is not a phone number that can be dialled." in shown
    assert "The row has no customer number." in shown
    assert "The row has fewer fields than the header. 4,Too,Few" in shown
    assert "Of the first 5 rows, 2 will be refused:" in shown
    assert SourceRecord.objects.count() == 0


def test_a_mapping_that_cannot_be_used_is_shown_again_with_everything_chosen(signed_in: SignIn, upload: Upload) -> None:
    batch = upload()
    client = signed_in("analyst")
    url = reverse("imports:mapping", args=[batch.pk])
    answer = client.post(url, {"column_0": "", "column_1": "name", "column_2": "name"})
    assert answer.status_code == 422
    assert "comes from the column full name already" in answer.content.decode()
    answer = client.post(url, {"column_1": "name", "column_2": "note"})
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert "No column is chosen for Customer number in the source." in shown
    assert '<option value="note" selected>' in shown
    answer = client.post(url, {"column_0": "source_id", "column_1": "name", "date_order": "dmy"})
    assert answer.status_code == 302
    batch.refresh_from_db()
    assert batch.mapping == {"source_id": "customer id", "name": "full name"}
    assert (batch.options["date_order"], batch.options["delimiter"]) == ("dmy", ",")


def test_another_delimiter_is_tried_on_the_file(signed_in: SignIn, upload: Upload) -> None:
    batch = upload("customer id;name,x\n1;Anan,2\n")
    client = signed_in("analyst")
    url = reverse("imports:reading", args=[batch.pk])
    assert client.post(url, {"encoding": "utf-8", "delimiter": "semicolon"}).status_code == 302
    batch.refresh_from_db()
    assert batch.mapping["source_id"] == "customer id"
    assert client.post(url, {"encoding": "utf-8", "delimiter": "tab"}).status_code == 422


@pytest.mark.django_db(transaction=True)
def test_a_started_import_shows_its_progress_and_then_its_result(signed_in: SignIn, upload: Upload) -> None:
    batch = upload()
    client = signed_in("analyst")
    assert client.post(reverse("imports:start", args=[batch.pk])).status_code == 302
    batch.refresh_from_db()
    assert batch.state == ImportState.QUEUED
    waiting = client.get(reverse("imports:progress", args=[batch.pk]), headers={"HX-Request": "true"}).content.decode()
    assert "Waiting for a free worker" in waiting
    assert 'hx-trigger="every 1s"' in waiting
    assert batch.job_id is not None
    perform_job(batch.job_id)
    done = client.get(reverse("imports:progress", args=[batch.pk]), headers={"HX-Request": "true"}).content.decode()
    assert "hx-trigger" not in done
    assert "Rows that were not taken" in done
    assert "The check digit" not in done
    batch.refresh_from_db()
    assert (batch.state, batch.new_count, batch.refused_count) == (ImportState.DONE, 3, 2)


def test_a_waiting_import_is_cancelled_with_its_job_and_can_be_started_again(signed_in: SignIn, upload: Upload) -> None:
    batch = start_import(upload(), by=None)
    client = signed_in("analyst")
    client.post(reverse("imports:cancel", args=[batch.pk]))
    batch.refresh_from_db()
    assert (batch.state, batch.job.state) == (ImportState.CANCELLED, "cancelled")
    assert "Nothing of the file was taken" in page(client, "detail", batch.pk)
    client.post(reverse("imports:restart", args=[batch.pk]))
    batch.refresh_from_db()
    batch.job.refresh_from_db()
    assert (batch.state, batch.job.state) == (ImportState.QUEUED, "queued")


def test_refused_rows_are_listed_by_reason_and_downloaded_as_they_stand_in_the_file(
    signed_in: SignIn, upload: Upload
) -> None:
    batch = import_now(upload(), by=None)
    client = signed_in("analyst")
    assert "Too,Few" in page(client, "refusals", batch.pk)
    assert "Too,Few" not in page(client, "refusals", batch.pk, reason="key_missing")
    answer = client.get(reverse("imports:download", args=[batch.pk]))
    assert 'filename="people-refused.csv"' in answer.headers["Content-Disposition"]
    content = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    rows = list(csv.DictReader(io.StringIO(content)))
    assert [(row["Row"], row["full name"], row["Value in the file"]) for row in rows] == [
        ("4", "Nobody Knows", ""),
        ("5", "", "4,Too,Few"),
    ]


def test_a_downloaded_row_holds_no_formula_and_is_itself_again_when_imported(signed_in: SignIn, upload: Upload) -> None:
    batch = import_now(upload("customer id,full name\n,=1+1\n"), by=None)
    content = b"".join(signed_in("analyst").get(reverse("imports:download", args=[batch.pk])).streaming_content)  # type: ignore[attr-defined]
    text = content.decode("utf-8-sig")
    assert ",'=1+1," in text
    again = import_now(upload(text.replace("\r\n,", "\r\n7,")), by=None)
    assert again.new_count == 1
    assert SourceRecord.objects.get().payload["name"] == "=1+1"


def test_a_draft_is_discarded(signed_in: SignIn, upload: Upload) -> None:
    batch = upload()
    assert signed_in("manager").post(reverse("imports:discard", args=[batch.pk])).status_code == 302
    assert not ImportBatch.objects.exists()


def test_lists_cost_the_same_for_one_row_and_many(signed_in: SignIn, upload: Upload) -> None:
    client = signed_in("analyst")
    batch = import_now(upload(), by=None)
    urls = [reverse("imports:list"), reverse("imports:refusals", args=[batch.pk])]
    few = [queries_of(client, url) for url in urls]
    for _ in range(3):
        upload()
    many = import_now(upload("customer id,full name\n" + ",X\n" * 30), by=None)
    assert [queries_of(client, urls[0]), queries_of(client, reverse("imports:refusals", args=[many.pk]))] == few
    assert max(few) <= 12
    assert queries_of(client, reverse("imports:detail", args=[batch.pk])) <= 12
