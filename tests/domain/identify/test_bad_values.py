"""What a person types at the desk and cannot mean."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from idic.domain.identify.enums import ImportState
from idic.domain.identify.errors import InvalidValue, NameMissing
from idic.domain.identify.models import Customer
from idic.domain.identify.operations.customers import create_customer, edit_customer
from idic.domain.identify.operations.imports.cancel import restart_import
from idic.domain.identify.operations.imports.start import start_import
from idic.domain.identify.operations.imports.upload import upload_import
from idic.domain.identify.operations.sources import ensure_source
from idic.foundation.jobs.enums import JobState
from idic.foundation.jobs.operations.run import give_up_job, perform_job
from tests.conftest import Cast

pytestmark = pytest.mark.django_db


def tomorrow() -> str:
    return (timezone.localdate() + timedelta(days=1)).isoformat()


@pytest.mark.parametrize("day", ["0001-01-01", "1849-12-31", "31/12/3000"])
def test_a_birth_date_that_nobody_can_have_is_refused(cast: Cast, day: str) -> None:
    with pytest.raises(InvalidValue) as refused:
        create_customer({"given_name": "Anan", "birth_date": day}, by=cast.service)
    assert refused.value.field == "birth_date"
    assert not Customer.objects.exists()


def test_a_birth_date_to_come_is_refused_when_made_and_when_edited(cast: Cast) -> None:
    with pytest.raises(InvalidValue):
        create_customer({"given_name": "Anan", "birth_date": tomorrow()}, by=cast.service)
    customer = create_customer({"given_name": "Anan"}, by=cast.service)
    with pytest.raises(InvalidValue):
        edit_customer(customer, {"birth_date": tomorrow()}, version=customer.version, by=cast.service)


@pytest.mark.parametrize("unseen", ["\u200b\u200b", "\u202e", "\u2066\u2069"])
def test_a_name_of_signs_that_cannot_be_seen_is_no_name(cast: Cast, unseen: str) -> None:
    with pytest.raises(NameMissing):
        create_customer({"given_name": unseen}, by=cast.service)


def test_a_row_whose_name_cannot_be_seen_is_refused(cast: Cast) -> None:
    source = ensure_source(code="crm", name="CRM", by=None)
    text = "customer id,name\n1,\u200b\n2,Anan\n"
    batch = start_import(
        upload_import([text.encode()], file_name="people.csv", kind="customers", source=source, by=None), by=None
    )
    assert batch.job is not None
    perform_job(batch.job.pk)
    batch.refresh_from_db()
    assert (batch.new_count, batch.refused_count) == (1, 1)
    assert batch.figures["refused_by_code"] == {"nothing_known": 1}


def test_an_import_that_took_its_worker_down_too_often_has_failed_and_can_be_started_again(cast: Cast) -> None:
    source = ensure_source(code="crm", name="CRM", by=None)
    batch = start_import(
        upload_import([b"customer id,name\n1,A\n"], file_name="p.csv", kind="customers", source=source, by=None),
        by=None,
    )
    assert batch.job is not None
    batch.job.state, batch.state = JobState.RUNNING, ImportState.RUNNING
    batch.job.save()
    batch.save()
    give_up_job(batch.job.pk)
    batch.refresh_from_db()
    assert batch.job is not None
    batch.job.refresh_from_db()
    assert (batch.state, batch.job.state) == (ImportState.FAILED, JobState.FAILED)
    assert restart_import(batch, by=cast.administrator).state == ImportState.QUEUED
