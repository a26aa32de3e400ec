"""Promises without a clock: of April 2026, by the desk in Bangkok that is open from half past eight to half past four."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from idic.domain.interact.cases.drafts import MessageDraft
from idic.domain.interact.cases.models import Case, CaseTopic
from idic.domain.interact.cases.operations.joining import merge_case
from idic.domain.interact.cases.operations.messages import answer_case
from idic.domain.interact.cases.queries import shares
from idic.domain.interact.cases.queries.attainment import Period
from idic.domain.interact.telephony.models import Call
from tests.domain.interact.cases.clocks.conftest import LONG_AGO
from tests.domain.interact.cases.clocks.test_keeping import _at
from tests.exchanges import make_exchange, tell

pytestmark = pytest.mark.django_db
APRIL = Period(_at(1, "00:00"), _at(30, "00:00"))


@pytest.fixture
def promised(bangkok, cast):
    from idic.domain.interact.standards.operations.standards import Said, Scope, create_standard

    def make(measure: str, **scope: str) -> int:
        said = Said(Decimal(".8"), valid_from=LONG_AGO)
        return create_standard(measure, said, scope=Scope(**scope), by=cast.quality).pk

    return make


def put(case, **values):
    Case.objects.filter(pk=case.pk).update(**values)


def of(tally):
    return (tally.hits, tally.of)


def test_a_matter_is_solved_at_first_where_nobody_came_again_within_a_week(promised, make_case, make_customer, cast):
    standard = promised("first_contact")
    topic, customer = CaseTopic.objects.create(code="leak", name="Leaks"), make_customer(given_name="Anan")
    ended = {"state": "closed", "resolved_at": _at(28, "09:00")}
    for day, values in ((1, {}), (3, {}), (20, {}), (21, {"customer": None}), (22, {"topic": None})):
        case = make_case(_at(day, "09:00"), **{"customer": customer, "topic": topic, **values})
        put(case, **ended)
    assert of(shares.by_standard(cast.administrator, APRIL, [standard])[standard]) == (1, 2)
    put(Case.objects.get(received_at=_at(20, "09:00")), reopened=1)
    assert of(shares.by_standard(cast.administrator, APRIL, [standard])[standard]) == (0, 2)


def test_who_came_again_by_another_way_was_not_solved_at_first(make_case, make_customer, cast):
    """Of five matters of May: one came already in April, one was told twice and merged, of one somebody called, of one
    somebody called eight days later, and of one nobody was heard again."""
    may = Period(_at(20, "00:00"), _at(30, "00:00"))
    exchange = make_exchange(cast.administrator)
    found = {}
    for number, name in enumerate(("before", "merged", "called", "late", "once")):
        topic = CaseTopic.objects.create(code=name, name=name)
        given = {"topic": topic, "customer": make_customer(given_name=name)}
        found[name] = make_case(_at(21, f"1{number}:00"), **given)
        if name == "before":
            make_case(_at(16, "09:00"), **given)
        if name == "merged":
            twin = make_case(_at(22, "09:00"), **{**given, "topic": None})
            merge_case(twin, into=found[name], by=cast.service)
        if name in ("called", "late"):
            call = tell(exchange, "ringing", call=name, at=_at(23 if name == "called" else 29, "15:30").isoformat())
            Call.objects.filter(pk=call.pk).update(case=found[name], answered_at=call.rang_at, state="ended")
    Case.objects.filter(merged_into__isnull=True).update(state="closed", resolved_at=_at(28, "09:00"))
    tally = shares.by_measure(cast.administrator, may)["first_contact"]
    assert {case: hit for case, _owner, hit in tally.cases} == {
        found["merged"].pk: False, found["called"].pk: False, found["late"].pk: True, found["once"].pk: True,
    }  # fmt: skip


def test_the_closest_standard_counts_and_each_owner_for_themselves(promised, make_case, cast):
    wide, narrow = promised("reopened"), promised("reopened", mode="phone")
    ended = {"state": "closed", "resolved_at": _at(28, "09:00")}
    for mode, reopened in (("phone", 1), ("phone", 0), ("email", 0)):
        put(make_case(_at(2, "09:00"), mode=mode), reopened=reopened, **ended)
    make_case(_at(2, "09:00"))
    found = shares.by_standard(cast.administrator, APRIL, [wide, narrow])
    assert (of(found[wide]), of(found[narrow])) == ((0, 1), (1, 2))
    assert found[narrow].by_owner == {cast.service.pk: (1, 2)}
    assert shares.by_standard(cast.administrator, APRIL, [wide]).keys() == {wide}


def test_the_customers_word_counts_and_silence_is_none(promised, make_case, cast):
    standard = promised("confirmed")
    for verdict in ("confirmed", "rejected", "not_confirmed", ""):
        put(make_case(_at(2, "09:00")), verdict=verdict)
    assert of(shares.by_standard(cast.administrator, APRIL, [standard])[standard]) == (1, 3)
    assert of(shares.for_everybody(APRIL)[standard]) == (1, 3)


def test_out_of_hours_is_kept_by_an_answer_before_the_desk_opens(promised, make_case, cast):
    """On Thursday 16th: at eight in the evening twice, at noon once, and at ten when the desk is open."""
    standard = promised("out_of_hours")
    early, _late, noon, _open = (make_case(_at(16, clock)) for clock in ("20:00", "20:00", "12:10", "10:00"))
    answer_case(early, MessageDraft("At once", at=_at(16, "21:00")), by=cast.service)
    answer_case(noon, MessageDraft("After lunch", at=_at(16, "13:05")), by=cast.service)
    assert of(shares.by_standard(cast.administrator, APRIL, [standard])[standard]) == (1, 3)
    assert of(shares.by_measure(cast.administrator, APRIL)["out_of_hours"]) == (1, 3)


def test_without_such_a_standard_no_case_is_read(django_assert_max_num_queries, cast, make_standard):
    clocked = make_standard("resolution", 60)
    period = Period(timezone.now() - timedelta(days=1), timezone.now())
    with django_assert_max_num_queries(2):
        assert shares.by_standard(cast.administrator, period, [clocked.pk]) == {}
