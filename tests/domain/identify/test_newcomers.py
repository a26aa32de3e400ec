"""A customer typed at the desk is written in one statement, and stands there as if the golden view had been computed."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from idic.domain.identify.golden import recompute_golden
from idic.domain.identify.models import ContactPoint, Customer, Link, SourceRecord
from idic.domain.identify.operations.customers import create_customer

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


def test_record_link_and_contact_points_belong_to_it(cast: Any) -> None:
    customer = create_customer({"given_name": "Ann", "phone": "0812345678", "email": "a@example.com"}, by=cast.service)
    record = SourceRecord.objects.get(customer=customer)
    link = Link.objects.get(record=record)
    assert (link.customer_id, link.valid_to, link.decided_by_id) == (customer.pk, None, cast.service.pk)
    points = ContactPoint.objects.filter(customer=customer, record=record).order_by("id").values_list("kind", "value")
    assert list(points) == [("phone", "+66812345678"), ("email", "a@example.com")]
    assert record.payload["email"] == "a@example.com"
    assert set(customer.provenance.values()) == {record.pk}


def test_a_new_customer_costs_few_statements(cast: Any) -> None:
    create_customer({"given_name": "First"}, by=cast.service)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        create_customer({"given_name": "Ann", "phone": "0812345678"}, by=cast.service)
    told = [one["sql"] for one in asked.captured_queries if "SAVEPOINT" not in one["sql"]]
    assert len(told) <= 3  # the desk as a source, everything about the customer, the event
