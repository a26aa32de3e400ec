from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import InternalError, ProgrammingError, connection, transaction
from django.utils import timezone

from idic.domain.identify.models import Customer
from idic.domain.identify.privacy.enums import ConsentKind, Method, Verdict
from idic.domain.identify.privacy.errors import ChannelUnknown, EvidenceMissing, GuardianMissing, PurposeUnknown
from idic.domain.identify.privacy.models import ConsentEvent, UnderAgeMark
from idic.domain.identify.privacy.operations.consents import object_to_marketing, record_consent
from idic.domain.identify.privacy.queries.basis import use_of, verdict_of
from idic.domain.identify.privacy.queries.panel import panel_of
from idic.foundation.accounts.errors import NotAllowed
from idic.foundation.events.models import Event

pytestmark = pytest.mark.django_db
REFUSED = (InternalError, ProgrammingError)


@pytest.fixture
def anan(make_customer: Callable[..., Customer]) -> Customer:
    return make_customer(given_name="Anan", family_name="Jaidee", phone="0812345678", email="anan@example.com")


def verdict(
    customer: Customer, purpose: str = "marketing", channel: str = "email", at: datetime | None = None
) -> Verdict:
    return verdict_of(customer.pk, use_of(purpose, channel, at=at))


def test_the_worked_check_of_the_page(anan: Customer, say: Any) -> None:
    march = datetime(2026, 3, 5, 2, tzinfo=UTC)  # 09:00 in Bangkok
    say(anan, at=datetime(2026, 1, 10, tzinfo=UTC))
    say(anan, "withdrawn", at=march)
    say(anan, at=datetime(2026, 3, 6, tzinfo=UTC))
    assert verdict(anan, at=march - timedelta(minutes=1)) is Verdict.CONSENT
    assert verdict(anan, at=march) is Verdict.WITHDRAWN
    assert verdict(anan, at=march + timedelta(hours=3)) is Verdict.WITHDRAWN
    assert verdict(anan, at=datetime(2026, 3, 7, tzinfo=UTC)) is Verdict.CONSENT


def test_nobody_has_consented_by_saying_nothing(anan: Customer) -> None:
    assert verdict(anan) is Verdict.NOT_GIVEN
    assert verdict(anan, "profiling", "") is Verdict.NO_OBJECTION
    assert verdict(anan, "contract", "") is Verdict.NO_OBJECTION


def test_the_law_of_the_country_decides_what_silence_means(make_customer: Callable[..., Customer]) -> None:
    at_home = make_customer(name="", given_name="Li", phone="0812345670")
    in_china = make_customer(given_name="Wei", email="wei@example.com", country="China")
    assert verdict(at_home, "profiling", "") is Verdict.NO_OBJECTION
    assert verdict(in_china, "profiling", "") is Verdict.NOT_GIVEN


def test_a_word_of_one_channel_says_nothing_of_another(anan: Customer, say: Any) -> None:
    say(anan)
    assert verdict(anan, channel="sms") is Verdict.NOT_GIVEN


def test_the_event_tells_who_wrote_it_down_and_what_was_read(anan: Customer, say: Any, cast: Any) -> None:
    consent = say(anan, language="th")
    event = Event.objects.filter(verb="consent.given").get()
    assert (event.customer_id, event.actor_id) == (anan.pk, cast.administrator.pk)
    assert event.after["consent_id"] == consent.pk
    assert consent.evidence == {"call": "C-17"}
    assert consent.purpose_version.number == 1
    assert len(consent.text_digest) == 64
    assert consent.text_digest != say(anan, language="en").text_digest


def test_a_yes_without_proof_is_refused_and_a_no_is_not(anan: Customer, say: Any) -> None:
    with pytest.raises(EvidenceMissing):
        say(anan, evidence={})
    assert say(anan, "withdrawn", evidence={}).kind == ConsentKind.WITHDRAWN


def test_a_purpose_and_channel_must_be_in_use(anan: Customer, say: Any) -> None:
    with pytest.raises(PurposeUnknown):
        say(anan, purpose="astrology")
    with pytest.raises(ChannelUnknown):
        say(anan, channel="pigeon")


