from dataclasses import replace
from datetime import UTC, datetime

import pytest

from idic.doors.web.home.next_steps import Situation, best_step, next_steps
from idic.foundation.accounts.rules import PERMISSIONS

MONDAY, TUESDAY = datetime(2026, 11, 23, tzinfo=UTC), datetime(2026, 11, 24, tzinfo=UTC)
CALM = Situation(
    has_customers=True, buyers=10, duplicates=0, unreachable=0, refreshed_at=TUESDAY, imported_at=MONDAY, overdue=0,
    due_today=0, unplanned=0, campaigns=0, without_control=0,
)  # fmt: skip
EMPTY = replace(CALM, has_customers=False, buyers=0, refreshed_at=None, imported_at=None)


def best(now, permissions=PERMISSIONS):
    found = best_step(next_steps(now, permissions))
    return found and found.code


@pytest.mark.parametrize(
    ("now", "code"),
    [
        (EMPTY, "import_customers"),
        (replace(CALM, buyers=0), "import_purchases"),
        (replace(CALM, refreshed_at=None), "refresh"),
        (replace(CALM, imported_at=TUESDAY, refreshed_at=MONDAY, overdue=3), "refresh"),
        (replace(CALM, overdue=3, unplanned=9), "clear_overdue"),
        (replace(CALM, unplanned=9, due_today=2), "plan_at_risk"),
        (replace(CALM, due_today=2, duplicates=4), "do_today"),
        (replace(CALM, duplicates=4, unreachable=5), "review_duplicates"),
        (replace(CALM, unreachable=5, without_control=1), "reach_unreachable"),
        (replace(CALM, without_control=1), "explain_control"),
        (CALM, None),
    ],
)
def test_the_best_step_is_the_first_that_something_waits_for(now, code):
    assert best(now) == code


def test_each_station_has_its_own_step_even_when_nothing_waits():
    codes = {station: step.code for station, step in next_steps(CALM, PERMISSIONS).items()}
    assert codes == {
        "identify": "see_customers", "differentiate": "see_value", "interact": "plan_segment",
        "customize": "see_campaigns",
    }  # fmt: skip


def test_nobody_is_sent_where_they_may_not_go():
    stale = replace(CALM, imported_at=TUESDAY, refreshed_at=MONDAY, duplicates=4)
    assert best(stale, {"customer.see", "value.see"}) is None
    assert best(stale, {"customer.see", "customer.change"}) == "review_duplicates"


def test_a_step_carries_its_count():
    assert next_steps(replace(CALM, overdue=3), PERMISSIONS)["interact"].count == 3
