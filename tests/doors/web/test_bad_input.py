"""Found by attack: each of these addresses or forms once answered with an error page, or took what nobody can mean."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from idic.domain.differentiate.models import Segment
from idic.domain.identify.models import ImportBatch
from idic.domain.interact.models import FollowUp
from idic.foundation.accounts.models import Team, User
from idic.foundation.events.models import Event
from idic.foundation.jobs.enums import JobState
from idic.foundation.jobs.models import Job

UNSEEN = "\u200b\u202e"


@pytest.fixture
def browser(signed_in: Any) -> Any:
    return signed_in("administrator")


@pytest.mark.parametrize(
    "address",
    [
        "/catalogue/?q=%00", "/purchases/?channel=%00", "/purchases/?until=9999-12-31", "/purchases/?since=0001-01-01",
        "/purchases/?after=NQ", "/audit/?after=NQ&actor=%00", "/segments/?after=NQ", "/users/?after=bnVsbA",
    ],
)  # fmt: skip
def test_an_address_that_means_nothing_still_answers(browser: Any, address: str) -> None:
    assert browser.get(address).status_code == 200


def test_an_export_records_what_narrowed_the_list_and_nothing_else(browser: Any, make_customer: Any) -> None:
    make_customer()
    query = "q=%00Anan&x=%00&y=" + "z" * 500
    answer = browser.post("/lists/customer/export/", {"query": query, "format": "csv", "purpose": "service"})
    assert answer.status_code == 302
    look = Event.objects.get(verb="export.started").after["filters"]["look"]
    assert {name: value for name, value in look.items() if value} == {
        "q": "Anan", "columns": look["columns"], "density": "comfortable", "display": "table"
    }  # fmt: skip


def test_a_version_of_thousands_of_digits_is_another_version(browser: Any) -> None:
    segment = Segment.objects.create(name="Held", predicate={})
    assert browser.post(f"/segments/{segment.pk}/archive/", {"version": "9" * 5000}).status_code == 302
    segment.refresh_from_db()
    assert not segment.is_archived


def test_names_that_cannot_be_seen_are_asked_for_again(browser: Any) -> None:
    assert browser.post("/users/teams/", {"name": UNSEEN}).status_code == 422
    person = {"email": "new@example.com", "role": "sales", "password": "a-long-password-1"}
    assert browser.post("/users/new/", {**person, "display_name": UNSEEN}).status_code == 422
    own = {"display_name": UNSEEN, "language": "en", "theme": "auto", "era": "common"}
    assert browser.post("/account/", own).status_code == 422
    assert not Team.objects.filter(name__in=["", UNSEEN]).exists()
    assert browser.post("/users/new/", {**person, "display_name": f"{UNSEEN}Nok"}).status_code == 302
    assert User.objects.get(email="new@example.com").display_name == "Nok"


def test_an_address_longer_than_can_be_kept_is_told_at_its_field(browser: Any) -> None:
    person = {
        "email": "x" * 250 + "@example.com",
        "display_name": "N",
        "role": "sales",
        "password": "a-long-password-1",
    }
    answer = browser.post("/users/new/", person)
    assert answer.status_code == 422
    assert "email" in answer.context["form"].errors


@pytest.mark.parametrize("day", ["0001-01-01", "2569-01-01", "9999-12-31"])
def test_a_due_day_that_nobody_can_mean_is_refused(browser: Any, cast: Any, make_customer: Any, day: str) -> None:
    customer = make_customer()
    work = {"owner": cast.administrator.pk, "due_on": day, "method": "telephone", "reason": "thanks"}
    assert browser.post(f"/follow-ups/new/?customer={customer.pk}", work).status_code == 422
    segment = Segment.objects.create(name="Called", predicate={})
    plan = {**work, "limit": "3", "per_day": "1"}
    assert browser.post(f"/follow-ups/plan/?segment={segment.pk}", plan).status_code == 422
    assert not FollowUp.objects.exists()


def test_an_overdue_follow_up_can_change_hands_and_keep_its_day(browser: Any, cast: Any, make_customer: Any) -> None:
    day = timezone.localdate() - timedelta(days=9)
    one = FollowUp.objects.create(
        customer=make_customer(), owner=cast.administrator, due_on=day, method="telephone", reason="thanks",
        created_by=cast.administrator,
    )  # fmt: skip
    given = {"owner": cast.manager.pk, "due_on": day.isoformat(), "version": one.version}
    assert browser.post(f"/follow-ups/{one.pk}/rescheduling/", given).status_code == 302
    one.refresh_from_db()
    assert (one.owner_id, one.due_on) == (cast.manager.pk, day)


def test_a_reader_of_jobs_is_shown_no_button_and_refused_the_act(signed_in: Any) -> None:
    failed = Job.objects.create(kind="sample.remove", state=JobState.FAILED, finished_at=timezone.now())
    quality = signed_in("quality")
    assert "retrial" not in quality.get(f"/jobs/{failed.pk}/").content.decode()
    assert quality.post(f"/jobs/{failed.pk}/retrial/").status_code == 403
    assert "retrial" in signed_in("administrator").get(f"/jobs/{failed.pk}/").content.decode()


def test_a_file_of_more_than_a_thousand_columns_can_be_mapped(browser: Any) -> None:
    names = [f"c{number}" for number in range(1200)]
    text = f"{','.join(names)}\n{','.join('v' for _ in names)}\n"
    upload = {"file": SimpleUploadedFile("wide.csv", text.encode()), "kind": "customers", "source": "new"}
    browser.post("/imports/new/", {**upload, "new_source": "Wide"})
    batch = ImportBatch.objects.get()
    chosen = {f"column_{number}": "" for number in range(1200)} | {"column_0": "source_id", "column_1": "name"}
    assert browser.post(f"/imports/{batch.pk}/mapping/", chosen).status_code == 302
    batch.refresh_from_db()
    assert batch.mapping == {"source_id": "c0", "name": "c1"}
    assert '<option value="source_id" selected>' in browser.get(f"/imports/{batch.pk}/").content.decode()


def test_utf_16_chosen_for_another_file_is_told_in_the_form(browser: Any) -> None:
    upload = {"file": SimpleUploadedFile("p.csv", b"customer id,name\n1,Anan\n"), "kind": "customers", "source": "new"}
    browser.post("/imports/new/", {**upload, "new_source": "Till"})
    batch = ImportBatch.objects.get()
    answer = browser.post(f"/imports/{batch.pk}/reading/", {"encoding": "utf-16", "delimiter": "comma"})
    assert answer.status_code == 422
    assert "utf-16" in answer.content.decode()
