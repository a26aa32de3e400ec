"""Words for the values, measures and times of a question."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from babel.dates import get_day_names
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from idic.domain.differentiate.enums import RfmGroup, Tense, Tier
from idic.domain.differentiate.queries.segments import access_segments
from idic.domain.differentiate.ready_segments import segment_name
from idic.domain.identify.enums import CustomerKind
from idic.domain.identify.queries.customers import visible_customers_named
from idic.domain.interact.cases.enums import CaseState, Outcome, Verdict
from idic.domain.interact.complaints.enums import ComplaintState
from idic.domain.interact.contact import AccessMode, Priority, Purpose
from idic.domain.interact.enums import FollowUpMethod, FollowUpOutcome, FollowUpState
from idic.domain.work.enums import TaskKind, TaskState
from idic.foundation.accounts.models import User
from idic.foundation.accounts.queries.choices import names_of_teams
from idic.foundation.accounts.queries.names import names_of_users
from idic.foundation.accounts.rules import may
from idic.foundation.languages import formats
from idic.foundation.languages.provinces import shown_province
from idic.foundation.nouns.registry import fields_of
from idic.warehouse.measures.customer_dimensions import AGE_BANDS
from idic.warehouse.measures.declaration import Dimension, Measure, Nature, Unit
from idic.warehouse.measures.dimensions import FACT_PREFIX
from idic.warehouse.questions.periods import Span

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

UNIT_FORMS = {Unit.COUNT: "number", Unit.QUANTITY: "number", Unit.SHARE: "percent", Unit.MEAN: "number:2"}

_CODES: dict[str, Mapping[str, str | _StrPromise]] = {
    "customer_kind": dict(CustomerKind.choices),
    "sex": {"female": gettext_lazy("Female"), "male": gettext_lazy("Male"), "other": pgettext_lazy("sex", "Other")},
    "tier": dict(Tier.choices),
    "rfm_group": dict(RfmGroup.choices),
    "tense": dict(Tense.choices),
    "churn_band": {"high": gettext_lazy("High"), "medium": gettext_lazy("Medium"), "low": gettext_lazy("Low")},
    "contact_source": {"task": gettext_lazy("Task"), "follow_up": gettext_lazy("Follow-up")},
    "contact_kind": {**dict(TaskKind.choices), **dict(FollowUpMethod.choices)},
    "contact_state": {**dict(TaskState.choices), **dict(FollowUpState.choices)},
    "contact_outcome": dict(FollowUpOutcome.choices),
    "case_mode": dict(AccessMode.choices),
    "case_purpose": dict(Purpose.choices),
    "case_state": dict(CaseState.choices),
    "case_priority": dict(Priority.choices),
    "case_outcome": dict(Outcome.choices),
    "case_verdict": dict(Verdict.choices),
    "complaint_state": dict(ComplaintState.choices),
    "consent_state": {
        "given": gettext_lazy("Given"), "withdrawn": gettext_lazy("Withdrawn"), "expired": gettext_lazy("Expired"),
    },
}  # fmt: skip


def form_of(measure: Measure) -> str:
    """The name of the format, as charts and tables take it."""
    return f"whole_money:{settings.CONFIGURATION.currency}" if measure.unit == Unit.MONEY else UNIT_FORMS[measure.unit]


def chart_form_of(measure: Measure) -> str:
    return f"money:{settings.CONFIGURATION.currency}" if measure.unit == Unit.MONEY else UNIT_FORMS[measure.unit]


def figure_text(value: float | None, measure: Measure, *, share: bool = False) -> str:
    if value is None:
        return "–"
    if share:
        return formats.percent(value)
    if measure.unit == Unit.MONEY:
        # A mean of a few coins is told to the coin, a sum of thousands is not.
        tell = formats.money if measure.is_ratio else formats.whole_money
        return tell(round(value, 2), settings.CONFIGURATION.currency)
    if measure.unit == Unit.SHARE:
        return formats.percent(value)
    return formats.number(round(value, 2), 2 if measure.unit == Unit.MEAN else None)


def span_text(span: Span | None) -> str:
    if span is None:
        return _("the whole time")
    return _("%(first)s to %(last)s") % {"first": formats.day(span.first), "last": formats.day(span.last)}


class Names:
    """The words of values. Records are named in one query for each kind, whatever their number."""

    def __init__(self, user: User, values: Mapping[Dimension, Iterable[str | None]]) -> None:
        self._user = user
        self._records: dict[str, dict[str, str]] = {
            dimension.code: self._named(dimension, {int(one) for one in found if one and one.isdigit()})
            for dimension, found in values.items()
            if dimension.nature == Nature.RECORD
        }

    def text(self, dimension: Dimension, value: str | None) -> str:
        if value is None:
            return _("Not known")
        match dimension.nature:
            case Nature.TIME:
                return time_text(dimension.code, date.fromisoformat(value))
            case Nature.RECORD:
                found = self._records.get(dimension.code, {}).get(value)
                return found if found is not None else _("No. %(number)s") % {"number": value}
            case Nature.CODE:
                return code_text(dimension.code, value)
            case Nature.NUMBER:
                return _band_text(int(value)) if dimension.code == "age_band" else value
        return shown_province(value) if dimension.code == "province" else value

    def _named(self, dimension: Dimension, ids: set[int]) -> dict[str, str]:
        found: Mapping[int, Any] = {}
        if dimension.code == "customer":
            found = {one.pk: one.name for one in visible_customers_named(self._user, sorted(ids))} if ids else {}
        elif dimension.code in ("owner", "case_owner", "message_staff"):
            found = names_of_users(ids)
        elif dimension.code in ("team", "case_team"):
            found = names_of_teams(sorted(ids))
        elif dimension.code == "segment" and ids and may(self._user, "segment.see"):
            found = {one.pk: segment_name(one) for one in access_segments(self._user).filter(pk__in=ids)}
        return {str(pk): str(name) for pk, name in found.items()}


def time_text(code: str, day: date) -> str:
    match code:
        case "year":
            return _year(day)
        case "quarter":
            return _("Q%(quarter)s %(year)s") % {"quarter": (day.month + 2) // 3, "year": _year(day)}
        case "month":
            return formats.month(day)
        case "week":
            return _("Week from %(day)s") % {"day": formats.day(day)}
    return formats.day(day)


def code_text(code: str, value: str) -> str:
    if code == "weekday":
        return str(get_day_names("wide", locale=formats.current_locale())[int(value) - 1])
    if code == "language":
        return formats.language_name(value)
    if code == "country":
        return str(formats.current_locale().territories.get(value, value))
    return str(_CODES.get(code, {}).get(value, value))


def attribute_labels(user: User) -> dict[str, str]:
    """The attributes of customers that this reader sees and that hold few words: `fact:` and code -> label."""
    return {
        f"{FACT_PREFIX}{name}": str(field.label)
        for name, field in fields_of("customer", user).items()
        if name.startswith("x_")
    }


def _year(day: date) -> str:
    return str(day.year + 543 if formats.current_era() == "buddhist" else day.year)


def _band_text(low: int) -> str:
    place = AGE_BANDS.index(low) if low in AGE_BANDS else -1
    if place in (-1, len(AGE_BANDS) - 1):
        return _("%(age)s and older") % {"age": low}
    if place == 0:
        return _("Under %(age)s") % {"age": AGE_BANDS[1]}
    return _("%(low)s to %(high)s") % {"low": low, "high": AGE_BANDS[place + 1] - 1}
