from datetime import date

import numpy as np
import pytest

from idic.methods import churn
from idic.methods.churn import Leak

PEOPLE = np.array(["a", "b", "c"])
ROWS = {
    "customer": np.array(["a", "a", "b", "c", "a"]),
    "day": np.array(["2026-05-01", "2026-06-30", "2026-06-01", "2026-07-01", "2026-07-15"], dtype="datetime64[D]"),
    "amount": np.array([10.0, 20, 30, 40, 50]),
}
T0 = date(2026, 7, 1)


def spend(rows, *, until):
    early = rows["day"] < np.datetime64(until, "D")
    return np.array([rows["amount"][early & (rows["customer"] == one)].sum() for one in PEOPLE])


def test_features_of_the_past_do_not_leak():
    assert churn.leaks(lambda rows: {"spend": spend(rows, until=T0)}, ROWS, day="day", t0=T0) == ()


def test_a_feature_that_saw_the_day_itself_is_found_with_its_rows():
    def compute(rows):
        return {"honest": spend(rows, until=T0), "late": spend(rows, until=date(2026, 7, 2))}

    assert churn.leaks(compute, ROWS, day="day", t0=T0) == (Leak("late", 1),)


def test_a_mean_over_all_rows_leaks_into_every_customer():
    def compute(rows):
        return {"against_mean": spend(rows, until=T0) / rows["amount"].mean()}

    assert churn.leaks(compute, ROWS, day="day", t0=T0) == (Leak("against_mean", 2),)


def test_missing_in_both_is_the_same_and_missing_in_one_is_not():
    def compute(rows):
        last = [rows["day"][rows["customer"] == one] for one in PEOPLE]
        return {
            "nothing": np.full(3, np.nan),
            "last": np.array([days.max() if days.size else np.datetime64("NaT") for days in last]),
            "word": np.array([None if not days.size else "seen" for days in last], dtype=object),
        }

    assert churn.leaks(compute, ROWS, day="day", t0=T0) == (Leak("last", 2), Leak("word", 1))


def test_features_must_not_depend_on_which_rows_there_are():
    with pytest.raises(churn.ColumnsUnequal):
        churn.leaks(lambda rows: {"amount": rows["amount"]}, ROWS, day="day", t0=T0)
