from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from idic.domain.identify.models import Customer
from idic.domain.identify.privacy.models import (
    ConsentEvent,
    NoticeVersion,
    Purpose,
    PurposeVersion,
    QuietHours,
    UnderAgeMark,
)
from idic.domain.identify.privacy.operations.consents import record_consent
from idic.foundation.accounts.enums import GroupAccess
from idic.foundation.accounts.models import RoleDefinition, User
from idic.foundation.accounts.rules import group_access, may
from idic.foundation.events.models import Event

pytestmark = pytest.mark.django_db
SignedIn = Callable[[str], Client]


@pytest.fixture
def anan(make_customer: Callable[..., Customer]) -> Customer:
    return make_customer(given_name="Anan", family_name="Jaidee", email="anan@example.com")


def form(**more: str) -> dict[str, str]:
    now = timezone.localtime().strftime("%Y-%m-%dT%H:%M")
    return {
        "use": "marketing/sms", "kind": "given", "method": "phone", "at": now, "reference": "C-77", "note": "",
        "guardian": "", "language": "th", "notice": "", **more,
    }  # fmt: skip


class TestRecording:
    def test_a_word_told_on_the_phone_is_written_down(self, anan: Customer, signed_in: SignedIn, cast: Any) -> None:
        answer = signed_in("service").post(reverse("consents:record", args=[anan.pk]), form())
        assert answer.status_code == 302
        word = ConsentEvent.objects.get()
        assert (word.channel, word.kind, word.evidence, word.actor) == ("sms", "given", {"call": "C-77"}, cast.service)
        assert word.language == "th"

    def test_a_yes_without_proof_shows_the_form_again_with_what_was_typed(
        self, anan: Customer, signed_in: SignedIn
    ) -> None:
        answer = signed_in("service").post(reverse("consents:record", args=[anan.pk]), form(reference=""))
        assert answer.status_code == 422
        assert "what proves it" in answer.content.decode()
        assert not ConsentEvent.objects.exists()

    def test_a_moment_to_come_is_refused(self, anan: Customer, signed_in: SignedIn) -> None:
        later = (timezone.localtime() + timedelta(days=2)).strftime("%Y-%m-%dT%H:%M")
        answer = signed_in("service").post(reverse("consents:record", args=[anan.pk]), form(at=later))
        assert answer.status_code == 422

    def test_a_child_needs_a_guardian(self, anan: Customer, signed_in: SignedIn) -> None:
        client, address = signed_in("service"), reverse("consents:record", args=[anan.pk])
        client.post(reverse("consents:under-age", args=[anan.pk]), {"act": "set"})
        assert UnderAgeMark.objects.filter(customer=anan, lifted_at=None).exists()
        assert client.post(address, form()).status_code == 422
        assert client.post(address, form(guardian="Mali, mother")).status_code == 302
        assert ConsentEvent.objects.get().by_guardian


def test_the_tab_shows_the_matrix_and_every_word(anan: Customer, signed_in: SignedIn, cast: Any) -> None:
    for kind in ("given", "withdrawn"):
        record_consent(
            anan, "marketing", "email", kind=kind, method="paper", evidence={"paper": "P-3"}, by=cast.administrator
        )
    page = signed_in("service").get(reverse("consents:of-customer", args=[anan.pk])).content.decode()
    assert "Consent withdrawn or objection" in page
    assert page.count("News and offers: E-mail") == 2
    proof = signed_in("service").get(reverse("consents:detail", args=[ConsentEvent.objects.earliest("pk").pk]))
    assert "P-3" in proof.content.decode()


def test_the_tab_takes_the_same_queries_for_one_word_and_for_many(
    anan: Customer, signed_in: SignedIn, cast: Any, django_assert_max_num_queries: Any
) -> None:
    client = signed_in("service")
    address = reverse("consents:of-customer", args=[anan.pk])

    def say() -> None:
        record_consent(
            anan, "marketing", "email", kind="given", method="phone", evidence={"call": "C"}, by=cast.manager
        )

    say()
    client.get(address, headers={"HX-Request": "true"})
    for _round in range(12):
        say()
    with django_assert_max_num_queries(12):
        client.get(address, headers={"HX-Request": "true"})


def test_the_ledger_lists_only_customers_within_reach(
    anan: Customer, signed_in: SignedIn, cast: Any, make_customer: Callable[..., Customer]
) -> None:
    theirs = make_customer(by=cast.service, given_name="Boonmee", phone="0823456789")
    for one in (anan, theirs):
        record_consent(
            one, "marketing", "sms", kind="given", method="phone", evidence={"call": "C"}, by=cast.administrator
        )
    Customer.objects.filter(pk=anan.pk).update(owner=None)
    assert "Boonmee" in signed_in("manager").get(reverse("consents:list")).content.decode()
    page = signed_in("sales").get(reverse("consents:list")).content.decode()
    assert "Anan" in page
    assert "Boonmee" not in page


