from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from idic.domain.identify.enums import RelationType
from idic.domain.identify.models import Competitor, Customer, Household, HouseholdMember, Relation, WalletShare
from idic.domain.identify.operations.households import create_household
from idic.domain.identify.operations.relations import RelationFacts, add_relation
from idic.doors.web.relations.picture import shortened
from tests.conftest import Cast

pytestmark = pytest.mark.django_db

SignIn = Callable[[str], Client]
HTMX = {"HX-Request": "true"}


@pytest.fixture
def person(make_customer: Callable[..., Customer]) -> Customer:
    customer = make_customer(given_name="Anan", family_name="Jaidee", phone="0812345678")
    Customer.objects.filter(pk=customer.pk).update(owner=None)
    return customer


@pytest.fixture
def company(make_customer: Callable[..., Customer]) -> Customer:
    customer = make_customer(kind="organisation", name="Siam Tea")
    Customer.objects.filter(pk=customer.pk).update(owner=None)
    return customer


def test_an_empty_panel_says_what_to_do(signed_in: SignIn, person: Customer, company: Customer) -> None:
    for customer in (person, company):
        page = signed_in("service").get(reverse("relations:detail", args=[customer.pk])).content.decode()
        assert "Good referrers deserve thanks" in page
        assert reverse("relations:add", args=[customer.pk]) in page
    seen = signed_in("analyst").get(reverse("relations:detail", args=[person.pk])).content.decode()
    assert reverse("relations:add", args=[person.pk]) not in seen


def test_the_panel_is_a_part_for_htmx_and_a_page_without(signed_in: SignIn, person: Customer) -> None:
    url = reverse("relations:panel", args=[person.pk])
    client = signed_in("service")
    assert "<html" in client.get(url).content.decode()
    part = client.get(url, headers=HTMX).content.decode()
    assert "<html" not in part
    assert 'id="relations"' in part


def test_the_picker_offers_the_right_kind_within_reach(
    cast: Cast, signed_in: SignIn, person: Customer, company: Customer, make_customer: Callable[..., Customer]
) -> None:
    foreign = make_customer(kind="organisation", name="Siam Coffee")
    Customer.objects.filter(pk=foreign.pk).update(team=cast.service.team, owner=None)
    url = reverse("relations:find", args=[person.pk])
    found = signed_in("sales").get(url, {"customer_text": "siam", "kind": "organisation"}).content.decode()
    assert "Siam Tea" in found
    assert "Siam Coffee" not in found
    assert "Siam Tea" not in signed_in("sales").get(url, {"customer_text": "siam", "kind": "person"}).content.decode()
    assert signed_in("sales").get(url, {"customer_text": "\x00", "kind": "x"}).status_code == 200


def test_a_relation_is_added_changed_ended_and_removed(signed_in: SignIn, person: Customer, company: Customer) -> None:
    client = signed_in("service")
    page = reverse("relations:detail", args=[person.pk])
    answer = client.post(
        reverse("relations:add", args=[person.pk]),
        {
            "side": "works_at",
            "customer": company.pk,
            "customer_text": "Siam Tea",
            "job_title": "Buyer",
            "is_main": "on",
        },
    )
    assert (answer.status_code, answer["Location"]) == (302, page)
    relation = Relation.objects.get()
    assert (relation.source, relation.target, relation.job_title, relation.is_main) == (person, company, "Buyer", True)
    edit = reverse("relations:edit", args=[company.pk, relation.pk])
    assert "Buyer" in client.get(edit).content.decode()
    client.post(edit, {"version": 1, "job_title": "Head buyer", "starts_on": "2026-01-05"})
    relation.refresh_from_db()
    assert (relation.job_title, relation.is_main, str(relation.starts_on)) == ("Head buyer", False, "2026-01-05")
    client.post(reverse("relations:end", args=[person.pk, relation.pk]))
    relation.refresh_from_db()
    assert relation.ends_on == timezone.localdate()
    shown = client.get(page).content.decode()
    assert "Nobody at present." in shown
    assert "Head buyer" in shown
    assert client.post(reverse("relations:remove", args=[person.pk, relation.pk]), headers=HTMX).status_code == 200
    assert not Relation.objects.exists()


def test_the_other_way_round_the_same_form_turns_the_relation(
    signed_in: SignIn, person: Customer, company: Customer
) -> None:
    signed_in("service").post(
        reverse("relations:add", args=[company.pk]),
        {"side": "has_stakeholder", "customer": person.pk, "stake": "champion", "attitude": "supportive"},
    )
    relation = Relation.objects.get()
    assert (relation.type, relation.source, relation.target) == (RelationType.STAKEHOLDER_OF, person, company)


