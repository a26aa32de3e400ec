"""Who wrote from an unknown address, and about which product, is said on the page of the case."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from idic.domain.catalogue.models import Product
from idic.domain.differentiate.enums import Tier
from idic.domain.differentiate.models import CustomerScore
from idic.domain.identify.models import Customer, SourceRecord
from idic.domain.interact.cases.models import Case, CaseClock
from idic.domain.interact.cases.operations.change import change_case
from idic.domain.interact.cases.operations.whose import say_who_wrote
from idic.domain.interact.mail.queries.threads import customer_of
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


def test_the_address_is_remembered_for_them_and_both_are_taken_back_as_one(
    signed_in, cast, from_outside, make_customer
):
    client, known = signed_in("service"), make_customer(by=cast.service, given_name="Wipa", email="wipa@home.example")
    part = client.get(f"/cases/{from_outside.pk}/whose/").content.decode()
    assert "Remember suda@new.example for them" in part
    page = told(client, from_outside, "customer", customer=known.pk, remember="1")
    assert "They are known by suda@new.example from now on." in page
    assert customer_of("suda@new.example") == known
    known.refresh_from_db()
    assert known.email == "wipa@home.example"
    event = Event.objects.filter(verb="case.changed", subject_id=from_outside.pk).latest("pk")
    undo_event(event.pk, by=cast.service)
    from_outside.refresh_from_db()
    assert (from_outside.customer, customer_of("suda@new.example")) == (None, None)


def test_an_address_that_somebody_else_has_is_told_and_the_case_is_theirs_all_the_same(
    signed_in, cast, from_outside, make_customer
):
    client, known = signed_in("service"), make_customer(by=cast.service, given_name="Wipa")
    other = make_customer(by=cast.service, given_name="Malee", email="suda@new.example")
    page = told(client, from_outside, "customer", customer=known.pk, remember="1")
    assert from_outside.customer == known
    assert "it belongs to another customer already" in page
    assert f'href="/customers/{other.pk}/"' in page
    assert f"/customers/merge/?first={known.pk}&amp;second={other.pk}" in page
    assert customer_of("suda@new.example") == other


def test_the_other_open_cases_from_the_address_are_theirs_too(signed_in, cast, from_outside, make_case, make_customer):
    client, known = signed_in("service"), make_customer(by=cast.service, given_name="Wipa")
    twins = [make_case(f"Again {n}", contact_address="suda@new.example") for n in range(2)]
    theirs = make_case(contact_address="suda@new.example", customer=make_customer(by=cast.service))
    hidden = make_case(contact_address="suda@new.example")
    hidden.hidden_from = [cast.service.pk]
    hidden.save()
    assert "Also 2 other open cases" in client.get(f"/cases/{from_outside.pk}/whose/").content.decode()
    page = told(client, from_outside, "customer", customer=known.pk, others="1")
    assert "2 other cases are theirs too." in page
    for one in (*twins, theirs, hidden):
        one.refresh_from_db()
    assert [one.customer for one in twins] == [known, known]
    assert theirs.customer != known
    assert hidden.customer is None
    assert "wipa" in twins[0].search_text.casefold()
    assert Event.objects.filter(verb="case.changed", customer_id=known.pk).count() == 3
    # what was done with one of them since stays as it is
    change_case(twins[1], {"priority": "high"}, version=twins[1].version, by=cast.service)
    event = Event.objects.filter(verb="case.changed", subject_id=from_outside.pk).latest("pk")
    undo_event(event.pk, by=cast.service)
    for one in twins:
        one.refresh_from_db()
    assert [one.customer for one in twins] == [None, known]


def test_many_others_cost_no_more_than_two(cast, make_case, make_customer):
    create_standard("resolution", Said(target_share=Decimal("0.9"), target_minutes=600), by=None)
    costs = []
    for n in (2, 9):
        address, known = f"many{n}@new.example", make_customer(by=cast.service)
        case, *_others = [make_case(contact_address=address) for _one in range(n + 1)]
        with CaptureQueriesContext(connection) as queries:
            said = say_who_wrote(case, known, version=case.version, by=cast.service, others=True)
        assert said.others == n
        costs.append(len(queries))
    assert costs[0] == costs[1]


def test_somebody_new_gets_the_other_cases_as_well(signed_in, from_outside, make_case):
    client, twin = signed_in("service"), make_case(contact_address="suda@new.example")
    assert "1 other case is theirs too." in told(client, from_outside, "customer", name="Suda Meesuk", others="1")
    twin.refresh_from_db()
    assert twin.customer == from_outside.customer


def test_on_the_page_of_a_customer_an_address_is_added_and_removed(signed_in, cast, make_customer):
    client, known = signed_in("service"), make_customer(by=cast.service, given_name="Wipa")
    assert "Add an address" in client.get(f"/customers/{known.pk}/").content.decode()
    page = client.post(f"/customers/{known.pk}/contacts/", {"address": "wipa@work.example"}, follow=True)
    assert "is known by this address from now on" in page.content.decode()
    record = SourceRecord.objects.get(email="wipa@work.example")
    assert f"/customers/{known.pk}/contacts/{record.pk}/removal/" in page.content.decode()
    assert "Address added" in client.get(f"/customers/{known.pk}/timeline/").content.decode()
    client.post(f"/customers/{known.pk}/contacts/{record.pk}/removal/")
    assert customer_of("wipa@work.example") is None
    page = client.post(f"/customers/{known.pk}/contacts/", {"address": "at the gate"}, follow=True)
    assert "Give an e-mail address or a telephone number." in page.content.decode()


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
