from __future__ import annotations

import pytest

from idic.methods.experience import (
    BLOCKING_PAIN,
    ExperienceError,
    Lever,
    Offered,
    Stage,
    Told,
    fields,
    new_fields,
    summarise,
)

BUY, USE = (Stage.PURCHASE, Lever.CONVENIENCE), (Stage.USE, Lever.FUN_AND_IMAGE)
MEND, THROW = (Stage.MAINTENANCE, Lever.RISK), (Stage.DISPOSAL, Lever.ENVIRONMENT)
MAP = {
    BUY: Told(Offered.BOTH, 2), USE: Told(Offered.US), MEND: Told(Offered.INDUSTRY, 8), THROW: Told(Offered.NOBODY, 9),
}  # fmt: skip


def test_six_stages_by_six_levers() -> None:
    assert len(set(fields())) == 36


def test_every_field_is_counted_once() -> None:
    found = summarise(MAP)
    counted = (found.ours_alone, found.shared, found.industry_alone, found.nobody, found.unjudged)
    assert counted == (1, 1, 1, 1, 32)
    assert sum(counted) == 36


def test_what_hurts_is_a_block_the_worst_first_and_an_opening_where_nobody_is() -> None:
    found = summarise(MAP)
    assert found.blocks == (THROW, MEND)
    assert found.openings == (THROW,)


def test_the_limit_itself_blocks_and_an_unasked_field_does_not() -> None:
    assert summarise({BUY: Told(Offered.NOBODY, BLOCKING_PAIN)}).blocks == (BUY,)
    assert summarise({BUY: Told(Offered.NOBODY)}).blocks == ()


def test_the_order_of_telling_changes_nothing() -> None:
    assert summarise(MAP) == summarise(dict(reversed(MAP.items())))


def test_an_offer_where_somebody_is_already_is_not_new() -> None:
    assert new_fields(MAP, {BUY, MEND, THROW, (Stage.DELIVERY, Lever.RISK)}) == {THROW, (Stage.DELIVERY, Lever.RISK)}


def test_an_empty_map_is_all_unjudged() -> None:
    assert summarise({}).unjudged == 36


@pytest.mark.parametrize("pain", [-1, 10.5])
def test_pain_outside_its_scale_is_refused(pain: float) -> None:
    with pytest.raises(ExperienceError):
        Told(Offered.US, pain)