def test_a_typed_name_without_a_choice_is_asked_back_and_nothing_is_lost(
    signed_in: SignIn, person: Customer, company: Customer
) -> None:
    url = reverse("relations:add", args=[person.pk])
    typed = {"side": "works_at", "customer_text": "siam", "job_title": "Adviser of the board"}
    answer = signed_in("service").post(url, typed, headers=HTMX)
    page = answer.content.decode()
    assert (answer.status_code, answer["HX-Retarget"]) == (422, "#relation-form")
    assert f'type="radio" name="customer" value="{company.pk}"' in page
    assert "Adviser of the board" in page
    nobody = signed_in("service").post(url, {**typed, "customer_text": "nobody at all"})
    assert "Nobody fits this text" in nobody.content.decode()


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"starts_on": "2569-01-01"}, "Give a day between"),
        ({"starts_on": "2026-05-01", "ends_on": "2026-04-01"}, "The end cannot come before the start"),
        ({"starts_on": "yesterday"}, "valid date"),
        ({"job_title": "x" * 121}, "at most 120"),
    ],
)
def test_bad_values_are_told_beside_their_field(
    signed_in: SignIn, person: Customer, company: Customer, values: dict[str, str], words: str
) -> None:
    answer = signed_in("service").post(
        reverse("relations:add", args=[person.pk]), {"side": "works_at", "customer": company.pk, **values}
    )
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Relation.objects.exists()


def test_guessed_ids_and_sides_lead_nowhere(
    cast: Cast, signed_in: SignIn, person: Customer, company: Customer, make_customer: Callable[..., Customer]
) -> None:
    foreign = make_customer(kind="organisation", name="Secret Tea")
    Customer.objects.filter(pk=foreign.pk).update(team=cast.service.team, owner=None)
    client = signed_in("sales")
    url = reverse("relations:add", args=[person.pk])
    for chosen in (str(foreign.pk), "999999999999", "9" * 30, "x"):
        answer = client.post(url, {"side": "works_at", "customer": chosen})
        assert answer.status_code == 422
        assert "Secret Tea" not in answer.content.decode()
    assert client.post(url, {"side": "owns", "customer": person.pk}).status_code == 422
    works = add_relation(
        person, foreign, type_=RelationType.WORKS_AT, facts=RelationFacts(job_title="Agent"), by=cast.service
    )
    page = client.get(reverse("relations:detail", args=[person.pk])).content.decode()
    assert "Secret Tea" not in page
    assert "A customer out of your reach" in page
    picture = client.get(reverse("relations:picture", args=[person.pk])).content.decode()
    assert "Secret Tea" not in picture
    assert "1 customer is out of your reach" in picture
    assert client.get(reverse("relations:edit", args=[person.pk, works.pk])).status_code == 404
    assert client.get(reverse("relations:edit", args=[company.pk, works.pk])).status_code == 404
    timeline = client.get(reverse("customers:timeline", args=[person.pk]), headers=HTMX).content.decode()
    assert "Relation added" in timeline
    assert "Secret Tea" not in timeline


def test_a_household_is_kept_on_the_page_of_a_person(
    signed_in: SignIn, person: Customer, make_customer: Callable[..., Customer]
) -> None:
    child = make_customer(given_name="Boon", family_name="Jaidee", phone="0899999999")
    client = signed_in("service")
    assert "Jaidee household" in client.get(reverse("relations:household", args=[person.pk])).content.decode()
    client.post(reverse("relations:household", args=[person.pk]), {"name": "Jaidee family"})
    household = Household.objects.get()
    Customer.objects.filter(pk=child.pk).update(owner=None)
    client.post(
        reverse("relations:member-add", args=[person.pk, household.pk]), {"customer": child.pk, "role": "child"}
    )
    member = HouseholdMember.objects.get(customer=child)
    edit = reverse("relations:member-edit", args=[person.pk, member.pk])
    client.post(edit, {"role": "head", "version": 1})
    assert HouseholdMember.objects.get(customer=person).role == "relative"
    assert "Somebody else has changed" in client.post(edit, {"role": "child", "version": 1}).content.decode()
    rename = reverse("relations:household-name", args=[person.pk, household.pk])
    assert client.post(rename, {"name": "\u200b", "version": 1}).status_code == 422
    client.post(rename, {"name": "<b>Two</b>", "version": 1})
    page = client.get(reverse("relations:detail", args=[person.pk])).content.decode()
    assert "&lt;b&gt;Two&lt;/b&gt;" in page
    client.post(reverse("relations:member-end", args=[person.pk, member.pk]))
    assert "This household has no head" in client.get(reverse("relations:detail", args=[person.pk])).content.decode()
    client.post(reverse("relations:member-remove", args=[person.pk, member.pk]))
    assert HouseholdMember.objects.count() == 1


