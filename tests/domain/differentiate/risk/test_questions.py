from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from idic.domain.differentiate.registry.enums import Purpose
from idic.domain.differentiate.registry.errors import QuestionRefused
from idic.domain.differentiate.risk.operations.lists import held_out
from idic.domain.differentiate.risk.periods import label_window, periods
from idic.domain.differentiate.risk.question import Kind, Question, checked, read_question
from idic.domain.differentiate.risk.training import worse_than


def test_a_question_is_read_as_it_was_written() -> None:
    question = Question(kind=Kind.CATEGORY, target="Tea", groups=("behaviour",), attributes=("x_a",))
    assert read_question(question.as_dict()) == question
    assert question.purpose == Purpose.OUTCOME
    assert Question().subject == ""


@pytest.mark.parametrize(
    ("question", "field"),
    [
        (Question(horizon_days=3), "horizon_days"),
        (Question(kind=Kind.ALIVE, cut=1.0), "cut"),
        (Question(kind=Kind.CATEGORY), "target"),
        (Question(kind=Kind.ATTRIBUTE, target="x_a"), "value"),
        (Question(groups=()), "groups"),
        (Question(save_rate=1.5), "contact_cost"),
        (Question(kind="weather"), "kind"),
    ],
)
def test_a_question_that_cannot_be_used_names_its_field(question: Question, field: str) -> None:
    with pytest.raises(QuestionRefused) as refused:
        checked(question)
    assert refused.value.field == field


def test_the_newest_complete_window_is_held_out_and_windows_do_not_overlap() -> None:
    question = Question(horizon_days=60, gap_days=10, feature_days=365)
    found = periods(question, first_known=date(2024, 1, 1), last_known=date(2026, 6, 30))
    assert len(found.days) == 4
    windows = [label_window(question, day) for day in found.days]
    assert windows[-1][1] == date(2026, 7, 1)
    assert all(before[1] <= after[0] for before, after in pairwise(windows))
    assert found.feature_days == 365


def test_a_short_history_cuts_the_feature_window_for_all_days_alike() -> None:
    found = periods(Question(horizon_days=60), first_known=date(2026, 1, 1), last_known=date(2026, 6, 30))
    assert len(found.days) == 2
    assert found.feature_days == (found.days[0] - date(2026, 1, 1)).days < 365


def test_a_history_shorter_than_one_window_gives_no_day() -> None:
    found = periods(Question(horizon_days=200), first_known=date(2026, 1, 1), last_known=date(2026, 6, 30))
    assert found.days == ()
    assert found.held_out is None


def test_the_lot_is_the_same_for_the_same_seed_whatever_the_order() -> None:
    people = list(range(100, 200))
    assert held_out(people, share=0.1, seed=7) == held_out(people[::-1], share=0.1, seed=7)
    assert len(held_out(people, share=0.1, seed=7)) == 10
    assert held_out(people, share=0.1, seed=7) != held_out(people, share=0.1, seed=8)


def test_what_is_worse_than_a_baseline_is_named() -> None:
    good = {"auc": {"value": 0.8, "low": 0.7, "high": 0.9}, "log_loss": 0.4}
    poor = {"auc": {"value": 0.52, "low": 0.45, "high": 0.6}, "log_loss": 0.7}
    rule = {"auc": {"value": 0.75, "low": 0.7, "high": 0.8}, "log_loss": 0.5}
    flat = {"auc": {"value": 0.5, "low": 0.5, "high": 0.5}, "log_loss": 0.6}
    assert worse_than({"metrics": good, "baselines": {"prevalence": flat, "rfm_rule": rule}}) == []
    assert worse_than({"metrics": poor, "baselines": {"prevalence": flat, "rfm_rule": rule}}) == [
        "no_better_than_chance", "worse_than_prevalence", "worse_than_rfm_rule",
    ]  # fmt: skip
