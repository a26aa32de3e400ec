"""Pages for people outside, with the link of a mail as their key."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from idic.domain.identify.models import Customer
from idic.domain.identify.privacy.enums import Verdict
from idic.domain.identify.privacy.links import Choice, preferences_url, public_address, unsubscribe_url
from idic.domain.identify.privacy.models import ConsentEvent, OptIn
from idic.domain.identify.privacy.operations.consents import record_consent
from idic.domain.identify.privacy.operations.notices import create_notice, publish_version
from idic.domain.identify.privacy.operations.opt_ins import ask_opt_in
from idic.domain.identify.privacy.queries.basis import use_of, verdict_of
from idic.foundation.letters.models import Delivery
from idic.foundation.letters.operations.delivering import deliver_now

pytestmark = pytest.mark.django_db


@pytest.fixture
def anan(make_customer: Callable[..., Customer], cast: Any) -> Customer:
    customer = make_customer(given_name="Anan", family_name="Jaidee", email="anan@example.com", phone="0812345678")
    record_consent(
        customer, "marketing", "email", kind="given", method="phone", evidence={"call": "C-1"}, by=cast.administrator
    )
    return customer


def path_of(url: str) -> str:
    return url.removeprefix(public_address())


def verdict(customer: Customer, channel: str = "email") -> Verdict:
    return verdict_of(customer.pk, use_of("marketing", channel))


class TestUnsubscribing:
    @pytest.fixture
    def path(self, anan: Customer) -> str:
        return path_of(unsubscribe_url(Choice(anan.records.get().pk, "marketing", "email")))

    def test_looking_at_the_page_changes_nothing(self, anan: Customer, path: str) -> None:
        page = Client().get(path)
        assert page.status_code == 200
        assert verdict(anan) is Verdict.CONSENT
        for told in (anan.name, anan.email, anan.phone):
            assert told not in page.content.decode()

    def test_one_click_of_a_mail_program_is_enough(self, anan: Customer, path: str) -> None:
        """No cookie, no token of a form, no sign-in: RFC 8058."""
        answer = Client(enforce_csrf_checks=True).post(path, {"List-Unsubscribe": "One-Click"}, REMOTE_ADDR="192.0.2.7")
        assert answer.status_code == 200
        assert verdict(anan) is Verdict.WITHDRAWN
        word = ConsentEvent.objects.latest("pk")
        assert (word.method, word.evidence["ip"], word.actor) == ("unsubscribe", "192.0.2.7", None)

    def test_clicking_again_writes_nothing_more(self, anan: Customer, path: str) -> None:
        Client().post(path)
        Client().post(path)
        assert ConsentEvent.objects.count() == 2

    def test_a_changed_link_opens_nothing(self, anan: Customer, path: str) -> None:
        assert Client().post(path[:-4] + "x" + path[-3:]).status_code == 404
        assert verdict(anan) is Verdict.CONSENT

    def test_a_link_of_one_kind_opens_no_other_page(self, anan: Customer, path: str) -> None:
        token = path.rstrip("/").rsplit("/", 1)[1]
        assert Client().get(reverse("privacy_public:preferences", args=[token])).status_code == 404


class TestPreferences:
    @pytest.fixture
    def path(self, anan: Customer) -> str:
        return path_of(preferences_url(anan.records.get().pk))

    def test_the_page_shows_where_one_stands(self, path: str) -> None:
        page = Client().get(path).content.decode()
        assert 'value="marketing/email" checked' in page
        assert 'value="marketing/sms" checked' not in page
        # where one may object, silence stands ticked
        assert 'value="profiling/" checked' in page

    def test_only_what_differs_is_written_down(self, anan: Customer, path: str) -> None:
        on = {"profiling/", "automated/", *(f"research/{one}" for one in ("email", "sms", "phone", "line"))}
        answer = Client().post(path, {"yes": ["marketing/sms", *on]})
        assert answer.status_code == 200
        words = set(ConsentEvent.objects.filter(method="preferences").values_list("purpose__code", "channel", "kind"))
        assert words == {("marketing", "email", "withdrawn"), ("marketing", "sms", "given")}
        assert (verdict(anan), verdict(anan, "sms")) == (Verdict.WITHDRAWN, Verdict.CONSENT)

    def test_objecting_to_profiling_is_a_tick_taken_away(self, anan: Customer, path: str) -> None:
        Client().post(path, {"yes": ["marketing/email"]})
        assert verdict_of(anan.pk, use_of("profiling")) is Verdict.WITHDRAWN

    def test_a_child_cannot_tick_marketing(self, anan: Customer, path: str) -> None:
        Customer.objects.filter(pk=anan.pk).update(birth_date=timezone.localdate() - timedelta(days=12 * 365))
        answer = Client().post(path, {"yes": ["marketing/email", "marketing/sms"]})
        assert answer.status_code == 422
        assert "guardian" in answer.content.decode()

    @pytest.mark.parametrize(
        ("language", "words"), [("th", "ข่าวสารและข้อเสนอ"), ("zh-hans", "资讯与优惠"), ("zh-hant", "資訊與優惠")]
    )
    def test_it_speaks_the_language_of_the_reader(self, path: str, language: str, words: str) -> None:
        assert words in Client().get(path, HTTP_ACCEPT_LANGUAGE=language).content.decode()

    def test_nothing_of_the_person_stands_on_the_page(self, anan: Customer, path: str) -> None:
        page = Client().get(path)
        for told in (anan.name, anan.email, anan.phone):
            assert told not in page.content.decode()
        assert page["X-Robots-Tag"] == "noindex"


class TestDoubleOptIn:
    @pytest.fixture
    def boon(self, make_customer: Callable[..., Customer]) -> Customer:
        return make_customer(given_name="Boon", email="boon@example.com", language="th")

    def ask(self, boon: Customer, by: Any) -> str:
        ask_opt_in(boon, "marketing", asked_from={"note": "at the counter"}, by=by)
        deliver_now(Delivery.objects.latest("pk").pk)
        address = mail.outbox[-1].body.split("](", 1)[1].split(")", 1)[0]
        return path_of(address)

    def test_the_consent_counts_when_the_link_is_used(self, boon: Customer, cast: Any) -> None:
        path = self.ask(boon, cast.service)
        assert verdict(boon) is Verdict.NOT_GIVEN
        assert Client().get(path).status_code == 200
        assert verdict(boon) is Verdict.NOT_GIVEN
        assert Client().post(path, REMOTE_ADDR="192.0.2.9").status_code == 200
        assert verdict(boon) is Verdict.CONSENT
        proof = OptIn.objects.get()
        assert proof.event is not None
        assert (proof.event.method, proof.event.evidence["ip"]) == ("double_opt_in", "192.0.2.9")
        assert proof.asked_by == cast.service
        assert "boon" not in path

    def test_a_second_use_changes_nothing(self, boon: Customer, cast: Any) -> None:
        path = self.ask(boon, cast.service)
        Client().post(path)
        Client().post(path)
        assert ConsentEvent.objects.count() == 1

    def test_a_link_grows_old(self, boon: Customer, cast: Any) -> None:
        path = self.ask(boon, cast.service)
        OptIn.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
        assert Client().post(path).status_code == 404
        assert verdict(boon) is Verdict.NOT_GIVEN

    def test_a_link_is_for_the_address_that_it_was_sent_to(self, boon: Customer, cast: Any) -> None:
        path = self.ask(boon, cast.service)
        boon.records.update(email="else@example.com")
        assert Client().post(path).status_code == 404


def test_only_published_notices_are_shown(cast: Any) -> None:
    draft = create_notice("Shop", {"en": "**Bold** <script>alert(1)</script>"}, by=cast.manager)
    address = reverse("privacy_public:notices")
    assert "Shop" not in Client().get(address).content.decode()
    publish_version(draft, by=cast.manager)
    page = Client().get(address).content.decode()
    assert "<strong>Bold</strong>" in page
    assert "<script>alert" not in page
