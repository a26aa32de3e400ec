"""Who wrote from an unknown address, and about which product, is said on the page of the case."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.utils import timezone

from idic.domain.catalogue.models import Product
from idic.domain.differentiate.enums import Tier
from idic.domain.differentiate.models import CustomerScore
from idic.domain.identify.models import Customer, SourceRecord
from idic.domain.interact.cases.models import Case, CaseClock
from idic.domain.interact.standards.operations.standards import Said, Scope, create_standard
from idic.foundation.events.models import Event
from idic.foundation.events.undoing import undo_event

pytestmark = pytest.mark.django_db


@pytest.fixture
def from_outside(make_case):
    """A mail from an address that nobody has."""
    return make_case("Where is my parcel?", mode="email", contact_name="Suda", contact_address="suda@new.example")


def told(client, case, path, **values):
    case.refresh_from_db()
    found = client.post(f"/cases/{case.pk}/{path}/", {"version": case.version, **values}, follow=True)
    assert found.status_code == 200
    case.refresh_from_db()
    return found.content.decode()


def test_a_stranger_becomes_a_customer_with_the_address_that_they_wrote_from(signed_in, cast, from_outside):
    client = signed_in("service")
    page = client.get(f"/cases/{from_outside.pk}/").content.decode()
    assert "Who is it?" in page
    assert 'value="Suda"' in page
    told(client, from_outside, "customer", name="Suda Meesuk")
    assert from_outside.customer.name == "Suda Meesuk"
    assert SourceRecord.objects.get(customer=from_outside.customer).email_key == "suda@new.example"
    assert from_outside.title in client.get(f"/cases/of/{from_outside.customer_id}/").content.decode()


def test_a_number_that_called_is_kept_with_whoever_it_was(signed_in, make_case):
    client, case = signed_in("service"), make_case(contact_address="+66812345678")
    told(client, case, "customer", name="Somchai")
    assert case.customer.phone == "+66812345678"
    odd = make_case(contact_address="at the gate")
    told(client, odd, "customer", name="Malee")
    assert (odd.customer.name, odd.customer.phone, odd.customer.email) == ("Malee", "", "")


def test_somebody_known_is_chosen_and_it_is_taken_back(signed_in, cast, from_outside, make_customer):
    client, known = signed_in("service"), make_customer(by=cast.service, given_name="Wipa")
    assert "Choose a customer" in told(client, from_outside, "customer")
    assert from_outside.customer is None
    told(client, from_outside, "customer", customer=known.pk)
    assert from_outside.customer == known
    event = Event.objects.filter(verb="case.changed", subject_id=from_outside.pk).latest("pk")
    undo_event(event.pk, by=cast.service)
    from_outside.refresh_from_db()
    assert from_outside.customer is None
    assert known.name.casefold() not in from_outside.search_text.casefold()


def test_nobody_names_a_customer_whom_they_may_not_see_or_a_case_that_changed(
    signed_in, cast, make_case, make_customer
):
    client, case = signed_in("sales"), make_case(by=cast.sales)
    hidden = make_customer(by=cast.service, given_name="Hidden")
    client.post(f"/cases/{case.pk}/customer/", {"version": case.version, "customer": hidden.pk})
    case.refresh_from_db()
    assert case.customer is None
    before = Customer.objects.count()
    assert client.post(f"/cases/{case.pk}/customer/", {"version": 99, "name": "Too late"}).status_code == 302
    assert Customer.objects.count() == before


def test_its_clocks_are_kept_to_what_that_customer_was_promised(signed_in, cast, make_case, make_customer):
    create_standard("resolution", Said(target_share=Decimal("0.9"), target_minutes=600), by=None)
    scope = Scope(tier=Tier.MOST_VALUABLE)
    create_standard("resolution", Said(target_share=Decimal("0.9"), target_minutes=60), scope=scope, by=None)
    client, case = signed_in("service"), make_case(contact_address="suda@new.example")
    assert CaseClock.objects.get(case=case).budget_minutes == 600
    valued = make_customer(by=cast.service)
    CustomerScore.objects.create(customer=valued, tier=Tier.MOST_VALUABLE)
    told(client, case, "customer", customer=valued.pk)
    assert CaseClock.objects.get(case=case).budget_minutes == 60
    undo_event(Event.objects.filter(verb="case.changed", subject_id=case.pk).latest("pk").pk, by=cast.service)
    assert CaseClock.objects.get(case=case).budget_minutes == 600


def test_the_product_is_named_and_taken_away(signed_in, cast, from_outside):
    client = signed_in("service")
    kettle = Product.objects.create(code="K-1", name="Kettle, red", created_at=timezone.now())
    Product.objects.create(code="L-1", name="Lamp", created_at=timezone.now())
    found = client.get("/cases/new/products/?product_name=kett").content.decode()
    assert "Kettle, red" in found
    assert "Lamp" not in found
    assert "Choose a product" in told(client, from_outside, "product")
    assert "Kettle, red" in told(client, from_outside, "product", product=kettle.pk)
    assert from_outside.product == kettle
    told(client, from_outside, "product", product="")
    assert from_outside.product is None


def test_a_new_case_says_the_product_at_once(signed_in):
    client, kettle = (
        signed_in("service"),
        Product.objects.create(code="K-1", name="Kettle, red", created_at=timezone.now()),
    )
    sent = {
        "title": "It leaks", "mode": "phone", "purpose": "complain", "priority": "normal", "product": kettle.pk, "text": "",
    }  # fmt: skip
    page = client.post("/cases/new/", {**sent, "title": ""})
    assert page.status_code == 422
    assert "Kettle, red" in page.content.decode()
    client.post("/cases/new/", sent)
    assert Case.objects.latest("pk").product == kettle
