"""Names for what is found; the order is that of the ten don'ts and of the six steps."""

from __future__ import annotations

from typing import Literal, get_args

Language = Literal["en", "th", "zh-hans", "zh-hant"]
Dont = Literal[
    "doubting", "insisting_on_being_right", "hasty_conclusion", "joking_or_changing_subject", "passing_blame",
    "picking_at_words", "words_without_deeds", "running_down_departments", "indifferent", "reproaching",
]  # fmt: skip
Step = Literal["listen", "share", "problem", "check", "action", "satisfy"]
Check = Literal["promise_without_date", "no_empathy", "name_missing", "department_blamed"]

LANGUAGES: tuple[Language, ...] = get_args(Language)
DONTS: tuple[Dont, ...] = get_args(Dont)
STEPS: tuple[Step, ...] = get_args(Step)
CHECKS: tuple[Check, ...] = get_args(Check)
