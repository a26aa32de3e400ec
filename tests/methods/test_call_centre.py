import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from idic.methods import call_centre
from idic.methods.proportion import wilson

NOW = np.datetime64("2026-06-30T12:00")


def resolution(*contacts, as_of=NOW):
    who, what, when = zip(*contacts, strict=True)
    return call_centre.first_contact_resolution(who, what, np.array(when, dtype="datetime64[s]"), as_of=as_of)


def test_short_abandons_are_counted_apart():
    found = call_centre.calls(
        [3, 10, 20, 21, 60, 4.9, 5, 40], [True, True, True, True, True, False, False, False], target_s=20
    )
    assert (found.answered, found.abandoned, found.short_abandoned, found.counted) == (5, 2, 1, 7)
    assert found.service_level == wilson(3, 7)
    assert found.abandon_rate == wilson(2, 7)
    assert found.asa_s == pytest.approx(22.8)


def test_no_call_has_no_service_level():
    found = call_centre.calls([1.0], [False], target_s=20)
    assert (found.service_level, found.asa_s, found.reason) == (None, None, "no_calls")


def test_occupancy():
    assert call_centre.occupancy(18_000, 25_200) == pytest.approx(0.7143, abs=5e-5)
    with pytest.raises(call_centre.TimeUnusable):
        call_centre.occupancy(5, 4)


def test_seven_days_to_the_hour_are_a_repeat_and_an_hour_more_is_not():
    found = resolution(
        ("A", "bill", "2026-06-01T10:00"), ("A", "bill", "2026-06-08T10:00"),
        ("B", "bill", "2026-06-01T10:00"), ("B", "bill", "2026-06-08T11:00"),
    )  # fmt: skip
    assert (found.first, found.resolved, found.repeats) == (3, 2, 1)


def test_another_topic_or_customer_is_no_repeat():
    found = resolution(
        ("A", "bill", "2026-06-01T10:00"), ("A", "network", "2026-06-02T10:00"), ("B", "bill", "2026-06-02T10:00")
    )
    assert found.resolution == wilson(3, 3)


def test_a_chain_is_one_matter():
    found = resolution(*[("A", "bill", f"2026-06-{day:02}T10:00") for day in (1, 7, 13)])
    assert (found.first, found.resolved, found.repeats) == (1, 0, 2)


def test_a_running_window_does_not_count_even_when_it_has_failed():
    found = resolution(("A", "bill", "2026-06-28T10:00"), ("A", "bill", "2026-06-29T10:00"), ("B", "x", "2026-06-29"))
    assert (found.resolution, found.waiting, found.reason) == (None, 2, "no_first_contact")


def test_unknown_customers_and_topics_are_counted_apart():
    found = resolution((None, "bill", "2026-06-01"), ("A", "", "2026-06-01"), ("A", "bill", "2026-07-01"))
    assert (found.unknown, found.first, found.waiting) == (2, 0, 0)


def test_what_cannot_be_is_refused():
    with pytest.raises(call_centre.UnequalColumns):
        call_centre.calls([1, 2], [True], target_s=20)
    with pytest.raises(call_centre.TimeUnusable):
        call_centre.calls([np.nan], [True], target_s=20)
    with pytest.raises(call_centre.TimeUnusable):
        resolution(("A", "bill", "NaT"))


@given(st.lists(st.tuples(st.sampled_from("AB"), st.sampled_from("xy"), st.integers(0, 60)), max_size=25), st.randoms())
def test_every_contact_is_counted_once_in_any_order(rows, random):
    def counted(some):
        when = np.datetime64("2026-05-10") + np.array([day for *_, day in some], dtype="timedelta64[D]")
        return call_centre.first_contact_resolution(
            [who for who, *_ in some], [what for _, what, _ in some], when, as_of=NOW
        )

    mixed = rows[:]
    random.shuffle(mixed)
    found = counted(rows)
    assert counted(mixed) == found
    # day 51 is the last one that is not after NOW
    assert found.first + found.repeats + found.waiting == sum(day <= 51 for *_, day in rows)
