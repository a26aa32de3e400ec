"""Consents that a file claims."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from idic.domain.identify.models import Customer, ImportBatch
from idic.domain.identify.privacy.enums import Verdict
from idic.domain.identify.privacy.importing import consent_targets, said, take_consents
from idic.domain.identify.privacy.models import ConsentEvent
from idic.domain.identify.privacy.operations.suppressions import addresses_of, suppress
from idic.domain.identify.privacy.queries.basis import use_of, verdict_of
from idic.foundation.events.models import Event
from idic.foundation.tables.fields import ImportKind, target_fields

pytestmark = pytest.mark.django_db

LIST = """no,given name,e-mail,newsletter,consent date
1,Anan,anan@example.com,yes,2026-01-10
2,Boon,boon@example.com,ไม่,
3,Chai,chai@example.com,perhaps,
"""
MAPPING = {
    "source_id": "no", "given_name": "given name", "email": "e-mail", "consent_marketing_email": "newsletter",
    "consent_day": "consent date",
}  # fmt: skip


@pytest.fixture
def import_kind() -> str:
    return "customers"


def verdict(email: str) -> Verdict:
    return verdict_of(Customer.objects.get(email=email).pk, use_of("marketing", "email"))


def test_consents_are_targets_of_the_mapping_under_names_of_four_languages() -> None:
    names = set(target_fields(ImportKind.CUSTOMERS))
    assert {"consent_marketing_email", "consent_sharing", "consent_day"} <= names
    assert consent_targets(ImportKind.PURCHASES) == []
    (email,) = (one for one in consent_targets(ImportKind.CUSTOMERS) if one.name == "consent_marketing_email")
    assert "newsletter" in email.headers


@pytest.mark.parametrize(
    ("text", "told"),
    [("Yes", True), (" ยินยอม ", True), ("同意", True), ("1", True), ("NO", False), ("ไม่ยินยอม", False), ("不同意", False),
     ("", None), ("perhaps", None)],
)  # fmt: skip
def test_a_cell_says_yes_no_or_nothing(text: str, told: bool | None) -> None:
    assert said(text) is told


def test_what_a_file_claims_is_written_down_with_its_batch(take: Callable[..., ImportBatch]) -> None:
    batch = take(LIST, mapping=MAPPING)
    taken = take_consents(batch, by=None)
    assert taken is not None
    assert (taken.given, taken.withdrawn) == (1, 1)
    assert verdict("anan@example.com") is Verdict.CONSENT
    assert verdict("boon@example.com") is Verdict.WITHDRAWN
    assert verdict("chai@example.com") is Verdict.NOT_GIVEN
    word = ConsentEvent.objects.get(kind="given")
    assert (word.method, word.evidence, word.at.date().isoformat()) == ("import", {"batch": batch.pk}, "2026-01-10")
    assert Event.objects.get(verb="consents.imported").after["given"] == 1


def test_taking_the_same_batch_again_writes_nothing(take: Callable[..., ImportBatch]) -> None:
    batch = take(LIST, mapping=MAPPING)
    take_consents(batch, by=None)
    again = take_consents(batch, by=None)
    assert again is not None
    assert (again.given, again.withdrawn, again.unchanged) == (0, 0, 2)


def test_a_file_without_such_a_column_claims_nothing(take: Callable[..., ImportBatch]) -> None:
    plain = {name: column for name, column in MAPPING.items() if not name.startswith("consent")}
    assert take_consents(take(LIST, mapping=plain), by=None) is None


def test_an_old_list_does_not_bring_back_who_was_erased(
    take: Callable[..., ImportBatch], make_customer: Callable[..., Customer]
) -> None:
    anan = make_customer(given_name="Anan", email="anan@example.com")
    suppress(addresses_of(anan), at=timezone.now())
    # What erasing leaves: a customer of whom nothing is known.
    anan.records.update(email="", email_key="", name="", name_key="")
    Customer.objects.filter(pk=anan.pk).update(email="", name="", sort_name="")
    batch = take(LIST, mapping=MAPPING)
    assert [one.code for one in batch.refusals.all()] == ["erased_before"]
    taken = take_consents(batch, by=None)
    assert taken is not None
    assert (taken.given, taken.kept_out) == (0, 0)
    assert not ConsentEvent.objects.filter(kind="given").exists()


def test_an_old_list_does_not_overrule_a_no_of_the_person(
    take: Callable[..., ImportBatch], make_customer: Callable[..., Customer], say: Any
) -> None:
    """The file's record joins the customer by the e-mail; the person has withdrawn since."""
    anan = make_customer(given_name="Anan", email="anan@example.com")
    say(anan, "withdrawn")
    taken = take_consents(take(LIST, mapping=MAPPING), by=None)
    assert taken is not None
    assert (taken.given, taken.kept_out) == (0, 1)
    assert verdict_of(anan.pk, use_of("marketing", "email")) is Verdict.WITHDRAWN
