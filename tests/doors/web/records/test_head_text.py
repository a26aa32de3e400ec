"""Marks and tabs are rendered once: what they say of one record must not stand on the page of another."""

from __future__ import annotations

import re
from typing import Any

from django.urls import reverse


def test_marks_and_tabs_belong_to_the_record_on_show(signed_in: Any, make_customer: Any) -> None:
    one = make_customer(given_name="Anan", family_name="Jaidee")
    two = make_customer(given_name="Malee", family_name="Sook")
    client, other = signed_in("manager"), signed_in("service")
    client.post(reverse("records:star", args=["customer", one.pk]), {"star": "yes"})
    for reader, customer, pressed in ((client, one, "true"), (client, two, "false"), (other, one, "false")):
        page = reader.get(f"/customers/{customer.pk}/").content.decode()
        marks = page.split("data-record-marks>")[1].split("</div>")[0]
        assert reverse("records:star", args=["customer", customer.pk]) in marks
        assert f'aria-pressed="{pressed}" data-key-star' in marks
        assert f'href="/customers/{customer.pk}/?tab=' in page
        tokens = set(re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', page))
        assert tokens
        assert all(len(token) == 64 for token in tokens)
        assert not re.search(r"(csrf|path|mark)[0-9a-f]{32}", page)


def test_a_tag_stands_with_its_record_only(signed_in: Any, make_customer: Any) -> None:
    one, two = make_customer(given_name="Anan"), make_customer(given_name="Malee")
    client = signed_in("manager")
    client.post(reverse("records:tag-add", args=["customer", one.pk]), {"name": "gold"})
    assert "gold" in client.get(f"/customers/{one.pk}/").content.decode()
    assert "gold" not in client.get(f"/customers/{two.pk}/").content.decode()
