from __future__ import annotations

from typing import Any

import pytest

from idic.domain.identify.models import Customer, Source, SourceRecord
from idic.domain.identify.operations.customers import edit_customer
from idic.foundation.events.models import Event

NEW = "/customers/new/"
PERSON = {"kind": "person", "given_name": "Anan", "family_name": "Jaidee", "phone": "0812345678"}


def _typed(client: Any, customer: Customer) -> dict[str, str]:
    """The form as the browser would send it back untouched."""
    form = client.get(f"/customers/{customer.pk}/edit/").context["form"]
    return {name: str(form[name].value() or "") for name in form.fields}


def test_a_person_is_added_with_an_event(signed_in: Any, cast: Any) -> None:
    response = signed_in("service").post(NEW, {**PERSON, "birth_date": "1990-05-01", "note": "Prefers Thai"})
    customer = Customer.objects.get()
    assert response.headers["Location"] == f"/customers/{customer.pk}/"
    assert (customer.name, customer.phone, customer.owner_id) == ("Anan Jaidee", "+66812345678", cast.service.pk)
    assert Event.objects.get(verb="customer.created").actor_id == cast.service.pk


def test_an_organisation_is_added_without_what_only_persons_have(signed_in: Any) -> None:
    signed_in("service").post(NEW, {**PERSON, "kind": "organisation", "name": "Siam Foods Co., Ltd.", "sex": "male"})
    customer = Customer.objects.get()
    assert (customer.kind, customer.name, customer.given_name, customer.sex) == (
        "organisation",
        "Siam Foods Co., Ltd.",
        "",
        "",
    )


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"phone": "12"}, "not a phone number that can be dialled"),
        ({"email": "nobody@"}, "not a valid e-mail address"),
        ({"national_id": "1234567890123"}, "check digit of this national id"),
        ({"birth_date": "31 of never"}, "This date cannot be read"),
        ({"given_name": "", "family_name": "", "phone": ""}, "Give at least a name"),
        ({"kind": "robot"}, "Select a valid choice"),
        ({"given_name": "x" * 151}, "at most 150"),
        ({"note": "a\x00b"}, "Null characters"),
    ],
)
def test_a_refused_value_is_told_at_its_field_and_everything_typed_stays(
    signed_in: Any, change: dict[str, str], words: str
) -> None:
    response = signed_in("service").post(NEW, {**PERSON, "district": "Kept as typed", **change})
    text = response.content.decode()
    assert response.status_code == 422
    assert words in text
    assert "Kept as typed" in text
    assert not Customer.objects.exists()


def test_a_known_phone_asks_before_it_adds(signed_in: Any, make_customer: Any) -> None:
    make_customer(given_name="Known", family_name="Already", phone="0812345678")
    client = signed_in("service")
    response = client.post(NEW, PERSON)
    assert response.status_code == 422
    assert "Known Already" in response.content.decode()
    assert Customer.objects.count() == 1
    assert client.post(NEW, {**PERSON, "anyway": "yes"}).status_code == 302
    assert Customer.objects.count() == 2


def test_a_form_that_comes_back_for_another_reason_still_shows_who_is_alike(signed_in: Any, make_customer: Any) -> None:
    make_customer(given_name="Known", family_name="Already", phone="0812345678")
    response = signed_in("service").post(NEW, {**PERSON, "email": "nobody@", "anyway": "yes"})
    text = response.content.decode()
    assert response.status_code == 422
    assert "not a valid e-mail address" in text
    assert "Known Already" in text
    assert 'name="anyway"' not in text


def test_two_forms_at_once_share_no_state(signed_in: Any) -> None:
    client = signed_in("service")
    refused = client.post(NEW, {**PERSON, "kind": "robot", "given_name": "x" * 151})
    assert refused.status_code == 422
    fresh = client.get(NEW).content.decode()
    assert "is-invalid" not in fresh
    assert "xxx" not in fresh


@pytest.mark.parametrize(
    ("typed", "same"),
    [
        ({"phone": "+66 81-234-5678"}, "Phone: the same"),
        ({"phone2": "081 234 5678"}, "Phone: the same"),
        ({"email": "KNOWN@example.com"}, "E-mail: the same"),
        ({"national_id": "1-1016-00000-01-5"}, "Identifier: the same"),
    ],
)
def test_a_hint_names_the_customer_with_the_same_value(
    signed_in: Any, make_customer: Any, typed: dict[str, str], same: str
) -> None:
    body = [int(sign) for sign in "110160000001"]
    check = (11 - sum(digit * (13 - place) for place, digit in enumerate(body)) % 11) % 10
    national_id = "110160000001" + str(check)
    typed = {name: national_id if name == "national_id" else value for name, value in typed.items()}
    make_customer(
        given_name="Known",
        family_name="Already",
        phone="0812345678",
        email="known@example.com",
        national_id=national_id,
    )
    text = signed_in("service").post("/customers/duplicates/", typed).content.decode()
    assert "Known Already" in text
    assert same in text


