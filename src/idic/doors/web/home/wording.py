"""The steps and the phases in words, each with the address where it is done."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from idic.doors.web.home.next_steps import Step
from idic.doors.web.home.ring import Phase, State, Turn
from idic.doors.web.segments.links import customers_url, plan_url
from idic.doors.web.shell.navigation import url_or_none
from idic.foundation.languages import formats

STEP_ICONS = {
    "import_customers": "file-import", "import_purchases": "file-import", "refresh": "refresh",
    "clear_overdue": "clock-exclamation",
    "plan_at_risk": "phone-calling", "do_today": "checklist", "review_duplicates": "users-group",
    "reach_unreachable": "phone-off", "explain_control": "scale", "see_value": "diamond",
    "plan_segment": "calendar-plus",
    "see_customers": "users", "see_campaigns": "speakerphone",
}  # fmt: skip


@dataclass(frozen=True)
class ShownStep:
    """`posts`: the button does it; else it leads to the page where it is done."""

    code: str
    station: str
    icon: str
    title: str
    reason: str
    button: str
    url: str
    posts: bool = False


@dataclass(frozen=True)
class ShownPhase:
    code: Phase
    letter: str
    name: str
    text: str
    state: State
    state_words: str
    url: str


def shown_step(step: Step, *, at_risk: int | None, unreachable: int | None) -> ShownStep | None:
    """None where the page on which it is done is not installed."""
    title, reason, button = _words(step)
    urls = {
        "import_customers": url_or_none("imports:create"),
        "import_purchases": url_or_none("imports:create"),
        "refresh": url_or_none("refresh:start"),
        "clear_overdue": _with("followups:list", "?tab=overdue&whose=all"),
        "plan_at_risk": plan_url(at_risk) if at_risk else None,
        "do_today": _with("followups:list", "?tab=today&whose=all"),
        "review_duplicates": url_or_none("customers:pairs"),
        "reach_unreachable": customers_url(segment=unreachable) if unreachable else None,
        "explain_control": url_or_none("campaigns:list"),
        "see_value": url_or_none("value:overview"),
        "plan_segment": url_or_none("followups:plan"),
        "see_customers": url_or_none("customers:list"),
        "see_campaigns": url_or_none("campaigns:list"),
    }
    url = urls[step.code]
    if not url:
        return None
    return ShownStep(
        step.code, step.station, STEP_ICONS[step.code], title, reason, button, url, posts=step.code == "refresh"
    )


def _with(name: str, query: str) -> str | None:
    url = url_or_none(name)
    return f"{url}{query}" if url else None


def _words(step: Step) -> tuple[str, str, str]:
    count = {"count": formats.number(step.count)}
    match step.code:
        case "import_customers":
            return (
                _("Bring in your customers"),
                _("Everything starts with knowing who they are."),
                _("Import customers"),
            )
        case "import_purchases":
            return (
                _("Bring in the purchases"),
                _("Without purchases, customers cannot be told apart by value."),
                _("Import purchases"),
            )
        case "refresh":
            return (
                _("Work out the figures again"),
                _("Records have come in since the last refresh; scores and segments do not know them yet."),
                _("Refresh now"),
            )
        case "clear_overdue":
            return (
                ngettext("%(count)s follow-up is overdue", "%(count)s follow-ups are overdue", step.count) % count,
                _("Somebody was to be called and was not. Do these first, or move them to a day that will be kept."),
                _("Open the overdue ones"),
            )
        case "plan_at_risk":
            words = ngettext(
                "%(count)s customer at risk has no follow-up",
                "%(count)s customers at risk have no follow-up",
                step.count,
            )
            return (
                words % count,
                _("They used to buy often and for much, but not lately. Call before they are gone."),
                _("Plan follow-ups"),
            )
        case "do_today":
            return (
                ngettext("%(count)s follow-up is due today", "%(count)s follow-ups are due today", step.count) % count,
                _("Close each one with what came of it."),
                _("Open today's list"),
            )
        case "review_duplicates":
            words = ngettext(
                "%(count)s pair may be the same customer", "%(count)s pairs may be the same customer", step.count
            )
            return words % count, _("Joining them is a decision for a person."), _("Look at the pairs")
        case "reach_unreachable":
            words = ngettext(
                "%(count)s customer cannot be reached", "%(count)s customers cannot be reached", step.count
            )
            return (
                words % count,
                _("Neither a phone nor an e-mail is known. Ask at the next contact."),
                _("See who they are"),
            )
        case "explain_control":
            words = ngettext(
                "%(count)s campaign has no control group", "%(count)s campaigns have no control group", step.count
            )
            return (
                words % count,
                _("Their response rates say who answered, not what the campaign caused."),
                _("Read the responses"),
            )
        case "see_value":
            return _("The figures are up to date"), "", _("See where the value lies")
        case "plan_segment":
            return _("Nothing waits"), "", _("Plan for a segment")
        case "see_campaigns":
            return _("No open question"), "", _("See the campaigns")
    return _("The records are in order"), "", _("See the customers")


def _checked(turn: Turn) -> str:
    if not turn.refreshed:
        return _("Not refreshed yet")
    return _("A refresh will show what it brought") if turn.stale else _("The figures hold all records")


def shown_phases(states: dict[Phase, State], turn: Turn) -> list[ShownPhase]:
    def amount(number: int) -> dict[str, str]:
        return {"count": formats.number(number)}

    names = {"plan": _("Plan"), "do": _("Do"), "check": _("Check"), "act": _("Act")}
    words = {"done": _("behind us"), "current": _("here we are"), "waiting": _("ahead")}
    texts = {
        "plan": ngettext(
            "%(count)s follow-up planned since the last refresh", "%(count)s follow-ups planned since the last refresh",
            turn.planned,
        ) % amount(turn.planned),
        "do": ngettext(
            "%(count)s follow-up done since the last refresh", "%(count)s follow-ups done since the last refresh",
            turn.done,
        ) % amount(turn.done),
        "check": _checked(turn),
        "act": ngettext(
            "%(count)s segment changed since the last refresh", "%(count)s segments changed since the last refresh",
            turn.changed,
        ) % amount(turn.changed),
    }  # fmt: skip
    urls = {
        "plan": url_or_none("segments:list"), "do": url_or_none("followups:list"), "check": url_or_none("refresh:list"),
        "act": url_or_none("segments:list"),
    }  # fmt: skip
    letters = {"plan": "P", "do": "D", "check": "C", "act": "A"}
    return [
        ShownPhase(phase, letters[phase], names[phase], texts[phase], state, words[state], urls[phase] or "")
        for phase, state in states.items()
    ]
