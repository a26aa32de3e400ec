"""Consents of customers that are merged and parted again: what counts follows from whose the records are now."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from random import Random
from typing import Any

import pytest
from django.utils import timezone

from idic.domain.identify.merging.operations.merge import merge_customers
from idic.domain.identify.merging.operations.undo import undo_merge
from idic.domain.identify.models import Customer
from idic.domain.identify.privacy.enums import Verdict
from idic.domain.identify.privacy.errors import GuardianMissing
from idic.domain.identify.privacy.models import ConsentEvent
from idic.domain.identify.privacy.operations.suppressions import addresses_of
from idic.domain.identify.privacy.operations.suppressions import suppress as suppress_addresses
from idic.domain.identify.privacy.queries.basis import use_of, verdict_of, verdicts_of
from idic.domain.identify.privacy.queries.panel import panel_of
from idic.domain.identify.privacy.queries.purposes import purposes_in_use

pytestmark = pytest.mark.django_db


@pytest.fixture
def two(make_customer: Callable[..., Customer]) -> tuple[Customer, Customer]:
    return (
        make_customer(given_name="Anan", family_name="Jaidee", phone="0812345678"),
        make_customer(given_name="Anan", family_name="Jaidee", phone="0898765432"),
    )


def verdict(customer: Customer) -> Verdict:
    return verdict_of(customer.pk, use_of("marketing", "email"))


def ledger(customer: Customer) -> list[tuple[int, str]]:
    rows = ConsentEvent.objects.filter(customer=customer).order_by("pk")
    return list(rows.values_list("pk", "kind"))


def test_a_merge_takes_the_most_restrictive_and_an_undo_restores_both(two: Any, say: Any, cast: Any) -> None:
    first, second = two
    say(first, "withdrawn")
    say(second)
    histories = [ledger(first), ledger(second)]
    merge = merge_customers(first, second, by=cast.administrator)
    assert verdict(first) is Verdict.WITHDRAWN
    assert len(ledger(first)) == 2
    undo_merge(merge, by=cast.administrator)
    assert [verdict(first), verdict(second)] == [Verdict.WITHDRAWN, Verdict.CONSENT]
    assert [ledger(first), ledger(second)] == histories


def test_the_later_opposite_consent_is_shown_to_a_person(two: Any, say: Any, cast: Any) -> None:
    first, second = two
    say(first, "withdrawn")
    later = say(second)
    merge_customers(first, second, by=cast.administrator)
    first.refresh_from_db()
    (cell,) = panel_of(first).disputed
    assert (cell.purpose.code, cell.channel, cell.opposite) == ("marketing", "email", later)


def test_a_word_said_after_the_merge_settles_it(two: Any, say: Any, cast: Any) -> None:
    first, second = two
    own = first.records.get()
    say(first, "withdrawn")
    say(second)
    merge = merge_customers(first, second, by=cast.administrator)
    first.refresh_from_db()
    say(first, record=own)
    assert verdict(first) is Verdict.CONSENT
    assert panel_of(first).disputed == []
    undo_merge(merge, by=cast.administrator)
    assert [verdict(first), verdict(second)] == [Verdict.CONSENT, Verdict.CONSENT]
    assert len(ledger(second)) == 1


def test_the_page_and_the_list_say_the_same(make_customer: Callable[..., Customer], say: Any, cast: Any) -> None:
    """Random words on random customers, some merged, some under age, some abroad: the SQL over the whole base and the
    method agree for every purpose and channel."""
    chance = Random(4)
    people = [
        make_customer(
            given_name=f"P{number}", email=f"p{number}@example.com",
            country=chance.choice(["", "Thailand", "China", "Germany", "Taiwan"]),
            birth_date=chance.choice(["", "1980-02-29", f"{timezone.localdate().year - 15}-06-01"]),
        )
        for number in range(10)
    ]  # fmt: skip
    now = timezone.now()
    for _round in range(60):
        evidence = chance.choice([{"call": "C-1"}, {"call": "C-1", "guardian": "Mother"}])
        one, kind = chance.choice(people), chance.choice(["given", "given", "withdrawn", "expired"])
        method = chance.choice(["phone", "import"])
        purpose, channel = chance.choice(
            [("marketing", "email"), ("marketing", "sms"), ("profiling", ""), ("sharing", "")]
        )
        with suppress(GuardianMissing):  # a child alone
            say(
                one, kind, purpose=purpose, channel=channel, evidence=evidence, method=method,
                at=now - timedelta(days=chance.randrange(200)),
            )  # fmt: skip
    for number in (0, 2, 4):
        merge_customers(people[number], people[number + 1], by=cast.administrator)
    listed = make_customer(given_name="Listed", email="listed@example.com")
    say(listed, method="import", evidence={"batch": "1"}, at=now - timedelta(days=30))
    people.append(listed)
    suppress_addresses([one for person in people[6:] for one in addresses_of(person)], at=now - timedelta(days=20))
    people = list(Customer.objects.filter(merged_into=None))
    panels = {one.pk: panel_of(one) for one in people}
    seen = set()
    for purpose in purposes_in_use():
        for channel in purpose.channels or [""]:
            told = verdicts_of([one.pk for one in people], use_of(purpose, channel))
            for pk, panel in panels.items():
                cells = {(cell.purpose.pk, cell.channel): cell.verdict for _row, row in panel.rows for cell in row}
                assert told[pk] == cells[purpose.pk, channel], (pk, purpose.code, channel)
                seen.add(told[pk])
    assert {Verdict.CONSENT, Verdict.WITHDRAWN, Verdict.NOT_GIVEN, Verdict.NO_OBJECTION, Verdict.SUPPRESSED} <= seen
