from __future__ import annotations

from collections.abc import Callable

import pytest

from idic.domain.identify.errors import InvalidValue, NameMissing, Outdated
from idic.domain.identify.models import ContactPoint, Customer, Link, RecordVersion, SourceRecord
from idic.domain.identify.operations.customers import create_customer, edit_customer
from idic.domain.identify.queries.customers import access_customer, contact_points_of
from idic.domain.identify.queries.search import search_customers
from idic.foundation.accounts.errors import NotAllowed, NotVisible
from idic.foundation.events.models import Event
from tests.conftest import Cast

pytestmark = pytest.mark.django_db


def test_a_new_customer_has_a_record_a_link_and_an_event(cast: Cast) -> None:
    customer = create_customer({"given_name": "สมชาย", "family_name": "ใจดี", "phone": "081-234-5678"}, by=cast.service)
    record = SourceRecord.objects.get(customer=customer)
    assert record.payload == {"given_name": "สมชาย", "family_name": "ใจดี", "phone": "081-234-5678"}
    assert customer.name == "สมชาย ใจดี"
    assert customer.phone == "+66812345678"
    assert Link.objects.get(record=record).customer_id == customer.pk
    event = Event.objects.get(customer_id=customer.pk)
    assert (event.verb, event.actor_id) == ("customer.created", cast.service.pk)


def test_a_customer_needs_a_name_a_phone_or_a_mail(cast: Cast) -> None:
    with pytest.raises(NameMissing):
        create_customer({"province": "Phuket"}, by=cast.service)


def test_a_wrong_check_digit_is_told_at_the_field(cast: Cast) -> None:
    with pytest.raises(InvalidValue) as refused:
        create_customer({"given_name": "A", "national_id": "1-2345-45678-78-9"}, by=cast.service)
    assert refused.value.field == "national_id"
    assert Customer.objects.count() == 0


def test_an_analyst_may_not_create_customers(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        create_customer({"given_name": "A"}, by=cast.analyst)


def test_two_people_editing_neither_overwrites_the_other(cast: Cast, make_customer: Callable[..., Customer]) -> None:
    customer = make_customer(given_name="Anan", family_name="Jaidee", phone="0812345678")
    edit_customer(customer, {"email": "anan@example.com"}, version=customer.version, by=cast.service)
    with pytest.raises(Outdated):
        edit_customer(customer, {"phone": "0899999999"}, version=customer.version, by=cast.manager)
    customer.refresh_from_db()
    assert (customer.phone, customer.email) == ("+66812345678", "anan@example.com")


def test_an_edit_keeps_what_the_desk_said_before(cast: Cast, make_customer: Callable[..., Customer]) -> None:
    customer = make_customer(given_name="Anan", family_name="Jaidee", phone="0812345678")
    edit_customer(customer, {"phone": "0899999999"}, version=customer.version, by=cast.service)
    assert RecordVersion.objects.get().payload["phone"] == "0812345678"
    event = Event.objects.get(verb="customer.changed")
    assert (event.before, event.after) == ({"phone": "+66812345678"}, {"phone": "+66899999999"})


def test_an_edit_outranks_another_source_and_an_emptied_field_shows_that_source_again(
    cast: Cast, make_customer: Callable[..., Customer]
) -> None:
    from django.utils import timezone

    from idic.domain.identify.golden import recompute_golden
    from idic.domain.identify.operations.sources import ensure_source

    customer = make_customer(given_name="Anan", family_name="Jaidee")
    shop = ensure_source(code="shop", name="Shop", by=None)
    record = SourceRecord.objects.create(
        source=shop,
        key="S1",
        customer=customer,
        digest="x",
        received_at=timezone.now(),
        name="Anan J.",
        email="shop@example.com",
    )
    recompute_golden([customer.pk], at=timezone.now())
    customer.refresh_from_db()
    assert (customer.name, customer.email) == ("Anan Jaidee", "shop@example.com")
    assert customer.provenance["email"] == record.pk
    edited = edit_customer(customer, {"email": "own@example.com"}, version=customer.version, by=cast.service)
    assert edited.email == "own@example.com"
    emptied = edit_customer(edited, {"email": ""}, version=edited.version, by=cast.service)
    assert emptied.email == "shop@example.com"


def test_saving_without_a_change_leaves_no_trace(cast: Cast, make_customer: Callable[..., Customer]) -> None:
    customer = make_customer(given_name="Anan", family_name="Jaidee", phone="0812345678")
    events = Event.objects.count()
    edit_customer(
        customer, {"given_name": "Anan", "family_name": "Jaidee", "phone": "+66812345678"}, version=customer.version,
        by=cast.service,
    )  # fmt: skip
    assert Event.objects.count() == events


def test_sales_people_see_their_team_and_what_is_nobodys(cast: Cast, make_customer: Callable[..., Customer]) -> None:
    own = make_customer(by=cast.sales, given_name="Own")
    colleagues = make_customer(by=cast.sales_colleague, given_name="Colleague")
    foreign = make_customer(by=cast.service, given_name="Foreign")
    free = make_customer(given_name="Free")
    Customer.objects.filter(pk=free.pk).update(owner=None, team=None)
    for visible in (own, colleagues, free):
        assert access_customer(cast.sales, visible.pk).pk == visible.pk
    with pytest.raises(NotVisible):
        access_customer(cast.sales, foreign.pk)


def test_an_id_that_was_merged_away_answers_with_the_surviving_customer(
    cast: Cast, make_customer: Callable[..., Customer]
) -> None:
    old, kept = make_customer(given_name="Old"), make_customer(given_name="Kept")
    Customer.objects.filter(pk=old.pk).update(merged_into=kept)
    assert access_customer(cast.service, old.pk).pk == kept.pk


def test_a_contact_point_that_two_records_tell_is_shown_once(
    cast: Cast, make_customer: Callable[..., Customer]
) -> None:
    customer = make_customer(given_name="Anan", phone="0812345678")
    record = SourceRecord.objects.get(customer=customer)
    ContactPoint.objects.create(
        customer=customer, record=record, kind="phone", raw="081 234 5678", value="+66812345678"
    )
    assert [point.value for point in contact_points_of(customer)] == ["+66812345678"]


@pytest.mark.parametrize(
    ("values", "typed"),
    [
        ({"given_name": "อภิสมชายกุล", "family_name": "ใจดี"}, "สมชาย"),
        ({"given_name": "伟", "family_name": "王"}, "wangwei"),
        ({"given_name": "伟", "family_name": "王"}, "王伟"),
        ({"given_name": "美玲", "family_name": "陳"}, "陈"),
        ({"given_name": "美玲", "family_name": "陈"}, "陳"),
        ({"given_name": "Anan", "phone": "081-234-5678"}, "5678"),
        ({"given_name": "Anan", "phone": "081-234-5678"}, "0812345678"),
        ({"given_name": "Anan", "email": "anan.j@example.com"}, "anan.j@"),
    ],
)
def test_search_finds_a_name_in_any_script_a_phone_and_a_mail(
    cast: Cast, make_customer: Callable[..., Customer], values: dict[str, str], typed: str
) -> None:
    wanted = make_customer(**values)
    make_customer(given_name="Somebody", family_name="Else", phone="0899990000", email="else@example.org")
    assert [found.customer.pk for found in search_customers(cast.service, typed)] == [wanted.pk]
