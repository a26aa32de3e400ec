"""A customer typed at the desk is written in one statement, and stands there as if the golden view had been computed."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import DataError, connection
from django.test.utils import CaptureQueriesContext

from idic.domain.identify.golden import recompute_golden
from idic.domain.identify.models import ContactPoint, Customer, Link, Source, SourceRecord
from idic.domain.identify.operations.customers import create_customer
from idic.domain.identify.operations.newcomers import RECORDED
from idic.domain.identify.operations.sources import DESK_CODE
from idic.foundation.events.models import Event

pytestmark = pytest.mark.django_db

_KINDS_OF_PEOPLE: list[dict[str, str]] = [
    {"given_name": "สมชาย", "family_name": "ใจดี", "phone": "081 234 5678", "email": "Somchai@Example.com"},
    {"kind": "organisation", "name": "บริษัท สยามอาหาร จำกัด", "province": "Bangkok"},
    {"given_name": "伟", "family_name": "王", "birth_date": "1990-02-03", "sex": "female", "nickname": "小伟"},
    {"email": "nobody@example.com"},
    {"given_name": "Ann", "district": "Mae Rim"},
    {"given_name": "Bea", "address": "1 Main St", "district": "Mae Rim", "postcode": "50180", "note": "likes tea"},
    {"phone": "0812345678", "phone2": "0898765432"},
]


def _columns(customer: Customer) -> dict[str, Any]:
    found = {one.attname: getattr(customer, one.attname) for one in Customer._meta.concrete_fields}
    found["search_keys"] = sorted(found["search_keys"])
    return {name: value for name, value in found.items() if name not in ("version", "updated_at")}


@pytest.mark.parametrize("typed", _KINDS_OF_PEOPLE)
def test_computing_the_golden_view_again_changes_nothing(cast: Any, typed: dict[str, str]) -> None:
    customer = create_customer(typed, by=cast.service)
    stored = Customer.objects.get(pk=customer.pk)
    assert _columns(stored) == _columns(customer)
    assert (stored.version, stored.owner_id, stored.team_id) == (1, cast.service.pk, cast.service.team_id)
    recompute_golden([customer.pk], at=stored.updated_at)
    assert _columns(Customer.objects.get(pk=customer.pk)) == _columns(stored)


@pytest.mark.parametrize("typed", _KINDS_OF_PEOPLE)
def test_its_event_tells_what_is_known_of_it(cast: Any, typed: dict[str, str]) -> None:
    moment = datetime(2026, 3, 4, 5, 6, 7, 890123, tzinfo=UTC)
    customer = create_customer(typed, by=cast.service, at=moment)
    event = Event.objects.get(verb="customer.created")
    known = {name: getattr(customer, name) for name in RECORDED if getattr(customer, name)}
    assert event.after == {**known, **({"birth_date": str(customer.birth_date)} if customer.birth_date else {})}
    assert (event.subject_kind, event.subject_id, event.customer_id) == ("customer", customer.pk, customer.pk)
    assert (event.actor_id, event.agent, event.before, event.cause_id) == (cast.service.pk, "user", {}, None)
    assert event.at == customer.created_at == customer.updated_at == moment


def test_record_link_and_contact_points_belong_to_it(cast: Any) -> None:
    customer = create_customer({"given_name": "Ann", "phone": "0812345678", "email": "a@example.com"}, by=cast.service)
    record = SourceRecord.objects.get(customer=customer)
    link = Link.objects.get(record=record)
    assert (link.customer_id, link.valid_to, link.decided_by_id) == (customer.pk, None, cast.service.pk)
    points = ContactPoint.objects.filter(customer=customer, record=record).order_by("id").values_list("kind", "value")
    assert list(points) == [("phone", "+66812345678"), ("email", "a@example.com")]
    assert record.payload["email"] == "a@example.com"
    assert set(customer.provenance.values()) == {record.pk}


def test_a_new_customer_is_one_statement(cast: Any) -> None:
    create_customer({"given_name": "First"}, by=cast.service)
    with CaptureQueriesContext(connection) as asked:
        create_customer({"given_name": "Ann", "phone": "0812345678"}, by=cast.service)
    assert len([one["sql"] for one in asked.captured_queries if "SAVEPOINT" not in one["sql"]]) == 1


def test_the_first_one_makes_the_desk_a_source(cast: Any) -> None:
    Source.objects.filter(code=DESK_CODE).delete()
    customer = create_customer({"given_name": "First"}, by=cast.service)
    assert customer.records.get().source.code == DESK_CODE
    assert Customer.objects.count() == 1


def test_what_cannot_be_kept_leaves_nothing_behind_and_the_transaction_goes_on(cast: Any) -> None:
    with pytest.raises(DataError):
        create_customer({"given_name": "Ann", "title": "A\x00b"}, by=cast.service)
    assert not Customer.objects.exists()
    assert not Event.objects.filter(verb="customer.created").exists()
