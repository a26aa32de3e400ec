from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.test import Client
from django.urls import reverse

from idic.domain.identify.arrivals.models import Schedule, Undoing
from idic.domain.identify.arrivals.operations.trying import try_job
from idic.domain.identify.arrivals.operations.undoing import undo_import
from idic.domain.identify.models import Customer, ImportBatch, Source
from idic.domain.identify.operations.imports.now import import_now
from idic.foundation.jobs.progress import SilentProgress

SignIn = Callable[[str], Client]
Upload = Callable[..., ImportBatch]


def shown(client: Client, name: str, *arguments: int) -> str:
    response = client.get(reverse(f"imports:{name}", args=arguments))
    assert response.status_code == 200
    return response.content.decode()


def test_a_dry_run_is_started_watched_and_read_on_the_page_of_the_draft(signed_in: SignIn, upload: Upload) -> None:
    batch, client = upload(), signed_in("analyst")
    assert "Count every row" in shown(client, "detail", batch.pk)
    assert client.post(reverse("imports:trial", args=[batch.pk])).status_code == 302
    assert "Every row is being read" in shown(client, "detail", batch.pk)
    try_job(SilentProgress(), {"batch": batch.pk})
    panel = client.get(reverse("imports:trial", args=[batch.pk]), headers={"HX-Request": "true"}).content.decode()
    assert "Likely duplicates" in panel
    assert not Customer.objects.exists()


def test_an_import_is_undone_from_its_page_which_then_tells_what_went(signed_in: SignIn, upload: Upload) -> None:
    batch, client = import_now(upload(), by=None), signed_in("analyst")
    assert "Undo this import" in shown(client, "detail", batch.pk)
    assert client.post(reverse("imports:undo", args=[batch.pk])).status_code == 302
    assert "being undone" in shown(client, "detail", batch.pk)
    undo_import(batch.pk, SilentProgress())
    assert "This import was undone" in shown(client, "detail", batch.pk)
    client.post(reverse("imports:undo", args=[batch.pk]))
    assert Undoing.objects.count() == 1


def test_an_encoding_that_is_a_guess_is_shown_in_every_reading_and_confirmed_before_the_start(
    signed_in: SignIn, upload: Upload
) -> None:
    batch, client = upload(), signed_in("analyst")
    batch.options = {**batch.options, "encoding_unsure": "yes"}
    batch.save(update_fields=["options"])
    page = shown(client, "detail", batch.pk)
    assert "It reads right" in page
    client.post(reverse("imports:start", args=[batch.pk]))
    batch.refresh_from_db()
    assert batch.state == "draft"
    client.post(reverse("imports:reading", args=[batch.pk]), {"encoding": "utf-8", "delimiter": "comma"})
    batch.refresh_from_db()
    assert "encoding_unsure" not in batch.options


def test_a_place_is_set_up_and_its_password_is_never_shown(
    signed_in: SignIn, db: None, tmp_path: Path, settings: Any
) -> None:
    settings.CONFIGURATION = replace(settings.CONFIGURATION, import_folder=tmp_path)
    source = Source.objects.create(code="till", name="Till")
    client = signed_in("analyst")
    fields = {
        "name": "Night", "kind": "customers", "source": str(source.pk), "place": "http",
        "address": "http://10.0.0.5/x.csv", "pattern": "*", "user_name": "u", "secret": "very-secret", "minutes": "60",
        "is_active": "on",
    }  # fmt: skip
    refused = client.post(reverse("imports:schedule_create"), fields)
    assert refused.status_code == 422
    assert "IDIC_IMPORT_HOSTS" in refused.content.decode()
    kept = client.post(reverse("imports:schedule_create"), {**fields, "address": "https://shop.example.com/x.csv"})
    schedule = Schedule.objects.get()
    assert kept.headers["Location"] == reverse("imports:schedule", args=[schedule.pk])
    assert "very-secret" not in shown(client, "schedule", schedule.pk)
    assert "Night" in shown(client, "schedules")
    assert signed_in("service").get(reverse("imports:schedules")).status_code == 403
    client.post(reverse("imports:schedule_remove", args=[schedule.pk]))
    assert not Schedule.objects.exists()
