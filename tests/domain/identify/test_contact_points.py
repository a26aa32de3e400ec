"""One address more: whose it is, what it changes of the customer, and how it goes again."""

from __future__ import annotations

import pytest

from idic.domain.identify.errors import AddressTaken, InvalidValue
from idic.domain.identify.merging.operations.merge import merge_customers
from idic.domain.identify.models import ContactPoint, Link, SourceRecord
from idic.domain.identify.operations.contact_points import add_contact_point, remove_contact_point
from idic.domain.identify.queries.customers import contact_points_of
from idic.domain.identify.queries.search import search_customers
from idic.domain.interact.mail.queries.threads import customer_of
from idic.domain.interact.telephony.numbers import customer_with
from idic.foundation.accounts.errors import NotAllowed, NotVisible
from idic.foundation.events.models import Event
from idic.foundation.events.undoing import ChangedSince, undo_event

pytestmark = pytest.mark.django_db


@pytest.fixture
def suda(make_customer):
    return make_customer(given_name="Suda", email="suda@home.example", phone="0812345678")


def values(customer):
    return {(one.kind, one.value) for one in contact_points_of(customer)}


def test_it_is_one_way_more_to_reach_them_and_takes_no_place(cast, suda):
    before = values(suda)
    add_contact_point(suda, "  Suda@Work.example ", by=cast.service)
    suda.refresh_from_db()
    assert values(suda) == before | {("email", "suda@work.example")}
    assert (suda.email, suda.phone, suda.name) == ("suda@home.example", "+66812345678", "Suda")
    assert customer_of("suda@work.example") == suda
    assert [one.customer for one in search_customers(cast.service, "suda@work.example")] == [suda]
    record = SourceRecord.objects.get(email="suda@work.example")
    assert (record.source.code, record.payload) == ("contacts", {"email": "Suda@Work.example"})
    assert Link.objects.get(record=record).decided_by == cast.service
    told = Event.objects.filter(verb="customer.address_added").get()
    assert (told.customer_id, told.after["email"]) == (suda.pk, "suda@work.example")


def test_a_number_is_kept_as_numbers_are(cast, suda):
    add_contact_point(suda, "02-234 5678", by=cast.service)
    assert customer_with("+6622345678") == suda


def test_where_nothing_was_known_it_is_shown(cast, make_customer):
    bare = make_customer(given_name="Bare")
    add_contact_point(bare, "bare@shop.example", by=cast.service)
    bare.refresh_from_db()
    assert (bare.name, bare.email) == ("Bare", "bare@shop.example")


def test_what_is_no_address_and_what_is_somebody_elses_is_refused(cast, suda, make_customer):
    other = make_customer(given_name="Other", email="other@home.example")
    with pytest.raises(InvalidValue):
        add_contact_point(suda, "at the gate", by=cast.service)
    with pytest.raises(AddressTaken) as refused:
        add_contact_point(suda, "OTHER@home.example", by=cast.service)
    assert refused.value.customers == (other.pk,)
    assert add_contact_point(suda, "suda@home.example", by=cast.service) is None
    assert Event.objects.filter(verb="customer.address_added").count() == 0


def test_nobody_adds_to_whom_they_may_not_change(cast, suda):
    with pytest.raises(NotAllowed):
        add_contact_point(suda, "x@y.example", by=cast.analyst)
    suda.team = suda.owner = None
    suda.owner = cast.service
    suda.save()
    with pytest.raises(NotVisible):
        add_contact_point(suda, "x@y.example", by=cast.sales)


def test_adding_and_removing_are_taken_back(cast, suda):
    before = values(suda)
    point = add_contact_point(suda, "suda@work.example", by=cast.service)
    undo_event(Event.objects.get(verb="customer.address_added").pk, by=cast.service)
    assert values(suda) == before
    assert not SourceRecord.objects.filter(pk=point.record_id).exists()
    again = add_contact_point(suda, "suda@work.example", by=cast.service)
    remove_contact_point(suda, again.record_id, by=cast.service)
    assert customer_of("suda@work.example") is None
    undo_event(Event.objects.filter(verb="customer.address_removed").latest("pk").pk, by=cast.service)
    assert customer_of("suda@work.example") == suda


def test_only_what_was_added_so_is_removed_and_not_what_moved_since(cast, suda, make_customer):
    own = ContactPoint.objects.get(customer=suda, kind="email")
    with pytest.raises(NotVisible):
        remove_contact_point(suda, own.record_id, by=cast.service)
    add_contact_point(suda, "suda@work.example", by=cast.service)
    event = Event.objects.get(verb="customer.address_added")
    survivor = make_customer(given_name="Suda", family_name="Meesuk")
    suda.refresh_from_db()
    merge_customers(survivor, suda, {}, by=cast.service, versions=(survivor.version, suda.version))
    with pytest.raises(ChangedSince):
        undo_event(event.pk, by=cast.service)
    assert customer_of("suda@work.example") == survivor


def test_an_address_of_a_role_is_theirs_once_somebody_has_said_so(cast, suda):
    assert customer_of("info@shop.example") is None
    add_contact_point(suda, "info@shop.example", by=cast.service)
    assert customer_of("info@shop.example") == suda
