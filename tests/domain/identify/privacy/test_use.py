"""A purpose is asked at the moment of use: exports, letters."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import time
from typing import Any

import pytest
from django.core import mail

from idic.domain.identify.models import Customer
from idic.domain.identify.privacy.models import Purpose, QuietHours
from idic.domain.identify.privacy.operations.consents import object_to_marketing
from idic.domain.identify.privacy.queries.basis import check, use_of
from idic.foundation.accounts.errors import NotAllowed
from idic.foundation.accounts.models import RoleDefinition
from idic.foundation.events.models import Event
from idic.foundation.files.storage import local_path
from idic.foundation.jobs.operations.run import perform_job
from idic.foundation.letters.errors import NotForThisPurpose
from idic.foundation.letters.merging import Merged
from idic.foundation.letters.models import Delivery
from idic.foundation.letters.operations.deliveries import send_mail
from idic.foundation.letters.operations.delivering import deliver_now
from idic.foundation.nouns.registry import fields_of
from idic.foundation.views.errors import NobodyAllowed, PurposeMissing
from idic.foundation.views.looks import Look
from idic.foundation.views.models import ExportRequest
from idic.foundation.views.operations.exports import request_export
from idic.foundation.views.selections import Selection

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(make_customer: Callable[..., Customer]) -> list[Customer]:
    return [make_customer(given_name=f"P{number}", email=f"p{number}@example.com") for number in range(4)]


class TestCheck:
    def test_who_is_left_out_is_counted_by_reason(self, people: list[Customer], say: Any) -> None:
        say(people[0])
        say(people[1], "withdrawn")
        checked = check(Customer.objects.filter(pk__in=[one.pk for one in people]), use_of("marketing", "email"))
        assert list(checked.rows) == [people[0]]
        assert (checked.asked, checked.excluded) == (4, 3)
        assert checked.reasons == {"withdrawn": 1, "not_given": 2}
        assert checked.sentence() == ("3 of 4 are excluded: no valid basis for “News and offers: E-mail”.")

    def test_a_choice_of_nobody_is_no_fault(self) -> None:
        assert check(Customer.objects.filter(pk__in=[]), use_of("marketing", "email")).asked == 0


class TestExports:
    def export(self, people: list[Customer], by: Any, purpose: str = "mkt_email", **more: Any) -> ExportRequest:
        selection = Selection("customer", Look(), ids=tuple(one.pk for one in people))
        return request_export(
            selection, columns=["name"], file_format="csv", purpose=purpose, note="", by=by, **more
        )  # fmt: skip

    def test_a_list_for_marketing_holds_only_who_agreed(self, people: list[Customer], say: Any, cast: Any) -> None:
        say(people[2])
        asked = self.export(people, cast.manager)
        assert asked.left_out == {"not_given": 3}
        perform_job(asked.job_id)
        asked.refresh_from_db()
        with local_path(asked.file).open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.reader(file))
        assert [row[1] for row in rows[1:-1]] == ["P2"]
        assert "Left out for this purpose: 3" in rows[-1][0]

    def test_every_export_has_who_why_rows_and_hash(self, people: list[Customer], say: Any, cast: Any) -> None:
        say(people[2])
        perform_job(self.export(people, cast.manager).job_id)
        event = Event.objects.get(verb="list.exported")
        assert event.actor_id == cast.manager.pk
        assert (event.after["purpose"], event.after["rows"], event.after["left_out"]) == ("mkt_email", 1, 3)
        assert len(event.after["sha256"]) == 64

    def test_a_no_between_asking_and_writing_counts(self, people: list[Customer], say: Any, cast: Any) -> None:
        say(people[0])
        say(people[1])
        asked = self.export(people, cast.manager)
        say(people[1], "withdrawn")
        perform_job(asked.job_id)
        asked.refresh_from_db()
        assert (asked.rows, asked.left_out) == (1, {"not_given": 2, "withdrawn": 1})

    def test_a_list_of_nobody_is_refused_with_the_reason(self, people: list[Customer], cast: Any) -> None:
        with pytest.raises(NobodyAllowed, match="4 of 4 are excluded"):
            self.export(people, cast.manager)

    def test_marketing_names_its_channel(self, people: list[Customer], cast: Any) -> None:
        with pytest.raises(PurposeMissing):
            self.export(people, cast.manager, purpose="marketing")

    def test_serving_customers_asks_for_no_consent(self, people: list[Customer], cast: Any) -> None:
        assert self.export(people, cast.manager, purpose="service").left_out == {}

    def test_who_does_not_hold_profiling_exports_nothing_for_it(self, people: list[Customer], cast: Any) -> None:
        RoleDefinition.objects.filter(code="analyst").update(grants={"value.see": "none"})
        by = type(cast.analyst).objects.get(pk=cast.analyst.pk)
        with pytest.raises(NotAllowed):
            self.export(people, by, purpose="profiling")


def test_who_does_not_hold_profiling_sees_no_score(cast: Any) -> None:
    """Neither in a list, nor in a filter, nor in a file: the fields are not there."""
    RoleDefinition.objects.filter(code="sales").update(grants={"value.see": "none"})
    by = type(cast.sales).objects.get(pk=cast.sales.pk)
    scores = {"lifetime_value", "tier", "rfm_group", "p_alive", "monetary"}
    assert scores <= set(fields_of("customer", cast.manager))
    assert not scores & set(fields_of("customer", by))
    assert Purpose.objects.get(code="profiling").permission == "value.see"


class TestLetters:
    def send(self, customer: Customer, by: Any, purpose: str = "marketing") -> Delivery:
        return send_mail(
            Merged("Spring", "Tea is here.", ()), template=None, noun="customer", record=customer, to=customer.email,
            language="en", by=by, purpose=purpose,
        )  # fmt: skip

    def test_without_consent_nothing_is_queued(self, people: list[Customer], cast: Any) -> None:
        with pytest.raises(NotForThisPurpose, match="No consent"):
            self.send(people[0], cast.manager)
        assert not Delivery.objects.exists()

    def test_an_answer_to_one_person_needs_none(self, people: list[Customer], cast: Any) -> None:
        deliver_now(self.send(people[0], cast.manager, purpose="").pk)
        assert len(mail.outbox) == 1

    def test_a_queued_letter_is_stopped_by_a_no(self, people: list[Customer], say: Any, cast: Any) -> None:
        say(people[0])
        delivery = self.send(people[0], cast.manager)
        say(people[0], "withdrawn")
        deliver_now(delivery.pk)
        delivery.refresh_from_db()
        assert (delivery.state, delivery.error, mail.outbox) == ("stopped", "withdrawn", [])
        assert Event.objects.filter(verb="letter.stopped", customer_id=people[0].pk).exists()

    def test_an_objection_to_all_marketing_stops_it_too(self, people: list[Customer], say: Any, cast: Any) -> None:
        say(people[0])
        delivery = self.send(people[0], cast.manager)
        object_to_marketing(people[0], method="written", evidence={}, by=cast.manager)
        deliver_now(delivery.pk)
        assert mail.outbox == []

    def test_a_letter_of_marketing_holds_the_way_out(self, people: list[Customer], say: Any, cast: Any) -> None:
        say(people[0])
        deliver_now(self.send(people[0], cast.manager).pk)
        (sent,) = mail.outbox
        address = sent.extra_headers["List-Unsubscribe"].strip("<>")
        assert sent.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        assert address in sent.body
        assert "Your choices" in sent.body
        for told in (people[0].email, people[0].name, "example.com"):
            assert told not in address

    def test_a_quiet_time_makes_it_wait(self, people: list[Customer], say: Any, cast: Any) -> None:
        QuietHours.objects.create(channel="email", starts=time(0), ends=time(23, 59, 59))
        say(people[0])
        delivery = self.send(people[0], cast.manager)
        deliver_now(delivery.pk)
        delivery.refresh_from_db()
        assert (delivery.state, mail.outbox) == ("waiting", [])
