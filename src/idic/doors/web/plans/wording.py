"""Plans and findings in words."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from idic.domain.differentiate.enums import Tier
from idic.domain.identify.privacy.enums import Verdict
from idic.domain.identify.privacy.queries.purposes import name_of
from idic.domain.interact.plans.enums import DayKind, OwnerRule, Severity, Trigger, Why
from idic.domain.interact.plans.models import PlanStep, PlanVersion, Start
from idic.domain.interact.plans.queries.coverage import NEVER
from idic.doors.web.customers.wording import segment_name
from idic.doors.web.shell.parts.signs import Tone
from idic.foundation.attributes.queries.labels import attribute_label
from idic.foundation.languages import formats

SEVERITY_TONES: dict[int, Tone] = {Severity.SLIGHT: "neutral", Severity.MATTERS: "warning", Severity.GRAVE: "danger"}


def why_words(code: str) -> str:
    """Also what the law of consent says, by its own codes."""
    if code == NEVER:
        return _("Nothing began")
    if code in Why.values:
        return str(Why(code).label)
    return str(Verdict(code).label) if code in Verdict.values else code


def cause_words(start: Start) -> str:
    """Why this customer, and of what day."""
    return cause_day_words(start.version.trigger, start.cause_on)


def cause_day_words(trigger: str, cause_on: date) -> str:
    values = {"day": formats.day(cause_on)}
    match trigger:
        case Trigger.SALE:
            return _("Bought on %(day)s") % values
        case Trigger.CASE_RESOLVED | Trigger.CASE_CLOSED:
            return _("Case ended on %(day)s") % values
        case Trigger.SILENCE:
            return _("No purchase for so long on %(day)s") % values
        case Trigger.CYCLE:
            return _("Their turn on %(day)s") % values
        case _other:
            return _("Contract ends on %(day)s") % values


def trigger_words(version: PlanVersion) -> str:
    if version.trigger == Trigger.SILENCE:
        days = version.silent_days or 0
        told = ngettext("No purchase for %(days)s day", "No purchase for %(days)s days", days)
        return told % {"days": formats.number(days)}
    if version.trigger == Trigger.CONTRACT:
        return f"{version.get_trigger_display()}: {attribute_label(version.attribute)}"
    if version.trigger == Trigger.CYCLE:
        times = version.a_year or 0
        return ngettext("%(times)s time a year", "%(times)s times a year", times) % {"times": formats.number(times)}
    return version.get_trigger_display()


def step_words(step: PlanStep, version: PlanVersion) -> str:
    """When, counted from what."""
    n = step.days
    if n == 0:
        return _("on the same day")
    if step.place > 1:
        told = (
            ngettext("%(days)s working day after the step before", "%(days)s working days after the step before", n)
            if version.day_kind == DayKind.BUSINESS
            else ngettext("%(days)s day after the step before", "%(days)s days after the step before", n)
        )
    elif version.trigger == Trigger.CONTRACT:
        told = (
            ngettext("%(days)s working day before the end", "%(days)s working days before the end", n)
            if version.day_kind == DayKind.BUSINESS
            else ngettext("%(days)s day before the end", "%(days)s days before the end", n)
        )
    else:
        told = (
            ngettext("%(days)s working day after it", "%(days)s working days after it", n)
            if version.day_kind == DayKind.BUSINESS
            else ngettext("%(days)s day after it", "%(days)s days after it", n)
        )
    return told % {"days": formats.number(n)}


def owner_words(version: PlanVersion) -> str:
    instead = version.owner.display_name if version.owner else version.team.name if version.team else ""
    if version.owner_rule == OwnerRule.CUSTOMER:
        return _("Whoever looks after the customer; else %(instead)s") % {"instead": instead}
    if version.owner_rule == OwnerRule.TEAM:
        return _("%(team)s: whoever has the fewest open follow-ups") % {"team": instead}
    return instead


def condition_words(version: PlanVersion) -> list[tuple[str, object]]:
    rows: list[tuple[str, object]] = []
    if version.segment:
        rows.append((_("Segment"), segment_name(version.segment)))
    if version.tiers:
        rows.append((_("Value tier of the customer"), ", ".join(str(Tier(one).label) for one in version.tiers)))
    if version.category:
        rows.append((_("Category"), version.category.path))
    if version.topic:
        rows.append((_("Topic"), version.topic.name))
    if version.case_purpose:
        rows.append((_("Purpose of the case"), version.get_case_purpose_display()))
    if version.value_at_least is not None:
        label = _("Amount at least") if version.trigger == Trigger.SALE else _("Expected lifetime value at least")
        rows.append((label, formats.whole_money(version.value_at_least, settings.CONFIGURATION.currency)))
    return rows


def facts_of(version: PlanVersion) -> list[tuple[str, object]]:
    rows = [(_("Begins"), trigger_words(version)), *condition_words(version), (_("Who"), owner_words(version))]
    rows.append((_("Calendar"), version.calendar.name if version.calendar else _("The default calendar")))
    if version.use:
        rows.append((_("Customers' word about"), name_of(version.use)))
    rows.append((_("At most on one day"), formats.number(version.per_day)))
    if version.gap_days:
        told = ngettext(
            "%(days)s day since somebody reached them", "%(days)s days since somebody reached them", version.gap_days
        )
        rows.append((_("At least"), told % {"days": formats.number(version.gap_days)}))
    told = ngettext("%(count)s try for each step", "%(count)s tries for each step", version.tries)
    rows.append((_("Not reached"), told % {"count": formats.number(version.tries)}))
    if version.held_out:
        rows.append((_("Left alone by lot"), formats.percent(version.held_out / 100, 0)))
    return rows
