from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.utils import timezone

from idic.domain.identify.arrivals.enums import ArrivalState
from idic.domain.identify.arrivals.errors import PlaceRefused
from idic.domain.identify.arrivals.models import Arrival, Schedule
from idic.domain.identify.arrivals.operations.schedules import Wish, save_schedule
from idic.domain.identify.arrivals.operations.taking import discard_arrival, retry_arrival
from idic.domain.identify.arrivals.operations.visiting import visit_due_schedules, visit_job
from idic.domain.identify.models import ImportBatch, Source
from idic.foundation.jobs.errors import JobRefused
from idic.foundation.jobs.models import Job
from idic.foundation.jobs.progress import SilentProgress
from tests.conftest import Cast
from tests.domain.identify.arrivals.servers import http_server, sftp_server

Take = Callable[..., ImportBatch]
HEADER = "customer id,name,phone\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


@pytest.fixture(autouse=True)
def own_network(folder: Path, settings: Any) -> None:
    settings.CONFIGURATION = replace(settings.CONFIGURATION, import_hosts=("127.0.0.1",), import_folder=folder)


def put(folder: Path, name: str, text: str) -> None:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    long_ago = time.time() - 60
    os.utime(path, (long_ago, long_ago))


def visit(schedule: Schedule) -> dict[str, object]:
    return visit_job(SilentProgress(), {"schedule": schedule.pk})


def arrivals() -> list[tuple[str, str]]:
    return list(Arrival.objects.order_by("pk").values_list("file_name", "state"))


def wish(source: Source, **more: Any) -> Wish:
    return Wish(**{"name": "Till", "kind": "customers", "source": source, "place": "folder", "address": "till",
                   "pattern": "*.csv", **more})  # fmt: skip


def test_a_folder_gives_each_content_once_whatever_it_is_called(
    cast: Cast, take: Take, source: Source, folder: Path
) -> None:
    take(HEADER + "1,Anan Jaidee,0812345678\n")
    (folder / "till").mkdir()
    schedule = save_schedule(None, wish(source), by=cast.administrator)  # type: ignore[arg-type]
    put(folder / "till", "monday.csv", HEADER + "2,Malee Suk,0898765432\n")
    put(folder / "till", "notes.txt", "not asked for")
    assert visit(schedule) == {"taken": 1, "quarantined": 0}
    put(folder / "till", "tuesday.csv", HEADER + "2,Malee Suk,0898765432\n")
    assert visit(schedule) == {"taken": 0, "quarantined": 0}
    assert arrivals() == [("monday.csv", ArrivalState.TAKEN)]
    assert Job.objects.filter(kind="import.customers").count() == 1


def test_a_file_that_cannot_be_taken_waits_with_its_reason_and_can_be_tried_again(
    cast: Cast, take: Take, upload: Take, source: Source, folder: Path
) -> None:
    (folder / "till").mkdir()
    schedule = save_schedule(None, wish(source), by=cast.administrator)  # type: ignore[arg-type]
    put(folder / "till", "a.csv", HEADER + "2,Malee Suk,0898765432\n")
    put(folder / "till", "b.csv", "")
    assert visit(schedule) == {"taken": 0, "quarantined": 2}
    assert list(Arrival.objects.order_by("pk").values_list("error_code", flat=True)) == [
        "columns_unknown",
        "empty_file",
    ]
    take(HEADER + "1,Anan Jaidee,0812345678\n")
    first, second = Arrival.objects.order_by("pk")
    assert retry_arrival(first, by=cast.administrator).state == ArrivalState.TAKEN  # type: ignore[arg-type]
    assert discard_arrival(second, by=cast.administrator).state == ArrivalState.DISCARDED  # type: ignore[arg-type]
    assert visit(schedule) == {"taken": 0, "quarantined": 0}


