"""An e-mail that did not leave is told where somebody looks, with the reason and a way to send it again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from idic.foundation.letters.models import Delivery
from tests.contracts.mailboxes import make_unsent_letter

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("back", ["", "unsent"])
def test_it_is_told_with_its_reason_and_goes_again(
    cast: Any, signed_in: Callable[[str], Client], make_customer: Any, back: str
) -> None:
    customer = make_customer()
    letter = make_unsent_letter(customer, cast.manager)
    client = signed_in("administrator")
    record = reverse("letters:of-record", args=["customer", customer.pk])
    place = reverse("letters:unsent") if back else record
    page = client.get(place).content.decode()
    assert "It could not be put together" in page
    assert "Try again" in page
    assert "e-mail that somebody wrote" in client.get(reverse("mailboxes:list")).content.decode()
    answer = client.post(reverse("letters:again", args=[letter.pk]), {"back": back})
    assert (answer.status_code, answer["Location"]) == (302, place)
    assert (Delivery.objects.get().state, Delivery.objects.get().attempts) == ("waiting", 0)
    assert "Try again" not in client.get(record).content.decode()


def test_what_may_have_arrived_says_so(cast: Any, signed_in: Callable[[str], Client], make_customer: Any) -> None:
    make_unsent_letter(make_customer(), cast.manager)
    Delivery.objects.update(state="unsure", error="SMTPServerDisconnected")
    page = signed_in("administrator").get(reverse("letters:unsent")).content.decode()
    assert "it may have arrived" in page
    assert "Send again" in page
