from __future__ import annotations

import pytest

from idic.domain.differentiate.executive.lights import Light, judge


@pytest.mark.parametrize(
    ("value", "light"),
    [(120, Light.GREEN), (100, Light.GREEN), (95, Light.AMBER), (94.9, Light.RED), (None, Light.NONE)],
)
def test_more_is_better(value: float | None, light: Light) -> None:
    assert judge(value, 100, tolerance=0.05, more_is_better=True).light is light


@pytest.mark.parametrize(
    ("value", "light"), [(0.1, Light.GREEN), (0.2, Light.GREEN), (0.21, Light.AMBER), (0.3, Light.RED)]
)
def test_less_is_better(value: float, light: Light) -> None:
    assert judge(value, 0.2, tolerance=0.05, more_is_better=False).light is light


def test_without_a_target_there_is_no_light() -> None:
    assert judge(5, None, tolerance=0.05, more_is_better=True).light is Light.NONE


def test_a_target_of_zero_is_reached_or_missed_and_has_no_distance() -> None:
    assert judge(0, 0, tolerance=0.05, more_is_better=False).light is Light.GREEN
    assert judge(0.1, 0, tolerance=0.05, more_is_better=False).light is Light.RED


def test_the_distance_is_a_share_of_the_target_and_negative_on_the_wrong_side() -> None:
    assert judge(90, 100, tolerance=0.2, more_is_better=True).distance == pytest.approx(-0.1)
    assert judge(0.1, 0.2, tolerance=0, more_is_better=False).distance == pytest.approx(0.5)
