from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from idic.domain.identify.golden import golden_differences, recompute_golden
from idic.domain.identify.merging.errors import NotOneOfTheirs, RulesIncomplete
from idic.domain.identify.merging.models import RuleSet
from idic.domain.identify.merging.operations.judgements import follow_rules, use_value, verify_value
from idic.domain.identify.merging.operations.merge import merge_customers
from idic.domain.identify.merging.operations.survivorship import apply_job, change_rules
from idic.domain.identify.merging.operations.undo import undo_merge
from idic.domain.identify.merging.queries.aliases import aliases_of
from idic.domain.identify.merging.queries.preview import preview_rules
from idic.domain.identify.merging.queries.provenance import provenance_of
from idic.domain.identify.models import Customer, SourceRecord
from idic.domain.identify.operations.customers import edit_customer
from idic.domain.identify.queries.search import search_customers
from idic.foundation.accounts.errors import NotAllowed
from idic.foundation.events.models import Event
from idic.foundation.events.undoing import undo_event
from tests.conftest import Cast
from tests.domain.identify.merging.conftest import customer_of, say

pytestmark = pytest.mark.django_db
BY_FREQUENCY = {"phone": ["verified", "frequent", "recent"]}


class NoProgress:
    """Counts what is reported, as the page of a job would show it."""

    job_id = 0

    def __init__(self) -> None:
        self.reported: list[tuple[str, int, int]] = []

    def report(self, step: str, done: int, total: int) -> None:
        self.reported.append((step, done, total))


@pytest.fixture
def worked(cast: Cast) -> tuple[Customer, SourceRecord]:
    """The worked case of methods/02 section 5: ERP before counter before web, the latest first within a rank."""
    customer = customer_of(
        "erp", {"family_name": "ใจดี", "name": "ใจดี", "phone": "+6621234567", "province": "กรุงเทพมหานคร", "postcode": "10110"},
        rank=80, at=datetime(2024, 3, 1, tzinfo=UTC),
    )  # fmt: skip
    counter = say(
        customer, {"name": "ใจดี", "phone": "+66812345678", "province": "เชียงใหม่", "postcode": "50200"}, code="counter", rank=60,
        at=datetime(2026, 2, 10, tzinfo=UTC),
    )  # fmt: skip
    web = customer_of(
        "web", {"name": "Jaidee", "phone": "+66812345678", "email": "a@example.com"}, rank=20,
        at=datetime(2026, 3, 5, tzinfo=UTC),
    )  # fmt: skip
    RuleSet.objects.create(criteria=BY_FREQUENCY, at=datetime(2026, 1, 1, tzinfo=UTC))
    verify_value(customer, counter.pk, "address", by=cast.service)
    merge_customers(customer, web, by=cast.service)
    return Customer.objects.get(pk=customer.pk), counter


def test_the_worked_case(cast: Cast, worked: tuple[Customer, SourceRecord]) -> None:
    customer, _counter = worked
    assert customer.name == "ใจดี"
    assert aliases_of(customer, customer.records.all()) == ["Jaidee"]
    assert [one.customer for one in search_customers(cast.service, "Jaidee")] == [customer]
    assert customer.phone == "+66812345678"
    assert customer.email == "a@example.com"
    assert (customer.province, customer.postcode) == ("เชียงใหม่", "50200")


def test_the_worked_case_after_undo_of_the_web_record(cast: Cast, worked: tuple[Customer, SourceRecord]) -> None:
    from idic.domain.identify.merging.models import Merge

    customer, _counter = worked
    undo_merge(Merge.objects.get(), by=cast.service)
    customer.refresh_from_db()
    assert (customer.email, customer.phone) == ("", "+66812345678")
    assert aliases_of(customer, customer.records.all()) == []


def test_each_value_tells_what_chose_it(cast: Cast, worked: tuple[Customer, SourceRecord]) -> None:
    customer, counter = worked
    told = {field: provenance_of(customer, field) for field in ("name", "phone", "email", "address")}
    assert {field: one.decided_by for field, one in told.items()} == {
        "name": "rank", "phone": "frequent", "email": "only", "address": "verified",
    }  # fmt: skip
    assert all(
        one.shown is not None and one.shown.record.pk == customer.provenance[field] for field, one in told.items()
    )
    assert told["address"].shown is not None
    assert told["address"].shown.record == counter
    assert len(told["phone"].others) == 2


def test_a_verified_value_counts_while_the_record_says_it(cast: Cast, worked: tuple[Customer, SourceRecord]) -> None:
    customer, counter = worked
    say(customer, {"name": "ใจดี", "phone": "+66812345678", "province": "ขอนแก่น"}, code="counter", key=counter.key)
    customer.refresh_from_db()
    assert customer.postcode == "10110"


def test_an_address_is_never_mixed_from_two_records(cast: Cast, worked: tuple[Customer, SourceRecord]) -> None:
    customer, counter = worked
    verify_value(customer, counter.pk, "address", by=cast.service, verified=False)
    customer.refresh_from_db()
    assert (customer.province, customer.postcode) == ("กรุงเทพมหานคร", "10110")


