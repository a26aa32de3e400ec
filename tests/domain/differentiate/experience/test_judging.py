from __future__ import annotations

import pytest

from idic.domain.differentiate.experience.errors import ExperienceOutdated, ExperienceRefused
from idic.domain.differentiate.experience.operations import judge_field
from idic.domain.differentiate.experience.queries import experience_map
from idic.domain.differentiate.models import ExperienceField
from idic.foundation.accounts.errors import NotAllowed
from idic.foundation.events.models import Event
from idic.foundation.events.undoing import latest_event_id, undo_event
from idic.methods.experience import Lever, Stage
from tests.conftest import Cast

pytestmark = pytest.mark.django_db


def test_a_judged_field_stands_on_the_map_and_hurts_where_it_should(cast: Cast) -> None:
    judge_field("delivery", "risk", offered="nobody", pain=8, evidence="Complaints of May", by=cast.quality)
    found = experience_map(cast.sales)
    assert found.summary.openings == ((Stage.DELIVERY, Lever.RISK),)
    assert found.fields[Stage.DELIVERY, Lever.RISK].evidence == "Complaints of May"


def test_judged_again_it_is_corrected_and_taken_back_it_is_as_before(cast: Cast) -> None:
    first = judge_field("use", "simplicity", offered="us", pain=2.5, by=cast.quality)
    assert first is not None
    judge_field("use", "simplicity", offered="both", pain=3, by=cast.quality)
    event = latest_event_id(cast.quality, "experience", first.pk)
    assert event is not None
    undo_event(event, by=cast.quality)
    kept = ExperienceField.objects.get()
    assert (kept.offered, kept.pain) == ("us", 2.5)


def test_a_judgement_that_was_taken_away_comes_back(cast: Cast) -> None:
    kept = judge_field("use", "simplicity", offered="us", by=cast.quality)
    assert kept is not None
    pk = kept.pk
    assert judge_field("use", "simplicity", offered="", by=cast.quality) is None
    event = latest_event_id(cast.quality, "experience", pk)
    assert event is not None
    undo_event(event, by=cast.quality)
    assert ExperienceField.objects.get().offered == "us"


def test_the_same_again_leaves_no_trace(cast: Cast) -> None:
    for _ in range(2):
        judge_field("use", "simplicity", offered="us", by=cast.quality)
    assert Event.objects.filter(verb="experience.judged").count() == 1


def test_two_people_do_not_overwrite_each_other(cast: Cast) -> None:
    judge_field("use", "simplicity", offered="us", version=0, by=cast.quality)
    with pytest.raises(ExperienceOutdated):
        judge_field("use", "simplicity", offered="both", version=0, by=cast.analyst)


@pytest.mark.parametrize(
    ("stage", "lever", "offered", "pain", "field"),
    [("sleep", "risk", "us", None, "stage"), ("use", "risk", "they", None, "offered"), ("use", "risk", "us", 11.0, "pain")],
)  # fmt: skip
def test_what_is_no_field_of_the_map_is_refused(
    stage: str, lever: str, offered: str, pain: float | None, field: str, cast: Cast
) -> None:
    with pytest.raises(ExperienceRefused) as caught:
        judge_field(stage, lever, offered=offered, pain=pain, by=cast.quality)
    assert caught.value.field == field


def test_whoever_may_not_change_segments_judges_nothing(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        judge_field("use", "risk", offered="us", by=cast.sales)