def test_a_share_of_wallet_brings_its_competitor_along(signed_in: SignIn, person: Customer) -> None:
    client = signed_in("service")
    url = reverse("relations:share-add", args=[person.pk])
    told = {"who": "them", "competitor": "Rival Tea", "percent": "60", "as_of": "2026-01-31", "told_by": "survey"}
    assert client.post(url, told).status_code == 302
    assert client.post(url, {**told, "competitor": ""}).status_code == 422
    assert client.post(url, {**told, "who": "us", "percent": "50"}).status_code == 422
    assert client.post(url, {**told, "who": "us", "percent": ""}).status_code == 422
    assert client.post(url, {**told, "percent": "1e400"}).status_code == 422
    assert client.post(url, {**told, "as_of": "2569-01-01"}).status_code == 422
    assert Competitor.objects.get().name == "Rival Tea"
    page = client.get(reverse("relations:detail", args=[person.pk])).content.decode()
    assert "40% goes to sellers that nobody has named" in page
    client.post(reverse("relations:share-remove", args=[person.pk, WalletShare.objects.get().pk]))
    assert not WalletShare.objects.exists()


def test_the_worth_of_a_group_is_for_those_who_may_see_value(
    cast: Cast, signed_in: SignIn, person: Customer, company: Customer
) -> None:
    add_relation(person, company, type_=RelationType.WORKS_AT, facts=RelationFacts(), by=cast.administrator)
    page = reverse("relations:detail", args=[company.pk])
    assert "Count the persons too" in signed_in("analyst").get(f"{page}?people=no").content.decode()
    assert "Leave out the persons" in signed_in("analyst").get(page).content.decode()


def _queries(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url, headers=HTMX).status_code == 200
    # The roles are read again now and then, whatever the page.
    return len([one for one in captured.captured_queries if "accounts_roledefinition" not in one["sql"]])


@pytest.mark.parametrize("name", ["relations:panel", "relations:picture", "relations:detail"])
def test_one_relation_and_fifty_cost_the_same(
    cast: Cast,
    signed_in: SignIn,
    person: Customer,
    company: Customer,
    make_customer: Callable[..., Customer],
    name: str,
) -> None:
    by = cast.administrator
    people = [
        make_customer(given_name=f"Chai{number}", family_name="Dee", phone=f"08{33000000 + number}")
        for number in range(52)
    ]
    household = create_household(person, "Jaidee family", by=by)
    HouseholdMember.objects.create(household=household, customer=people[50], role="child")
    add_relation(person, company, type_=RelationType.WORKS_AT, facts=RelationFacts(), by=by)
    add_relation(people[51], company, type_=RelationType.WORKS_AT, facts=RelationFacts(), by=by)
    add_relation(people[0], person, type_=RelationType.REFERRED_BY, facts=RelationFacts(), by=by)
    client = signed_in("administrator")
    urls = [reverse(name, args=[customer.pk]) for customer in (person, company)]
    few = [_queries(client, url) for url in urls]
    moment = timezone.now()
    Relation.objects.bulk_create(
        [Relation(type="works_at", source=one, target=company, created_at=moment) for one in people[1:50]]
        + [Relation(type="referred_by", source=one, target=person, created_at=moment) for one in people[1:50]]
    )
    many = [_queries(client, url) for url in urls]
    assert few == many
    assert max(many) <= 11


def test_an_act_can_be_undone_from_its_notice(signed_in: SignIn, person: Customer, company: Customer) -> None:
    client = signed_in("service")
    values = {"side": "works_at", "customer": company.pk}
    answer = client.post(reverse("relations:add", args=[person.pk]), values, headers=HTMX)
    (toast,) = json.loads(answer["HX-Trigger"])["toast"]["toasts"]
    client.post(toast["undo"], headers=HTMX)
    assert not Relation.objects.exists()


def test_a_large_picture_is_cut_and_says_so(
    cast: Cast, signed_in: SignIn, company: Customer, make_customer: Callable[..., Customer]
) -> None:
    people = [
        make_customer(given_name=f"Chai{number}", family_name="Dee", phone=f"08{33000000 + number}")
        for number in range(45)
    ]
    Relation.objects.bulk_create(
        Relation(type="works_at", source=one, target=company, created_at=timezone.now()) for one in people
    )
    page = signed_in("administrator").get(reverse("relations:picture", args=[company.pk])).content.decode()
    assert "never more than 80" in page
    assert page.count("relations-box is-person") == 39


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Anan Jaidee", "Anan Jaidee"),
        ("Siam Holding Public Company", "Siam Holding Publi…"),
        ("中文名字很长的公司名称有限公司", "中文名字很长的公司…"),
        ("ผู้จัดการฝ่ายจัดซื้อ", "ผู้จัดการฝ่ายจัดซื้อ"),
    ],
)
def test_a_name_is_shortened_by_its_room_on_the_page(name: str, shown: str) -> None:
    assert shortened(name) == shown