def test_a_folder_outside_the_permitted_one_is_refused_however_it_is_written(
    cast: Cast, source: Source, folder: Path
) -> None:
    (folder / "link").symlink_to("/etc")
    for address in ("../..", "link", "till/../../.."):
        with pytest.raises(PlaceRefused):
            save_schedule(None, wish(source, address=address), by=cast.administrator)  # type: ignore[arg-type]


def test_a_web_address_is_fetched_with_its_password_which_is_kept_unreadable(
    cast: Cast, take: Take, source: Source, folder: Path
) -> None:
    take(HEADER + "1,Anan Jaidee,0812345678\n")
    put(folder, "export.csv", HEADER + "2,Malee Suk,0898765432\n")
    with http_server(folder) as address:
        asked = wish(
            source, place="http", address=f"{address}/export.csv", user_name="fetcher", secret="right-password"
        )
        schedule = save_schedule(None, asked, by=cast.administrator)  # type: ignore[arg-type]
        assert "right-password" not in Schedule.objects.get().secret
        assert visit(schedule) == {"taken": 1, "quarantined": 0}
        assert visit(schedule) == {"taken": 0, "quarantined": 0}
        save_schedule(schedule, replace(asked, secret="wrong"), by=cast.administrator)  # type: ignore[arg-type]
        with pytest.raises(JobRefused):
            visit(schedule)
        assert Schedule.objects.get().error_code == "refused_by_server"


def test_private_machines_are_visited_only_when_they_are_named(cast: Cast, source: Source, settings: Any) -> None:
    settings.CONFIGURATION = replace(settings.CONFIGURATION, import_hosts=())
    with pytest.raises(PlaceRefused):
        save_schedule(None, wish(source, place="http", address="http://127.0.0.1/x.csv"), by=cast.administrator)  # type: ignore[arg-type]
    schedule = save_schedule(
        None,
        wish(source, place="http", address="https://127.0.0.1/x.csv"),
        by=cast.administrator,  # type: ignore[arg-type]
    )
    with pytest.raises(JobRefused):
        visit(schedule)
    assert Schedule.objects.get().error_code == "private_address"


def test_an_sftp_server_proves_itself_before_it_is_given_a_password(
    cast: Cast, take: Take, source: Source, folder: Path
) -> None:
    from idic.domain.identify.arrivals.places.sftp import fingerprint

    take(HEADER + "1,Anan Jaidee,0812345678\n")
    (folder / "out").mkdir()
    put(folder / "out", "export.csv", HEADER + "2,Malee Suk,0898765432\n")
    with sftp_server(folder) as (address, key):
        asked = wish(source, place="sftp", address=f"{address}/out", user_name="fetcher", secret="right-password",
                     host_key=fingerprint(key))  # fmt: skip
        schedule = save_schedule(None, asked, by=cast.administrator)  # type: ignore[arg-type]
        assert visit(schedule) == {"taken": 1, "quarantined": 0}
        save_schedule(schedule, replace(asked, host_key="SHA256:somebodyelse"), by=cast.administrator)  # type: ignore[arg-type]
        with pytest.raises(JobRefused):
            visit(schedule)
        assert Schedule.objects.get().error_code == "other_host_key"


def test_a_password_does_not_follow_to_another_address(cast: Cast, source: Source) -> None:
    asked = wish(source, place="http", address="https://a.example.com/x.csv", user_name="u", secret="s")
    schedule = save_schedule(None, asked, by=cast.administrator)  # type: ignore[arg-type]
    save_schedule(schedule, replace(asked, address="https://b.example.com/x.csv", secret=None), by=cast.administrator)  # type: ignore[arg-type]
    assert Schedule.objects.get().secret == ""


def test_what_is_due_is_visited_once_and_its_next_time_moves_on(cast: Cast, source: Source) -> None:
    schedule = save_schedule(None, wish(source), by=cast.administrator)  # type: ignore[arg-type]
    visit_due_schedules()
    visit_due_schedules()
    assert Job.objects.filter(kind="import.visit").count() == 1
    assert Schedule.objects.get(pk=schedule.pk).next_at > timezone.now()
    assert settings.CONFIGURATION is not None
