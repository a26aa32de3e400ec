"""What a rule did, or would have done, as lines for one reader: values that the reader's role masks stay masked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from idic.doors.web.automation.words import stop_words
from idic.doors.web.records.pages import page_of
from idic.doors.web.shell.parts.signs import Tone
from idic.foundation.accounts.enums import GroupAccess
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import may
from idic.foundation.desk.operations.fields import field_access
from idic.foundation.nouns.fields import Field
from idic.foundation.nouns.registry import listed_rows, noun_of
from idic.loop.automation.acts.registry import act_of
from idic.loop.automation.enums import Outcome
from idic.loop.automation.models import Rule, RuleRun
from idic.loop.automation.queries.rules import Trial

_TONES: dict[str, Tone] = {
    Outcome.DONE: "success", Outcome.NOT_MET: "neutral", Outcome.FAILED: "danger", Outcome.STOPPED: "warning",
}  # fmt: skip
_HIDDEN = "•••"


@dataclass(frozen=True)
class RunRow:
    """`title` is empty where the reader may not see the record, or where it is gone."""

    at: datetime
    title: str
    url: str
    outcome: str
    tone: Tone
    reason: str
    why: list[str]
    did: list[str]
    subject_id: int


def log_rows(user: User, rule: Rule, runs: Sequence[RuleRun], fields: Mapping[str, Field]) -> list[RunRow]:
    titles = _titles(user, rule.noun, [run.subject_id for run in runs])
    reasons = _Reasons(user, rule.noun, fields)
    return [
        RunRow(
            run.at, titles.get(run.subject_id, ""),
            page_of(run.noun, run.subject_id) if run.subject_id in titles else "",
            str(Outcome(run.outcome).label), _TONES[run.outcome], _stopped(run), reasons.of(run.why),
            [_did(one) for one in run.did], run.subject_id,
        )
        for run in runs
    ]  # fmt: skip


def trial_rows(user: User, rule: Rule, tried: Sequence[Trial], fields: Mapping[str, Field]) -> list[RunRow]:
    """Each record was read with the reader's own rights."""
    noun, reasons = noun_of(rule.noun), _Reasons(user, rule.noun, fields)
    rows = []
    for one in tried:
        record, outcome = one.found.record, one.found.outcome
        rows.append(
            RunRow(
                one.event.at, str(noun.title(record)) if record is not None else "",
                page_of(rule.noun, record.pk) if record is not None else "",
                _("It would have acted") if outcome == Outcome.DONE else str(outcome.label), _TONES[outcome],
                stop_words(one.found.reason), reasons.of(one.found.why), [], one.event.subject_id,
            )
        )  # fmt: skip
    return rows


def _titles(user: User, code: str, ids: Sequence[int]) -> dict[int, str]:
    noun = noun_of(code)
    if not ids or not may(user, noun.permission("see")):
        return {}
    rows = listed_rows(code, noun.visible(user, noun.permission("see")).filter(pk__in=set(ids)))
    return {row.pk: str(noun.title(row)) for row in rows}


class _Reasons:
    """The names behind a field's codes are read once for all lines."""

    def __init__(self, user: User, noun: str, fields: Mapping[str, Field]) -> None:
        self._user, self._noun, self._fields = user, noun, fields
        self._labels: dict[str, dict[str, str]] = {}

    def of(self, found: Sequence[Mapping[str, Any]]) -> list[str]:
        return [self._line(one) for one in found]

    def _line(self, one: Mapping[str, Any]) -> str:
        field = self._fields.get(str(one["field"]))
        label = str(field.label) if field is not None else str(one["field"])
        outcome = one.get("outcome")
        verdict = _("stays open") if outcome is None else _("holds") if outcome else _("does not hold")
        words = {"field": label, "actual": self._actual(field, one.get("actual")), "verdict": verdict}
        return _("%(field)s is %(actual)s: %(verdict)s") % words

    def _actual(self, field: Field | None, actual: object) -> str:
        if actual is None:
            return _("not known")
        if field is None or not self._sees(field):
            return _HIDDEN
        if field.name not in self._labels:
            self._labels[field.name] = field.choice_labels()
        labels = self._labels[field.name]
        if isinstance(actual, bool):
            return _("Yes") if actual else _("No")
        many = actual if isinstance(actual, list) else [actual]
        if field.spelling is not None:
            return ", ".join(field.spelling.shown(str(one)) for one in many)
        return ", ".join(labels.get(str(one), str(one)) for one in many)

    def _sees(self, field: Field) -> bool:
        if field.permission and not may(self._user, field.permission):
            return False
        return field_access(self._user, self._noun, field) >= GroupAccess.SEEN


def _stopped(run: RuleRun) -> str:
    if run.outcome != Outcome.FAILED:
        return stop_words(run.reason)
    if any(one.get("error") for one in run.did):
        return ""
    return _("Something went wrong that the rule cannot name. An administrator finds it in the log of the server.")


def _did(one: Mapping[str, Any]) -> str:
    act = act_of(str(one["act"]))
    label = str(act.label) if act is not None else str(one["act"])
    if one.get("error"):
        return _("%(act)s: %(problem)s") % {"act": label, "problem": one["error"]}
    return label
