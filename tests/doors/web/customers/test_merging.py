"""Merging two customers on a page, seeing what one was made of, and parting them again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from idic.domain.identify.merging.models import Judgement, Merge
from idic.domain.identify.merging.operations.merge import merge_customers
from idic.domain.identify.models import Customer, PossibleDuplicate
from idic.domain.identify.privacy.models import ProcessingLock
from idic.foundation.desk.models import Note
from idic.foundation.events.models import Event
from tests.conftest import Cast
from tests.domain.identify.merging.conftest import START, customer_of, say

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]
Pair = tuple[Customer, Customer]


@pytest.fixture
def pair(cast: Cast) -> Pair:
    anan = customer_of("erp", {"name": "Anan Jaidee", "phone": "0812345678", "email": "anan@example.com"}, rank=80)
    anon = customer_of("web", {"name": "Anon Jaidee", "phone": "0898765432", "nickname": "Non"}, rank=20)
    return anan, anon


def page(first: Customer, second: Customer) -> str:
    return f"{reverse('customers:merge')}?first={first.pk}&second={second.pk}"


def posted(pair: Pair, **more: str) -> dict[str, str]:
    return {**{f"version-{one.pk}": str(one.version) for one in pair}, "survivor": str(pair[0].pk), **more}


def test_two_customers_stand_side_by_side_and_are_merged_with_the_values_chosen(signed_in: SignIn, pair: Pair) -> None:
    anan, anon = pair
    client = signed_in("service")
    shown = client.get(page(anan, anon)).content.decode()
    for text in ("+66812345678", "+66898765432", "from Erp", "from Web", f"Goes on as no. {anan.pk}", "Source records"):
        assert text in shown
    web = anon.records.get().pk
    answer = client.post(page(anan, anon), posted(pair, **{"choice-phone": str(web)}), follow=True)
    assert answer.redirect_chain[-1][0] == reverse("customers:detail", args=[anan.pk])
    assert "Undo" in answer.content.decode()
    anan.refresh_from_db()
    assert (anan.phone, anan.name) == ("+66898765432", "Anan Jaidee")
    assert list(Judgement.objects.values_list("field", "record_id")) == [("phone", web)]


def test_the_other_customer_may_be_the_one_that_goes_on(signed_in: SignIn, pair: Pair) -> None:
    anan, anon = pair
    signed_in("service").post(page(anan, anon), posted(pair, survivor=str(anon.pk)))
    assert Merge.objects.get().survivor_id == anon.pk


def test_a_birth_date_that_differs_asks_twice(signed_in: SignIn, cast: Cast) -> None:
    twins = (
        customer_of("erp", {"name": "Anan", "birth_date": "1990-01-02"}),
        customer_of("web", {"name": "Anon", "birth_date": "1991-01-02"}),
    )
    client = signed_in("service")
    assert "look twice" in client.get(page(*twins)).content.decode()
    refused = client.post(page(*twins), posted(twins))
    assert refused.status_code == 422
    assert not Merge.objects.exists()
    assert client.post(page(*twins), posted(twins, anyway="1")).status_code == 302


def test_a_customer_changed_meanwhile_is_looked_at_again(signed_in: SignIn, pair: Pair) -> None:
    anan, anon = pair
    say(anon, {"name": "Anon J"}, code="pos")
    answer = signed_in("service").post(page(anan, anon), posted(pair))
    assert answer.status_code == 422
    assert "Somebody else has changed this record" in answer.content.decode()


def test_the_page_asks_for_exactly_two(signed_in: SignIn, pair: Pair) -> None:
    client = signed_in("service")
    answer = client.get(f"{reverse('customers:merge')}?ids={pair[0].pk}", follow=True)
    assert "Choose exactly two customers" in answer.content.decode()
    same = client.get(page(pair[0], pair[0]))
    assert same.url == reverse("customers:detail", args=[pair[0].pk])


def test_two_of_the_list_lead_to_the_page(signed_in: SignIn, pair: Pair) -> None:
    client = signed_in("service")
    assert "Merge two" in client.get(reverse("customers:list")).content.decode()
    answer = client.post(reverse("lists:act", args=["customer"]), {"act": "merge", "ids": [one.pk for one in pair]})
    assert answer.url == f"{reverse('customers:merge')}?ids={pair[0].pk}&ids={pair[1].pk}"
    assert client.get(answer.url).status_code == 200


def test_the_search_finds_whom_to_merge_with(signed_in: SignIn, pair: Pair) -> None:
    anan, anon = pair
    alike = customer_of("pos", {"name": "Somebody", "phone": "0812345678"})
    client = signed_in("service")
    address = reverse("customers:merge-with", args=[anan.pk])
    shown = client.get(address).content.decode()
    assert f"second={alike.pk}" in shown
    found = client.get(address, {"q": "Anon"}, headers={"HX-Request": "true"}).content.decode()
    assert f"second={anon.pk}" in found
    assert "<html" not in found
    assert "Nobody fits" in client.get(address, {"q": "zzzz"}).content.decode()


def test_a_customer_whose_data_is_restricted_is_not_offered_others(signed_in: SignIn, pair: Pair) -> None:
    first, _second = pair
    ProcessingLock.objects.create(customer=first, reason="asked")
    answer = signed_in("manager").get(f"/customers/{first.pk}/merge/")
    assert answer.status_code == 423
    assert "restricted" in answer.content.decode()


def test_the_pairs_lead_to_the_page_for_who_may_merge(signed_in: SignIn, pair: Pair) -> None:
    PossibleDuplicate.objects.create(first=pair[0], second=pair[1], found_at=START)
    assert "Compare and merge" in signed_in("service").get(reverse("customers:pairs")).content.decode()
    assert "Compare and merge" not in signed_in("sales").get(reverse("customers:pairs")).content.decode()


def test_a_customer_tells_what_it_was_made_of_and_is_parted_again(cast: Cast, signed_in: SignIn, pair: Pair) -> None:
    anan, anon = pair
    merge = merge_customers(anan, anon, by=cast.service)
    client = signed_in("service")
    assert reverse("customers:merges", args=[anan.pk]) in client.get(f"/customers/{anan.pk}/").content.decode()
    shown = client.get(reverse("customers:merges", args=[anan.pk])).content.decode()
    assert "Anon Jaidee" in shown
    assert "Undo this merge" in shown
    answer = client.post(reverse("customers:undo-merge", args=[anan.pk, merge.pk]), follow=True)
    assert "Anon Jaidee is a customer of its own again" in answer.content.decode()
    assert Customer.objects.get(pk=anon.pk).merged_into_id is None
    assert client.post(reverse("customers:undo-merge", args=[anan.pk, merge.pk])).status_code == 404


def test_one_record_is_given_back(cast: Cast, signed_in: SignIn, pair: Pair) -> None:
    anan, anon = pair
    second = say(anon, {"name": "Anon J"}, code="pos")
    merge_customers(anan, anon, by=cast.service)
    client = signed_in("service")
    answer = client.post(reverse("customers:split-record", args=[anan.pk, second.pk]), follow=True)
    assert "The record belongs to Anon J now." in answer.content.decode()
    own = anan.records.get(source__code="erp")
    refused = client.post(reverse("customers:split-record", args=[anan.pk, own.pk]), follow=True)
    assert "Undo those merges instead" in refused.content.decode()


def test_an_old_address_leads_to_the_survivor_everywhere(cast: Cast, signed_in: SignIn, pair: Pair) -> None:
    anan, anon = pair
    merge_customers(anan, anon, by=cast.service)
    client = signed_in("service")
    assert client.get(f"/customers/{anon.pk}/").url == f"/customers/{anan.pk}/"
    assert "Anan Jaidee" in client.get(reverse("records:panel", args=["customer", anon.pk])).content.decode()
    client.post(reverse("records:notes", args=["customer", anon.pk]), {"text": "Written to an old address"})
    assert Note.objects.get().subject_id == anan.pk
    listed = client.get(reverse("customers:list")).content.decode()
    assert "Anon Jaidee" not in listed


def test_the_timeline_of_the_survivor_tells_of_the_absorbed_too(
    cast: Cast, signed_in: SignIn, make_customer: Callable[..., Any], django_assert_max_num_queries: Any
) -> None:
    anan = make_customer(given_name="Anan", family_name="Jaidee")
    others = [make_customer(given_name=f"Anon {number}", family_name="J") for number in range(6)]
    client = signed_in("administrator")
    for other in others[:1]:
        merge_customers(Customer.objects.get(pk=anan.pk), other, by=cast.administrator)
    address = reverse("customers:timeline", args=[anan.pk])
    client.get(address)
    shown = client.get(address).content.decode()
    assert shown.count("Merged") >= 2
    assert shown.count("Customer added") == 2 or Event.objects.filter(verb="customer.created").count() == 7
    for other in others[1:]:
        merge_customers(Customer.objects.get(pk=anan.pk), other, by=cast.administrator)
    with django_assert_max_num_queries(8):
        client.get(address)


def test_a_value_tells_its_source_its_rule_and_the_others(cast: Cast, signed_in: SignIn, pair: Pair) -> None:
    anan, anon = pair
    merge_customers(anan, anon, by=cast.service)
    web = anan.records.get(source__code="web")
    client = signed_in("service")
    address = reverse("customers:provenance", args=[anan.pk, "phone"])
    shown = client.get(address).content.decode()
    assert "Its source has the higher rank." in shown
    assert "Use this one" in shown
    client.post(reverse("customers:choose-value", args=[anan.pk, "phone"]), {"record": web.pk})
    anan.refresh_from_db()
    assert anan.phone == "+66898765432"
    assert "A person chose this value." in client.get(address).content.decode()
    client.post(reverse("customers:choose-value", args=[anan.pk, "phone"]))
    client.post(reverse("customers:verify-value", args=[anan.pk, "phone"]), {"record": web.pk, "verified": "1"})
    anan.refresh_from_db()
    assert anan.phone == "+66898765432"
    assert "A person verified it." in client.get(address).content.decode()
    fact = reverse("customers:provenance", args=[anan.pk, "fact:nickname"])
    assert "No other record knows it." in client.get(fact).content.decode()
    assert client.get(reverse("customers:provenance", args=[anan.pk, "shoe_size"])).status_code == 404


def test_a_role_that_sees_a_field_masked_is_not_told_what_the_records_say(signed_in: SignIn, pair: Pair) -> None:
    client = signed_in("analyst")
    assert client.get(reverse("customers:provenance", args=[pair[0].pk, "phone"])).status_code == 403
    assert client.get(reverse("customers:provenance", args=[pair[0].pk, "name"])).status_code == 200


def test_who_may_not_merge_is_not_offered_it(signed_in: SignIn, pair: Pair) -> None:
    client = signed_in("sales")
    assert "Merge with" not in client.get(f"/customers/{pair[0].pk}/").content.decode()
    assert client.get(page(*pair)).status_code == 403
    assert client.post(page(*pair), posted(pair)).status_code == 403


def test_the_page_of_a_merge_costs_few_queries(
    cast: Cast, signed_in: SignIn, pair: Pair, django_assert_max_num_queries: Any
) -> None:
    client = signed_in("service")
    client.get(page(*pair))
    for number in range(20):
        say(pair[0], {"name": f"Anan {number}", "phone": f"08000000{number:02}"}, code=f"s{number}")
    with django_assert_max_num_queries(12):
        client.get(page(*pair))
