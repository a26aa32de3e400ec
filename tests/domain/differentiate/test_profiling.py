"""Who objects to being profiled has no score and is in no segment, wherever one is computed, shown or used."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from idic.domain.differentiate.models import CustomerScore, Segment, SegmentMembership
from idic.domain.differentiate.operations.refresh import refresh_scores
from idic.domain.differentiate.operations.segments import create_segment, evaluate_segment
from idic.domain.identify.models import Customer
from idic.domain.identify.operations.sources import ensure_source
from idic.domain.identify.privacy.models import ProcessingLock, Purpose
from idic.domain.identify.privacy.operations.consents import record_consent
from idic.domain.sales.models import Purchase
from idic.foundation.nouns.registry import fields_of
from tests.domain.differentiate.test_purposeful_segments import hear, members

Say = Callable[..., None]
RULE = {"all": [{"field": "name", "op": "contains", "value": "Buyer"}]}


def refresh(listen: Callable[[str, int, int], None] = lambda step, done, total: None) -> Any:
    return refresh_scores(report=lambda step, done=0, total=0: listen(step, done, total), as_of=date(2026, 10, 31))


def scored() -> set[int]:
    return set(CustomerScore.objects.exclude(refresh=None).values_list("customer_id", flat=True))


@pytest.fixture
def say(cast: Any) -> Say:
    def said(customer: Customer, kind: str = "withdrawn") -> None:
        record_consent(customer, "profiling", kind=kind, method="phone", evidence={"call": "C-1"}, by=cast.manager)

    return said


@pytest.fixture
def buyers(make_customer: Callable[..., Customer]) -> list[Customer]:
    source = ensure_source(code="till", name="Till", by=None)
    made = [make_customer(given_name=f"Buyer {number}", email=f"b{number}@example.com") for number in range(4)]
    day = timezone.make_aware(timezone.datetime(2026, 10, 1, 12))
    for number, one in enumerate(made):
        for turn in range(number + 1):
            Purchase.objects.create(
                source=source, key=f"{one.pk}-{turn}", customer=one, at=day - timedelta(days=20 * turn), currency="THB",
                total=100, line_count=1,
            )  # fmt: skip
    return made


@pytest.mark.django_db(transaction=True)
class TestObjection:
    def test_it_takes_the_scores_and_segments_at_once_and_no_refresh_brings_them_back(
        self, buyers: list[Customer], say: Say, signed_in: Callable[[str], Client], cast: Any
    ) -> None:
        segment = create_segment(name="All buyers", description="", rule=RULE, by=cast.manager)
        refresh()
        objector, other = buyers[0], buyers[1]
        assert scored() >= {objector.pk, other.pk}
        say(objector)
        hear("consent.withdrawn")
        segment.refresh_from_db()
        assert (objector.pk in scored(), segment.size, members(segment)) == (False, 3, {one.pk for one in buyers[1:]})
        assert not SegmentMembership.objects.filter(customer=objector, valid_to=None).exists()

        done = refresh()
        assert objector.pk not in scored()
        assert other.pk in scored()
        assert {"code": "left_out_of_scores", "count": 1, "reasons": {"withdrawn": 1}} in done.warnings
        segment.refresh_from_db()
        assert (segment.size, segment.left_out) == (3, {"no_profiling": 1})

        page = signed_in("manager").get(f"/customers/{objector.pk}/").content.decode()
        assert "Not for “Scores and segments”: Consent withdrawn or objection." in page
        row = Customer.objects.select_related("score").get(pk=objector.pk)
        told = {code: field.value(row) for code, field in fields_of("customer", cast.manager).items() if field.value}
        shown = {code: told[code] for code in ("tier", "tense", "rfm_group", "lifetime_value", "monetary", "segment")}
        assert {code for code, value in shown.items() if value} == set()

    def test_the_models_do_not_learn_from_the_objector(self, buyers: list[Customer], say: Say) -> None:
        taken: list[int] = []
        say(buyers[3])
        refresh(lambda step, done, total: taken.append(total) if step == "score" else None)
        assert taken == [3]

    def test_a_no_that_came_while_the_scores_were_computed_counts(self, buyers: list[Customer], say: Say) -> None:
        def meanwhile(step: str, done: int, total: int) -> None:
            if step == "score":
                say(buyers[0])
                hear("consent.withdrawn")

        refresh(meanwhile)
        assert scored() == {one.pk for one in buyers[1:]}

    def test_who_agrees_again_is_scored_by_the_next_refresh(self, buyers: list[Customer], say: Say) -> None:
        say(buyers[0])
        refresh()
        say(buyers[0], "given")
        refresh()
        assert buyers[0].pk in scored()

    def test_a_segment_made_afterwards_leaves_them_out(self, buyers: list[Customer], say: Say, cast: Any) -> None:
        refresh()
        say(buyers[0])
        hear("consent.withdrawn")
        segment = create_segment(name="All buyers", description="", rule=RULE, by=cast.manager)
        assert (segment.size, segment.left_out) == (3, {"no_profiling": 1})
        evaluate_segment(Segment.objects.get(pk=segment.pk), at=timezone.now())
        assert buyers[0].pk not in members(segment)


@pytest.mark.django_db(transaction=True)
def test_where_the_law_asks_for_consent_only_persons_who_gave_it_are_scored(
    make_customer: Callable[..., Customer], say: Say
) -> None:
    silent = make_customer(given_name="Wei", family_name="Zhang", country="CN")
    agreed = make_customer(given_name="Min", family_name="Li", country="中国")
    company = make_customer(kind="organisation", name="Bei Fang Trading", country="CN")
    abroad = make_customer(given_name="Anan", family_name="Jaidee", country="TH")
    say(agreed, "given")
    refresh()
    assert scored() & {silent.pk, agreed.pk, company.pk, abroad.pk} == {agreed.pk, company.pk, abroad.pk}


@pytest.mark.django_db(transaction=True)
def test_a_restriction_keeps_what_was_computed_and_computes_no_more(buyers: list[Customer], cast: Any) -> None:
    segment = create_segment(name="All buyers", description="", rule=RULE, by=cast.manager)
    first = refresh()
    ProcessingLock.objects.create(customer=buyers[0], reason="Disputed", set_by=cast.manager)
    second = refresh()
    # what was computed before is kept, and is no figure of this day
    assert (first.figures["buyers"], second.figures["buyers"]) == (4, 3)
    kept = CustomerScore.objects.get(customer=buyers[0])
    assert kept.refresh_id == first.pk
    assert buyers[0].pk not in members(segment)


@pytest.mark.django_db(transaction=True)
def test_an_organisation_that_profiles_nobody_computes_nothing(buyers: list[Customer]) -> None:
    Purpose.objects.filter(code="profiling").update(is_archived=True)
    refresh()
    assert scored() == set()
