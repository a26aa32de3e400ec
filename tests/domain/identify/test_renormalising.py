from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from idic.domain.identify.merging.operations.judgements import verify_value
from idic.domain.identify.merging.queries.provenance import provenance_of
from idic.domain.identify.models import Customer, SourceRecord
from idic.domain.identify.normalising import NormalisedRecord
from idic.domain.identify.operations import renormalising
from idic.domain.identify.operations.bulk import Word, tell_customers
from idic.domain.identify.operations.customers import edit_customer
from idic.domain.identify.operations.renormalising import is_wanted, renormalise, start_renormalising
from idic.foundation.events.models import Event
from idic.foundation.jobs.models import Job
from idic.foundation.jobs.progress import SilentProgress
from tests.conftest import Cast

pytestmark = pytest.mark.django_db

PLACE = {"address": "99/1 ถ.สุขุมวิท", "district": "คลองเตย", "province": "Bangkok", "postcode": "10110"}


def as_of_an_earlier_version(*records: int) -> None:
    """As the version before this one stored them: the province as it was written, no keys, edition 0."""
    with connection.cursor() as cursor:
        blank = ", ".join(f"{key} = ''" for key in NormalisedRecord.KEYS if key != "birth_year")
        cursor.execute(
            f"UPDATE identify_sourcerecord SET province = payload->>'province', {blank}, birth_year = NULL, edition = 0"
            " WHERE id = ANY(%s)",
            [list(records)],
        )
        cursor.execute(
            "UPDATE identify_customer c SET province = r.province FROM identify_sourcerecord r"
            " WHERE r.customer_id = c.id AND r.id = ANY(%s)",
            [list(records)],
        )


def keys_of(record: SourceRecord) -> dict[str, Any]:
    return {name: getattr(record, name) for name in NormalisedRecord.KEYS}


def test_a_customer_typed_at_the_desk_has_the_keys_of_matching(make_customer: Callable[..., Customer]) -> None:
    customer = make_customer(
        given_name="สมชาย", family_name="ใจดี", birth_date="1985-04-15", email="a+b@example.com", **PLACE
    )
    keys = keys_of(SourceRecord.objects.get(customer=customer))
    assert (keys["admin1"], keys["admin2"], keys["house"]) == ("TH-10", "คลองเตย", "99/1")
    assert (keys["family_sound"], keys["birth_year"], keys["email_weak_key"]) == ("cat", 1985, "a@example.com")


def test_an_edit_at_the_desk_fills_the_keys_again(cast: Cast, make_customer: Callable[..., Customer]) -> None:
    customer = make_customer(given_name="Anan", family_name="Jaidee", province="Bangkok")
    edit_customer(
        customer, {"given_name": "Anan", "family_name": "Jaidee", "province": "Phuket"}, version=1, by=cast.service
    )
    assert SourceRecord.objects.get(customer=customer).admin1 == "TH-83"


def test_a_place_told_about_many_has_its_keys_and_the_stored_spelling(
    cast: Cast, make_customer: Callable[..., Customer]
) -> None:
    from django.utils import timezone

    customer = make_customer(given_name="Anan", family_name="Jaidee", province="Bangkok")
    tell_customers([customer.pk], Word("province", "Phuket", "ภูเก็ต"), by=cast.administrator, at=timezone.now())
    record = SourceRecord.objects.get(customer=customer)
    assert (record.admin1, record.province, record.family_sound) == ("TH-83", "ภูเก็ต", "cat")


def test_records_of_an_earlier_version_are_read_again(make_customer: Callable[..., Customer]) -> None:
    customer = make_customer(given_name="สมชาย", family_name="ใจดี", **PLACE)
    other = make_customer(given_name="Jane", family_name="Doe", phone="0812345678")
    record = SourceRecord.objects.get(customer=customer)
    wanted, version = keys_of(record), customer.version
    as_of_an_earlier_version(record.pk)
    done = renormalise(SilentProgress(), by=None)
    record.refresh_from_db()
    customer.refresh_from_db()
    assert (record.province, customer.province) == ("กรุงเทพมหานคร", "กรุงเทพมหานคร")
    assert keys_of(record) == wanted
    assert customer.version == version + 1
    assert (done.records, done.changed, done.customers) == (1, 1, 1)
    assert Event.objects.get(verb="records.renormalised").after == {"records": 1, "changed": 1, "customers": 1}
    other_version = other.version
    other.refresh_from_db()
    assert other.version == other_version
    assert not is_wanted()


def test_keys_alone_leave_the_customer_as_it_is(make_customer: Callable[..., Customer]) -> None:
    customer = make_customer(given_name="สมชาย", family_name="ใจดี", province="กรุงเทพมหานคร")
    as_of_an_earlier_version(SourceRecord.objects.get(customer=customer).pk)
    done = renormalise(SilentProgress(), by=None)
    assert (done.changed, done.customers) == (1, 0)
    assert Customer.objects.get().version == customer.version


def test_reading_again_goes_on_where_it_was_cut_off(
    make_customer: Callable[..., Customer], monkeypatch: pytest.MonkeyPatch
) -> None:
    records = [
        SourceRecord.objects.get(customer=make_customer(given_name=f"N{one}", province="Bangkok")).pk
        for one in range(5)
    ]
    as_of_an_earlier_version(*records)
    monkeypatch.setattr(renormalising, "AT_ONCE", 2)

    class Cut(Exception):
        pass

    def cut(step: str, done: int, total: int) -> None:
        if done == 2:
            raise Cut

    with pytest.raises(Cut):
        renormalise(SilentProgress(cut), by=None)
    assert SourceRecord.objects.filter(province="กรุงเทพมหานคร").count() == 2
    assert renormalise(SilentProgress(), by=None).records == 3
    assert not SourceRecord.objects.exclude(province="กรุงเทพมหานคร").exists()


def test_what_was_verified_stays_verified_in_the_other_spelling(
    cast: Cast, make_customer: Callable[..., Customer]
) -> None:
    customer = make_customer(given_name="Anan", **PLACE)
    record = SourceRecord.objects.get(customer=customer)
    as_of_an_earlier_version(record.pk)
    verify_value(customer, record.pk, "address", by=cast.administrator)
    renormalise(SilentProgress(), by=None)
    told = provenance_of(Customer.objects.get(), "address")
    assert told.shown is not None
    assert told.shown.is_verified


def test_the_work_is_queued_once_and_only_after_an_upgrade(make_customer: Callable[..., Customer]) -> None:
    customer = make_customer(given_name="Anan", province="Bangkok")
    assert not start_renormalising()
    as_of_an_earlier_version(SourceRecord.objects.get(customer=customer).pk)
    assert start_renormalising()
    assert start_renormalising()
    assert Job.objects.filter(kind="renormalise").count() == 1


def test_an_erased_record_stays_empty(make_customer: Callable[..., Customer]) -> None:
    customer = make_customer(given_name="Anan", family_name="Jaidee")
    empty = {"name": "", "given_name": "", "family_name": "", "name_key": "", "given_sound": "", "family_sound": ""}
    SourceRecord.objects.filter(customer=customer).update(payload={}, edition=0, **empty)
    renormalise(SilentProgress(), by=None)
    record = SourceRecord.objects.get(customer=customer)
    assert (record.name_key, record.family_sound, record.edition) == ("", "", 1)
