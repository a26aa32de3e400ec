from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from idic.domain.identify.models import Customer
from idic.domain.identify.privacy.enums import Verdict
from idic.domain.identify.privacy.models import Suppression
from idic.domain.identify.privacy.operations.suppressions import addresses_of, is_suppressed, suppress
from idic.domain.identify.privacy.queries.basis import allowed, use_of, verdict_of
from idic.domain.identify.privacy.queries.panel import panel_of
from idic.domain.identify.privacy.suppressing import digest_of, digest_sql

pytestmark = pytest.mark.django_db
PHONE = "+66812345678"


def verdict(customer: Customer, channel: str = "email") -> Verdict:
    return verdict_of(customer.pk, use_of("marketing", channel))


@pytest.fixture
def anan(make_customer: Callable[..., Customer]) -> Customer:
    return make_customer(given_name="Anan", family_name="Jaidee", phone="0812345678", email="anan@example.com")


def test_the_database_computes_the_same_digest() -> None:
    statement, values = digest_sql("marketing", "email", "%s::text", "%s::text")
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {statement}", [*values, "anan@example.com", "อนันต์"])
        (told,) = cursor.fetchone()
    assert bytes(told) == digest_of("marketing", "email", "anan@example.com", "อนันต์")


def test_no_address_stands_in_the_list(anan: Customer, say: Any) -> None:
    say(anan, "withdrawn")
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(z::text, ' ') FROM privacy_suppression z")
        (text,) = cursor.fetchone()
    assert Suppression.objects.count() == 1
    assert "anan" not in text.lower()


def test_the_same_person_in_an_old_list_stays_out_of_marketing(
    anan: Customer, say: Any, make_customer: Callable[..., Customer]
) -> None:
    """Erased, then imported again under another number and a misspelt name, with the consent that the list claims."""
    suppress(addresses_of(anan), at=timezone.now())
    again = make_customer(given_name="Annan", family_name="Jaidi", phone="0812345678", email="anan@example.com")
    for channel in ("email", "sms", "phone"):
        say(again, channel=channel, method="import", evidence={"batch": "9"})
        assert verdict(again, channel) is Verdict.SUPPRESSED
    assert again not in allowed(Customer.objects.all(), use_of("marketing", "email"))


def test_a_newer_word_of_the_person_lifts_it(anan: Customer, say: Any, make_customer: Callable[..., Customer]) -> None:
    suppress(addresses_of(anan), at=timezone.now())
    again = make_customer(given_name="Anan", phone="0899999999", email="anan@example.com")
    say(again)
    assert verdict(again) is Verdict.CONSENT


def test_who_shares_the_phone_is_still_reached(
    anan: Customer, say: Any, make_customer: Callable[..., Customer]
) -> None:
    """A is erased, B keeps the number: B gets messages, A does not come back."""
    partner = make_customer(given_name="Boonmee", family_name="Jaidee", phone="0812345678")
    say(partner, channel="sms", method="import", evidence={"batch": "3"})
    suppress(addresses_of(anan), at=timezone.now())
    again = make_customer(given_name="Anan", family_name="Jaidee", phone="0812345678")
    say(again, channel="sms", method="import", evidence={"batch": "4"})
    assert verdict(partner, "sms") is Verdict.CONSENT
    assert verdict(again, "sms") is Verdict.SUPPRESSED
    assert is_suppressed("marketing", "sms", PHONE) is None
    assert is_suppressed("marketing", "sms", PHONE, name=again.sort_name) is not None


def test_a_withdrawal_covers_its_own_purpose_and_channel_only(anan: Customer, say: Any) -> None:
    say(anan, channel="sms")
    say(anan)
    say(anan, "withdrawn")
    assert verdict(anan, "sms") is Verdict.CONSENT
    assert is_suppressed("marketing", "email", "anan@example.com") is not None
    assert is_suppressed("research", "email", "anan@example.com", is_marketing=False) is None


def test_the_page_of_the_customer_says_the_same(anan: Customer, say: Any) -> None:
    say(anan, method="import", evidence={"batch": "3"})
    suppress(addresses_of(anan), at=timezone.now())
    cells = {(row.code, cell.channel): cell.verdict for row, cells in panel_of(anan).rows for cell in cells}
    assert cells["marketing", "email"] is Verdict.SUPPRESSED


def test_suppressing_twice_moves_the_entry_and_makes_no_other(anan: Customer) -> None:
    at = timezone.now()
    first = suppress(addresses_of(anan), at=at)
    assert suppress(addresses_of(anan), at=at) == first == Suppression.objects.count()
