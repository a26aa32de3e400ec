"""Who a customer under edit may also be."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from idic.domain.identify.merging.apart import keep_customers_apart

pytestmark = pytest.mark.django_db

SignIn = Callable[[str], Client]
TYPED = {"kind": "person", "given_name": "Wipada", "family_name": "Charoensuk", "phone": "0899991234"}


def _told(client: Client, customer: Any) -> str:
    return client.post(f"/customers/{customer.pk}/likely/", TYPED).content.decode()


def test_what_is_typed_into_an_edit_is_held_against_everybody_else(signed_in: SignIn, make_customer: Any) -> None:
    twin, edited = make_customer(**TYPED), make_customer(given_name="Wipa", family_name="Charoensuk")
    told = _told(signed_in("manager"), edited)
    assert "Is this customer there twice?" in told
    assert f"/customers/{twin.pk}/" in told
    assert f"?first={edited.pk}&amp;second={twin.pk}" in told
    assert f'href="/customers/{edited.pk}/"' not in told
    page = signed_in("manager").get(f"/customers/{edited.pk}/edit/").content.decode()
    assert f'hx-post="/customers/{edited.pk}/likely/"' in page
    assert 'id="duplicates"' in page


def test_nobody_is_asked_again_about_two_who_were_kept_apart(signed_in: SignIn, make_customer: Any, cast: Any) -> None:
    twin, edited = make_customer(**TYPED), make_customer(given_name="Wipa", family_name="Charoensuk")
    keep_customers_apart(twin.pk, [edited.pk], by=cast.manager, at=timezone.now())
    assert _told(signed_in("manager"), edited).strip() == ""


def test_who_may_not_merge_is_offered_no_comparison(signed_in: SignIn, make_customer: Any, cast: Any) -> None:
    make_customer(by=cast.sales, **TYPED)
    edited = make_customer(by=cast.sales, given_name="Wipa", family_name="Charoensuk")
    told = _told(signed_in("sales"), edited)
    assert "Charoensuk" in told
    assert "/customers/merge/" not in told