def test_coverage_counts_by_channel_with_the_reasons(anan: Customer, signed_in: SignedIn, cast: Any) -> None:
    record_consent(anan, "marketing", "email", kind="given", method="phone", evidence={"call": "C"}, by=cast.manager)
    page = signed_in("quality").get(reverse("consents:coverage")).content.decode()
    assert "1 of 1" in page
    assert "No consent: 1" in page


def test_quiet_hours_need_both_ends(signed_in: SignedIn) -> None:
    client, address = signed_in("manager"), reverse("consents:quiet")
    assert client.post(address, {"starts_sms": "20:00"}).status_code == 422
    assert client.post(address, {"starts_sms": "21:00", "ends_sms": "07:30"}).status_code == 302
    (only,) = QuietHours.objects.all()
    assert (only.channel, f"{only.starts:%H:%M}", f"{only.ends:%H:%M}") == ("sms", "21:00", "07:30")
    assert Event.objects.filter(verb="privacy.quiet_hours").exists()


class TestPurposes:
    def values(self, purpose: Purpose, **more: Any) -> dict[str, Any]:
        told: dict[str, Any] = {
            "version": purpose.version, "channels": purpose.channels, "is_marketing": "on", "retention": "",
            "months_valid": "24", "balancing_note": "",
        }  # fmt: skip
        for code, words in purpose.texts.items():
            told |= {f"name_{code}": words["name"], f"text_{code}": words["text"]}
        for one in purpose.bases.select_related("jurisdiction"):
            code = one.jurisdiction.code
            told |= {f"basis_{code}": one.basis, f"need_{code}": one.need, f"article_{code}": one.article}
        return told | more

    def test_other_words_are_a_new_version(self, signed_in: SignedIn) -> None:
        purpose = Purpose.objects.get(code="marketing")
        client, address = signed_in("manager"), reverse("purposes:edit", args=[purpose.pk])
        assert client.post(address, self.values(purpose)).status_code == 302
        assert PurposeVersion.objects.filter(purpose=purpose).count() == 1
        purpose.refresh_from_db()
        assert (purpose.months_valid, purpose.needs_review) == (24, False)
        client.post(address, self.values(purpose, name_en="Newsletter"))
        purpose.refresh_from_db()
        assert purpose.text_version == 2
        assert [one.texts["en"]["name"] for one in purpose.versions.order_by("number")] == [
            "News and offers",
            "Newsletter",
        ]

    def test_a_change_by_somebody_else_is_told(self, signed_in: SignedIn) -> None:
        purpose = Purpose.objects.get(code="marketing")
        address = reverse("purposes:edit", args=[purpose.pk])
        assert signed_in("manager").post(address, self.values(purpose, version="99")).status_code == 422


def test_a_role_for_the_officer_sees_customers_masked_and_manages_privacy(signed_in: SignedIn, cast: Any) -> None:
    client = signed_in("administrator")
    assert client.post(reverse("purposes:officer")).status_code == 302
    role = RoleDefinition.objects.get(name="Data protection officer")
    officer = User.objects.create(email="officer@example.com", display_name="Officer", role=role.code)
    officer = User.with_rights.get(pk=officer.pk)
    assert may(officer, "privacy.manage")
    assert not may(officer, "customer.change")
    assert not may(officer, "customer.export")
    assert group_access(officer, "customer", "contact") == GroupAccess.MASKED
    # there is one already: a notice says so
    assert client.post(reverse("purposes:officer")).status_code == 302
    assert RoleDefinition.objects.filter(name="Data protection officer").count() == 1


class TestNotices:
    def test_a_published_version_is_never_changed(self, signed_in: SignedIn) -> None:
        client = signed_in("manager")
        client.post(reverse("notices:create"), {"name": "Shop", "text_en": "We sell tea.", "version": "0"})
        first = NoticeVersion.objects.get()
        client.post(reverse("notices:publish", args=[first.pk]))
        first.refresh_from_db()
        assert (first.state, len(first.digest)) == ("published", 64)
        refused = client.post(
            reverse("notices:version", args=[first.pk]), {"text_en": "We sell coffee.", "version": "1"}
        )
        assert refused.status_code == 422
        client.post(reverse("notices:start", args=[first.notice_id]))
        second = NoticeVersion.objects.get(number=2)
        client.post(reverse("notices:publish", args=[second.pk]))
        first.refresh_from_db()
        assert first.state == "withdrawn"
        assert first.withdrawn_at is not None

    def test_a_notice_needs_english(self, signed_in: SignedIn) -> None:
        answer = signed_in("manager").post(reverse("notices:create"), {"name": "Shop", "text_th": "ชา", "version": "0"})
        assert answer.status_code == 422


def test_the_ledger_leads_to_the_coverage_only_for_whom_it_opens(signed_in: Any) -> None:
    for name, offered in (("quality", True), ("analyst", False)):
        client = signed_in(name)
        assert ('href="/consents/coverage/"' in client.get("/consents/").content.decode()) is offered
        assert (client.get("/consents/coverage/").status_code == 200) is offered
