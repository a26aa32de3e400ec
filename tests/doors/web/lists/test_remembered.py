"""What a list remembers is never shown to another reader, in other words, or after it has changed."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.urls import reverse

from idic.domain.differentiate.models import Segment
from idic.domain.identify.models import Customer
from idic.domain.identify.operations.customers import edit_customer, shown_values
from idic.doors.web.lists import found, views_list
from idic.doors.web.shell.composed import mark
from idic.foundation.accounts.models import RoleDefinition, User
from tests.doors.web.lists.reading import cursor, names

LIST = "/customers/"


def _page(client: Any, **query: str) -> str:
    """Asked for twice: the second answer comes from memory."""
    first = client.get(LIST, query)
    again = client.get(LIST, query)
    assert again.context is None
    assert names(first) == names(again)
    return str(again.content.decode())


@pytest.fixture
def anan(make_customer: Any) -> Customer:
    found: Customer = make_customer(given_name="Anan", family_name="Jaidee", phone="0812345678")
    return found


def test_a_row_is_not_served_to_a_reader_whose_role_masks_a_part_of_it(signed_in: Any, anan: Customer) -> None:
    whole = _page(signed_in("manager"))
    masked = _page(signed_in("analyst"))
    assert anan.phone in whole
    assert anan.phone not in masked
    assert anan.phone in _page(signed_in("manager"))


def test_what_an_administrator_hides_is_gone_with_the_next_request(signed_in: Any, anan: Customer, cast: Any) -> None:
    client = signed_in("manager")
    assert anan.phone in _page(client)
    role, _created = RoleDefinition.objects.get_or_create(code="manager", defaults={"name": "Manager"})
    role.group_access = {"customer": {"contact": "masked"}}
    role.save()
    assert anan.phone not in _page(client)
    role.group_access = {"customer": {"contact": "hidden"}}
    role.save()
    assert "Phone" not in _page(client).split("<thead>")[1].split("</thead>")[0]


def test_only_who_is_in_reach_stands_in_a_list(signed_in: Any, anan: Customer, cast: Any) -> None:
    assert names(signed_in("manager").get(LIST)) == ["Anan Jaidee"]
    client = signed_in("sales")
    _page(client)
    assert names(client.get(LIST)) == []
    Customer.objects.filter(pk=anan.pk).update(owner=cast.sales)
    assert names(client.get(LIST)) == ["Anan Jaidee"]


def test_a_changed_customer_is_shown_changed_at_once(signed_in: Any, anan: Customer, cast: Any) -> None:
    client = signed_in("manager")
    _page(client)
    customer = Customer.objects.get(pk=anan.pk)
    values = {**shown_values(customer), "given_name": "Boon", "phone": "0898765432"}
    edit_customer(customer, values, version=customer.version, by=cast.manager)
    text = _page(client)
    assert "Boon Jaidee" in text
    assert "+66898765432" in text
    assert "Anan" not in text


def test_language_era_and_name_of_the_reader_have_pages_of_their_own(signed_in: Any, anan: Customer, cast: Any) -> None:
    client = signed_in("manager")
    english = _page(client)
    assert 'lang="en"' in english
    User.objects.filter(pk=cast.manager.pk).update(language="th", era="buddhist", display_name="Somebody Else")
    thai = _page(client)
    assert 'lang="th"' in thai
    assert 'data-era="buddhist"' in thai
    assert "Somebody Else" in thai


def test_a_notice_is_shown_once_and_not_remembered(signed_in: Any, anan: Customer) -> None:
    client = signed_in("manager")
    _page(client)
    form = {"kind": "person", "given_name": "Nok", "family_name": "New", "phone": "0823456789", "anyway": "1"}
    client.post(reverse("customers:create"), form)
    assert "Nok New was added." in client.get(LIST).content.decode()
    assert "was added." not in _page(client)


def test_each_answer_has_its_own_token_and_no_mark(signed_in: Any, anan: Customer) -> None:
    pages = [_page(signed_in("manager")) for _ in range(2)]
    tokens = [page.split('X-CSRFToken": "')[1].split('"')[0] for page in pages]
    assert tokens[0] != tokens[1]
    # All marks begin alike.
    assert not any(mark("rows")[:36] in page for page in pages)


def test_links_lead_on_from_the_page_on_show(signed_in: Any, make_customer: Any) -> None:
    for number in range(120):
        make_customer(given_name=f"A{number:03}", family_name="Test")
    client = signed_in("manager")
    seen: list[str] = []
    after = ""
    for _step in range(3):
        page = client.get(LIST, {"after": after} if after else {})
        seen += names(page)
        after = cursor(page, "after")
    assert after == ""
    assert len(seen) == len(set(seen)) == 120
    text = page.content.decode()
    assert "after=" in text.split('id="list-filter"')[0]
    back = client.get(LIST, {"before": cursor(page, "before")})
    assert names(back) == seen[50:100]


def test_a_new_segment_can_be_chosen_at_once(signed_in: Any, anan: Customer) -> None:
    client = signed_in("manager")
    _page(client)
    Segment.objects.create(code="fresh", name="Fresh faces", predicate={})
    assert "Fresh faces" in _page(client)


def test_a_choice_of_the_bar_that_finds_very_many_is_not_mixed_up_with_another(
    signed_in: Any, make_customer: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(found, "COUNT_LIMIT", 2)
    for name, province in (
        ("A", "Rayong"),
        ("B", "Rayong"),
        ("C", "Rayong"),
        ("D", "Trat"),
        ("E", "Trat"),
        ("F", "Trat"),
    ):
        make_customer(given_name=name, family_name="Jaidee", phone=f"08100000{ord(name)}", province=province)
    manager, sales = signed_in("manager"), signed_in("sales")
    for _turn in range(2):
        assert names(manager.get(LIST, {"province": "Rayong"})) == ["A Jaidee", "B Jaidee", "C Jaidee"]
        assert names(manager.get(LIST, {"province": "Trat"})) == ["D Jaidee", "E Jaidee", "F Jaidee"]
        assert names(sales.get(LIST, {"province": "Rayong"})) == []
    make_customer(given_name="Aa", family_name="Jaidee", phone="0810000099", province="Rayong")
    assert names(manager.get(LIST, {"province": "Rayong"})) == ["Aa Jaidee", "A Jaidee", "B Jaidee", "C Jaidee"]


# found and not found, blanks around, and signs that addresses and HTML write otherwise
@pytest.mark.parametrize("typed", ["Anan", " anan  jai ", "อนันต์ ใจดี & 50%+1", """"><b>陳's?#/</b>""", "a%3Aend"])
def test_a_search_that_is_remembered_for_all_texts_shows_its_own(
    signed_in: Any, anan: Customer, monkeypatch: pytest.MonkeyPatch, typed: str
) -> None:
    client, query = signed_in("manager"), {"q": typed, "sort": "-name", "province": "Rayong" if "<b>" in typed else ""}
    client.get(LIST, {**query, "q": "Anan" if typed != "Anan" else "Jaidee"})
    client.get(LIST, {**query, "q": "nobody at all"})
    remembered = client.get(LIST, query)
    assert remembered.context is None
    monkeypatch.setattr(views_list, "_is_remembered", lambda _asked: False)
    assert _without_tokens(remembered) == _without_tokens(client.get(LIST, query))


def _without_tokens(page: Any) -> str:
    text = re.sub(r'(X-CSRFToken": "|csrfmiddlewaretoken" value=")\w+', r"\1", page.content.decode())
    return re.sub(r">\s+<", "><", text)
