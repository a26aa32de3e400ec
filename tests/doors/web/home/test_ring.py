from dataclasses import replace

import pytest

from idic.doors.web.home.ring import Turn, phase_of, states

FRESH = Turn(refreshed=True, stale=False, open=0, planned=0, done=0, done_before=0, changed=0)


@pytest.mark.parametrize(
    ("turn", "phase"),
    [
        (replace(FRESH, refreshed=False, open=5), "plan"),
        (FRESH, "plan"),
        (replace(FRESH, open=5, planned=5), "do"),
        (replace(FRESH, open=4, planned=5, done=1, stale=True), "check"),
        (replace(FRESH, open=4, done_before=1), "act"),
        (replace(FRESH, open=4, done_before=1, changed=1), "do"),
        (replace(FRESH, done_before=1, changed=1), "plan"),
    ],
)
def test_the_turn_stands_where_its_next_act_is(turn, phase):
    assert phase_of(turn) == phase


def test_what_lies_before_the_phase_is_done_and_what_follows_waits():
    found = states(replace(FRESH, open=4, planned=5, done=1, stale=True))
    assert found == {"plan": "done", "do": "done", "check": "current", "act": "waiting"}