def test_a_chosen_value_stays_whatever_the_rules_and_the_sources_say(
    cast: Cast, worked: tuple[Customer, SourceRecord]
) -> None:
    customer, _counter = worked
    erp = SourceRecord.objects.get(source__code="erp")
    use_value(customer, erp.pk, "phone", by=cast.service)
    say(customer, {"name": "ใจดี", "phone": "+66999999999"}, code="pos", rank=90)
    customer.refresh_from_db()
    assert (customer.phone, customer.provenance["phone"]) == ("+6621234567", erp.pk)
    assert provenance_of(customer, "phone").decided_by == "chosen"
    assert follow_rules(customer, "phone", by=cast.service) == 1
    customer.refresh_from_db()
    assert customer.phone == "+66812345678"


def test_what_a_person_types_is_believed_before_what_is_verified(
    cast: Cast, worked: tuple[Customer, SourceRecord]
) -> None:
    customer, _counter = worked
    edit_customer(customer, {"phone": "0899999999"}, version=customer.version, by=cast.service)
    customer.refresh_from_db()
    assert customer.phone == "+66899999999"
    assert provenance_of(customer, "phone").decided_by == "desk"


def test_a_single_fact_can_be_chosen(cast: Cast) -> None:
    customer = customer_of("erp", {"name": "Anan", "nickname": "Nan"}, rank=80)
    web = say(customer, {"name": "Anan", "nickname": "An"}, code="web", rank=20)
    use_value(customer, web.pk, "fact:nickname", by=cast.service)
    customer.refresh_from_db()
    assert customer.facts["nickname"] == "An"
    assert provenance_of(customer, "fact:nickname").decided_by == "chosen"


def test_a_record_of_somebody_else_cannot_be_chosen(cast: Cast, worked: tuple[Customer, SourceRecord]) -> None:
    other = customer_of("pos", {"name": "Boonmee"})
    with pytest.raises(NotOneOfTheirs):
        use_value(worked[0], other.records.get().pk, "phone", by=cast.service)


def test_a_preview_shows_what_would_change_and_writes_nothing(
    cast: Cast, worked: tuple[Customer, SourceRecord], golden: Callable[[int], dict[str, Any]]
) -> None:
    customer, _counter = worked
    before = golden(customer.pk)
    found = preview_rules({}, by=cast.manager)
    assert (found.checked, found.changed, found.is_whole) == (1, 1, True)
    assert found.sample[0].changes == {"phone": ("+66812345678", "+6621234567")}
    assert golden(customer.pk) == before


@pytest.mark.parametrize("criterion", ["verified", "rank", "recent", "complete", "frequent"])
def test_every_criterion_can_stand_first_in_every_field(
    cast: Cast, worked: tuple[Customer, SourceRecord], criterion: str
) -> None:
    from idic.domain.identify.merging.enums import GoldenField

    golden_differences([worked[0].pk], {field: [criterion] for field in GoldenField.values})


def test_changed_rules_are_applied_by_a_job_and_can_be_taken_back(
    cast: Cast, worked: tuple[Customer, SourceRecord]
) -> None:
    customer, _counter = worked
    alone = customer_of("pos", {"name": "Alone"})
    change_rules({}, by=cast.manager)
    progress = NoProgress()
    assert apply_job(progress, {}) == {"checked": 1, "changed": 1}  # type: ignore[arg-type]  # only reports are asked
    customer.refresh_from_db()
    assert customer.phone == "+6621234567"
    assert Customer.objects.get(pk=alone.pk).version == alone.version
    assert apply_job(progress, {}) == {"checked": 1, "changed": 0}  # type: ignore[arg-type]  # only reports are asked
    undo_event(Event.objects.get(verb="survivorship.changed").pk, by=cast.manager)
    latest = RuleSet.objects.latest("pk")
    assert (latest.criteria, latest.job is not None) == (BY_FREQUENCY, True)
    apply_job(progress, {})  # type: ignore[arg-type]  # only reports are asked
    customer.refresh_from_db()
    assert customer.phone == "+66812345678"


def test_rules_that_make_no_order_are_refused(cast: Cast) -> None:
    for wrong in ({"phone": []}, {"phone": ["rank", "rank"]}, {"phone": ["luck"]}, {"shoe_size": ["rank"]}):
        with pytest.raises(RulesIncomplete):
            change_rules(wrong, by=cast.manager)
    with pytest.raises(NotAllowed):
        change_rules({}, by=cast.service)


def test_computing_many_customers_costs_as_many_statements_as_one(cast: Cast) -> None:
    made = [customer_of("erp", {"name": f"Anan {number}"}) for number in range(12)]
    for customer in made:
        say(customer, {"name": "Anan", "phone": "0812345678"}, code="web")
    with CaptureQueriesContext(connection) as captured:
        assert recompute_golden([one.pk for one in made], at=datetime(2026, 1, 1, tzinfo=UTC)) == 12
    assert len(captured) == 2