def test_who_may_not_record_consents_is_refused(anan: Customer, say: Any, cast: Any) -> None:
    with pytest.raises(NotAllowed):
        say(anan, by=cast.analyst)
    assert say(anan, by=cast.service).actor == cast.service


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE privacy_consentevent SET kind = 'given' WHERE id = %s",
        "UPDATE privacy_consentevent SET at = at - interval '1 day' WHERE id = %s",
        'UPDATE privacy_consentevent SET evidence = \'{"call": "C-18"}\' WHERE id = %s',
        "UPDATE privacy_consentevent SET record_id = record_id + 1 WHERE id = %s",
        "DELETE FROM privacy_consentevent WHERE id = %s",
    ],
)
def test_the_ledger_is_never_rewritten(anan: Customer, say: Any, statement: str) -> None:
    consent = say(anan, "withdrawn")
    with pytest.raises(REFUSED, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, [consent.pk])
    assert ConsentEvent.objects.get().kind == ConsentKind.WITHDRAWN


def test_the_customer_may_follow_the_record_and_the_proof_may_be_emptied(
    anan: Customer, say: Any, make_customer: Callable[..., Customer]
) -> None:
    consent = say(anan)
    other = make_customer(given_name="Boon", phone="0823456789")
    ConsentEvent.objects.filter(pk=consent.pk).update(customer=other)
    ConsentEvent.objects.filter(pk=consent.pk).update(evidence={}, text_digest="")
    consent.refresh_from_db()
    assert (consent.customer_id, consent.evidence, consent.kind) == (other.pk, {}, ConsentKind.GIVEN)


def test_a_consent_lasts_as_long_as_the_purpose_says(anan: Customer, say: Any) -> None:
    from idic.domain.identify.privacy.models import Purpose

    Purpose.objects.filter(code="marketing").update(months_valid=24)
    say(anan, at=datetime(2024, 2, 29, tzinfo=UTC))
    assert verdict(anan, at=datetime(2026, 2, 27, 12, tzinfo=UTC)) is Verdict.CONSENT
    assert verdict(anan, at=datetime(2026, 2, 28, 12, tzinfo=UTC)) is Verdict.EXPIRED


class TestUnderAge:
    @pytest.fixture
    def child(self, make_customer: Callable[..., Customer]) -> Customer:
        born = timezone.localdate() - timedelta(days=15 * 365)
        return make_customer(given_name="Nok", phone="0811111111", email="nok@example.com", birth_date=born.isoformat())

    def test_marketing_needs_a_guardian(self, child: Customer, say: Any) -> None:
        with pytest.raises(GuardianMissing):
            say(child)
        say(child, evidence={"paper": "P-4", "guardian": "Mali Jaidee, mother"})
        assert verdict(child) is Verdict.CONSENT

    def test_a_yes_of_a_child_alone_is_not_used(self, child: Customer, say: Any) -> None:
        """As it comes with a list, or from before the birth date was known."""
        Customer.objects.filter(pk=child.pk).update(birth_date=None)
        child.refresh_from_db()
        say(child)
        Customer.objects.filter(pk=child.pk).update(birth_date=timezone.localdate() - timedelta(days=15 * 365))
        assert verdict(child) is Verdict.UNDER_AGE

    def test_a_mark_counts_like_a_birth_date(self, anan: Customer, say: Any) -> None:
        say(anan)
        UnderAgeMark.objects.create(record=anan.records.get(), customer=anan, set_at=timezone.now())
        assert verdict(anan) is Verdict.UNDER_AGE
        assert verdict(anan, "contract", "") is Verdict.NO_OBJECTION

    def test_each_law_has_its_age(self, child: Customer, say: Any) -> None:
        """At fifteen one is under age in Thailand (20) and not in China (14)."""
        Customer.objects.filter(pk=child.pk).update(country="China")
        child.refresh_from_db()
        say(child)
        assert verdict(child) is Verdict.CONSENT


def test_an_objection_to_marketing_covers_every_purpose_and_channel(anan: Customer, say: Any, cast: Any) -> None:
    say(anan)
    events = object_to_marketing(anan, method=Method.PHONE, evidence={}, by=cast.service)
    assert {one.channel for one in events} >= {"email", "sms", "phone", "post", "line", "wechat", ""}
    for row, cells in panel_of(anan).rows:
        for cell in cells:
            assert not (row.is_marketing and cell.verdict.may), (row.code, cell.channel)


def test_the_panel_takes_the_same_queries_for_one_word_and_for_many(
    anan: Customer, say: Any, django_assert_max_num_queries: Any
) -> None:
    for _round in range(6):
        say(anan)
        say(anan, channel="sms")
    with django_assert_max_num_queries(8):
        panel_of(anan)


def test_the_word_of_a_person_needs_no_user(anan: Customer) -> None:
    consent = record_consent(
        anan, "marketing", "email", kind="given", method=Method.PREFERENCES, evidence={"ip": "192.0.2.1"}, by=None
    )
    event = Event.objects.filter(verb="consent.given").get()
    assert (consent.actor, event.actor_id, event.agent) == (None, None, "person")
