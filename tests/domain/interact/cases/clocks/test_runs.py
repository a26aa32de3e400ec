from __future__ import annotations

from datetime import UTC, datetime, timedelta

from idic.domain.interact.cases.clocks.runs import Facts, Run, Said, runs_of
from idic.domain.interact.standards.enums import Measure

START = datetime(2026, 11, 20, 3, tzinfo=UTC)


def _at(minutes: int) -> datetime:
    return START + timedelta(minutes=minutes)


def _runs(*said: tuple[str, int], responded: int | None = None, resolved: int | None = None) -> dict[str, list[Run]]:
    facts = Facts(
        START,
        None if responded is None else _at(responded),
        None if resolved is None else _at(resolved),
        tuple(Said(kind, _at(minutes)) for kind, minutes in said),
    )
    found: dict[str, list[Run]] = {}
    for run in runs_of(facts):
        found.setdefault(run.measure, []).append(run)
    return found


def test_an_automatic_receipt_acknowledges_and_answers_nothing():
    runs = _runs(("automatic", 1))
    assert runs[Measure.ACKNOWLEDGEMENT] == [Run(Measure.ACKNOWLEDGEMENT, START, _at(1))]
    assert runs[Measure.FIRST_RESPONSE] == [Run(Measure.FIRST_RESPONSE, START, None)]
    assert runs[Measure.RESOLUTION] == [Run(Measure.RESOLUTION, START, None)]
    assert Measure.NEXT_RESPONSE not in runs


def test_an_answer_acknowledges_too():
    assert _runs(("outbound", 30), responded=30)[Measure.ACKNOWLEDGEMENT][0].stopped_at == _at(30)


def test_the_clock_of_further_answers_starts_with_the_first_message_unanswered():
    runs = _runs(
        ("inbound", 0), ("outbound", 30), ("inbound", 60), ("inbound", 70), ("outbound", 90), ("outbound", 95),
        ("inbound", 200), responded=30,
    )  # fmt: skip
    assert runs[Measure.NEXT_RESPONSE] == [
        Run(Measure.NEXT_RESPONSE, _at(60), _at(90)),
        Run(Measure.NEXT_RESPONSE, _at(200), None),
    ]


def test_what_is_resolved_waits_for_no_answer():
    runs = _runs(("outbound", 30), ("inbound", 60), responded=30, resolved=100)
    assert runs[Measure.NEXT_RESPONSE][0].stopped_at == _at(100)
    assert runs[Measure.RESOLUTION][0].stopped_at == _at(100)


def test_resolved_without_a_word_ends_every_clock():
    assert {run.stopped_at for runs in _runs(resolved=20).values() for run in runs} == {_at(20)}


def test_an_answer_given_before_it_was_written_down_stops_at_the_start():
    assert _runs(responded=-5)[Measure.FIRST_RESPONSE][0].stopped_at == START