def test_the_hint_tells_nothing_of_another_teams_customer(signed_in: Any, make_customer: Any, cast: Any) -> None:
    make_customer(by=cast.service, **{name: value for name, value in PERSON.items() if name != "kind"})
    response = signed_in("sales").post("/customers/duplicates/", {"phone": "0812345678"})
    assert response.content.decode().strip() == ""


def test_who_may_not_create_or_change_is_refused(signed_in: Any, make_customer: Any) -> None:
    customer = make_customer()
    client = signed_in("analyst")
    for url in (NEW, f"/customers/{customer.pk}/edit/"):
        assert client.get(url).status_code == 403
        assert client.post(url, PERSON).status_code == 403
    assert client.post("/customers/duplicates/", PERSON).status_code == 403
    assert f"/customers/{customer.pk}/edit/" not in client.get(f"/customers/{customer.pk}/").content.decode()


def test_an_untouched_form_changes_nothing(signed_in: Any, make_customer: Any) -> None:
    customer = make_customer(
        kind="person",
        given_name="Anan",
        family_name="Jaidee",
        phone="081-234-5678",
        phone2="0811111111",
        birth_date="1990-05-01",
        sex="male",
        province="Bangkok",
        note="x",
    )
    client = signed_in("manager")
    assert client.post(f"/customers/{customer.pk}/edit/", _typed(client, customer)).status_code == 302
    assert not Event.objects.filter(verb="customer.changed").exists()
    assert SourceRecord.objects.get().versions.count() == 0


def test_an_edit_is_kept_and_stands_on_the_timeline(signed_in: Any, make_customer: Any) -> None:
    customer = make_customer(given_name="Anan", family_name="Jaidee", province="Bangkok")
    client = signed_in("manager")
    client.post(f"/customers/{customer.pk}/edit/", {**_typed(client, customer), "province": "Phuket"})
    customer.refresh_from_db()
    assert customer.province == "ภูเก็ต"
    assert "Phuket instead of Bangkok" in client.get(f"/customers/{customer.pk}/timeline/").content.decode()


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, {"name": "Anan Jaidee", "province": "กรุงเทพมหานคร", "phone": "+66812345678"}),
        ({"province": "Phuket"}, {"name": "Anan Jaidee", "province": "ภูเก็ต", "phone": "+66812345678"}),
        ({"note": "Only a note"}, {"name": "Anan Jaidee", "province": "กรุงเทพมหานคร", "phone": "+66812345678"}),
        ({"given_name": "Anant"}, {"name": "Anant Jaidee", "province": "กรุงเทพมหานคร", "phone": "+66812345678"}),
    ],
)
def test_what_another_source_told_is_edited_field_by_field(
    signed_in: Any, make_customer: Any, change: dict[str, str], expected: dict[str, str]
) -> None:
    customer = make_customer(given_name="Anan", family_name="Jaidee", province="Bangkok", phone="0812345678")
    till = Source.objects.create(code="till", name="Till", rank=50)
    SourceRecord.objects.filter(customer=customer).update(source=till)
    client = signed_in("manager")
    assert client.post(f"/customers/{customer.pk}/edit/", {**_typed(client, customer), **change}).status_code == 302
    customer.refresh_from_db()
    assert {name: getattr(customer, name) for name in expected} == expected
    desk = SourceRecord.objects.filter(customer=customer, source__code="desk")
    assert [set(change) <= record.payload.keys() and "phone" not in record.payload for record in desk] == [True] * bool(
        change
    )


def test_a_person_becomes_an_organisation(signed_in: Any, make_customer: Any) -> None:
    customer = make_customer(given_name="Siam", family_name="Foods")
    client = signed_in("manager")
    client.post(
        f"/customers/{customer.pk}/edit/",
        {**_typed(client, customer), "kind": "organisation", "name": "Siam Foods Ltd."},
    )
    customer.refresh_from_db()
    assert (customer.kind, customer.name, customer.given_name) == ("organisation", "Siam Foods Ltd.", "")


def test_an_outdated_form_keeps_what_was_typed_and_can_be_written_over(
    signed_in: Any, make_customer: Any, cast: Any
) -> None:
    customer = make_customer(given_name="Anan", family_name="Jaidee", province="Bangkok")
    client = signed_in("manager")
    typed = {**_typed(client, customer), "province": "Phuket", "note": "typed with care"}
    edit_customer(customer, {"province": "Trang"}, version=customer.version, by=cast.service)
    response = client.post(f"/customers/{customer.pk}/edit/", typed)
    text = response.content.decode()
    assert response.status_code == 422
    assert "Somebody else changed this customer" in text
    assert "There now: Trang. Yours: Phuket." in text
    assert "typed with care" in text
    customer.refresh_from_db()
    assert customer.province == "ตรัง"
    again = client.post(f"/customers/{customer.pk}/edit/", {**typed, "over": str(response.context["current"].version)})
    assert again.status_code == 302
    customer.refresh_from_db()
    assert customer.province == "ภูเก็ต"
