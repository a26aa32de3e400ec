"""Complaints in words, colours and signs; and what is said beside a form to whoever fills it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from idic.domain.interact.complaints.enums import ActionState, ComplaintState
from idic.doors.web.shell.parts.signs import Tone

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Text = str | _StrPromise


class Coaching(NamedTuple):
    name: Text
    advice: Text


#: docs/methods/courtesy.md says them alike.
DONTS: Mapping[str, Coaching] = {
    "doubting": Coaching(
        _("Do not question in a doubting tone"),
        _("Ask what happened because you want to know, not because you do not believe it."),
    ),
    "insisting_on_being_right": Coaching(
        _("Do not insist on being right"),
        _("Who was right can wait. Say what looks wrong from where the customer stands, then compare the facts."),
    ),
    "hasty_conclusion": Coaching(
        _("Do not hurry to a conclusion"),
        _("Ask one more question before you name the cause. A wrong answer given quickly is asked again."),
    ),
    "joking_or_changing_subject": Coaching(
        _("Do not joke or change the subject"),
        _("Stay with the matter until it is answered. What is small to you cost somebody a day."),
    ),
    "passing_blame": Coaching(
        _("Do not pass the blame"),
        _("The customer dealt with us. Take the matter up yourself and say when you will be back."),
    ),
    "picking_at_words": Coaching(
        _("Do not pick at words"),
        _("Say in your own words what you understood, and ask whether that is right."),
    ),
    "words_without_deeds": Coaching(
        _("Do not say one thing and do another"),
        _("Promise little, with a day and an hour, and keep it. If you could not, say so before you are asked."),
    ),
    "running_down_departments": Coaching(
        _("Do not run down other departments"),
        _("Speak for the whole house. Settle among yourselves who forgot what."),
    ),
    "indifferent": Coaching(
        _("Do not play dumb or look indifferent"),
        _("“I do not know yet; I will find out by four” is an answer. “No idea” is not."),
    ),
    "reproaching": Coaching(
        _("Do not reproach the person complaining"),
        _("Whoever complains gives us a second chance. Say how it goes on from here."),
    ),
}
CHECKS: Mapping[str, Coaching] = {
    "promise_without_date": Coaching(_("A promise without a time"), _("Say by which day or hour it is done.")),
    "no_empathy": Coaching(
        _("No word for the customer's trouble"),
        _("Say within the first three sentences that you are sorry, understand, or thank for being told."),
    ),
    "name_missing": Coaching(_("The customer's name is missing"), _("Call the customer by name.")),
    "department_blamed": Coaching(
        _("Another department is blamed"), _("Speak for the whole house. Settle among yourselves who forgot what.")
    ),
}
#: The six steps of the guide in their order.
STEPS: Mapping[str, Coaching] = {
    "listen": Coaching(
        _("Listen"), _("Thank the customer and say what you understood. Do not interrupt, do not judge.")
    ),
    "share": Coaching(
        _("Share feelings"),
        _("Feel, felt, found: I understand how you feel; others have felt the same; together we found that …"),
    ),
    "problem": Coaching(
        _("Problem"), _("Ask for what you need to find the real cause, and weigh how much it touches.")
    ),
    "check": Coaching(
        _("Check"),
        _("Check on both sides: let the customer confirm what happened, and find out what happened with us."),
    ),
    "action": Coaching(
        _("Action"), _("What, by whom, until when, and that nothing more is asked of the customer. Then keep it.")
    ),
    "satisfy": Coaching(
        _("Satisfy"),
        _("Ask whether all is well, and see to it that it does not happen again. A no is worth more than silence."),
    ),
}
STEP_ICONS: Mapping[str, str] = {
    "listen": "message", "share": "heart-handshake", "problem": "question-mark", "check": "search", "action": "bolt",
    "satisfy": "star",
}  # fmt: skip
STATE_TONES: Mapping[str, Tone] = {
    ComplaintState.RECEIVED: "danger", ComplaintState.ACKNOWLEDGED: "warning", ComplaintState.ASSESSED: "warning",
    ComplaintState.INVESTIGATING: "interact", ComplaintState.PROPOSED: "interact", ComplaintState.DECIDED: "info",
    ComplaintState.ACCEPTED: "success", ComplaintState.REJECTED: "danger", ComplaintState.APPEAL: "warning",
    ComplaintState.EXTERNAL: "warning", ComplaintState.CLOSED: "neutral", ComplaintState.UNRESOLVED: "neutral",
    ComplaintState.WITHDRAWN: "neutral",
}  # fmt: skip
ACTION_TONES: Mapping[str, Tone] = {
    ActionState.OPEN: "warning", ActionState.DOING: "interact", ActionState.CHECKING: "info",
    ActionState.EFFECTIVE: "success", ActionState.INEFFECTIVE: "danger",
}  # fmt: skip
PHASES: Mapping[str, Text] = {"plan": _("Plan"), "do": _("Do"), "check": _("Check"), "act": _("Act")}
PHASE_MEANINGS: Mapping[str, Text] = {
    "plan": _("received, acknowledged, assessed"), "do": _("looked into, proposed, decided"),
    "check": _("the customer has spoken"), "act": _("ended; now prevent the next one"),
}  # fmt: skip
#: How old one is that has not ended, in days.
AGES: Mapping[str, Text] = {
    "5": _("Up to 5 days"), "10": _("6 to 10 days"), "20": _("11 to 20 days"), "30": _("21 to 30 days"),
    "more": _("More than 30 days"),
}  # fmt: skip
#: As a filter of the list, which figures lead to.
MARK_WORDS: Mapping[str, Text] = {
    "acknowledged-in-time": _("Acknowledged in time"), "acknowledged-late": _("Acknowledged late"),
    "resolved-in-time": _("Resolved in time"), "resolved-late": _("Resolved late"),
    "confirmed": _("Confirmed by the customer"), "unconfirmed": _("Closed and not confirmed"),
    "content-handling": _("Content with how it was handled"), "discontent-handling": _("Not content with how it was handled"),
    "content-outcome": _("Content with what came of it"), "discontent-outcome": _("Not content with what came of it"),
    "reopened": _("Opened again"), "appealed": _("Appealed"), "remedied": _("With a cost of the remedy"),
    "worked-on": _("With a cost of handling it"), "said-yes": _("The customer said yes"),
    "said-no": _("The customer said no"), "said-nothing": _("The customer has said nothing"),
    "first-contact": _("Solved at first contact"), "first-contact-missed": _("Not solved at first contact"),
    "came-again": _("The same topic and product came again"), "same-came-again": _("It came again from the same customer"),
}  # fmt: skip
#: Why the margin at risk of a complaint is not known.
UNKNOWN_MARGINS: Mapping[str, Text] = {
    "no_model": _("No refresh has fitted a model of buying that can be used"),
    "no_customer": _("Nobody is known as the customer"),
    "no_refresh_since": _("The figures have not been brought up to date since"),
    "too_few_purchases": _("The customer had not bought on two days before it"),
}  # fmt: skip
#: What comes next in each state, for whoever only glances at it.
NEXT: Mapping[str, Text] = {
    ComplaintState.RECEIVED: _("Tell the customer that it has arrived, and who sees to it"),
    ComplaintState.ACKNOWLEDGED: _("Weigh how severe it is"), ComplaintState.ASSESSED: _("Begin to look into it"),
    ComplaintState.INVESTIGATING: _("Hear both sides, find the cause, propose a solution"),
    ComplaintState.PROPOSED: _("Decide, and tell the customer"),
    ComplaintState.DECIDED: _("Ask the customer whether all is well"),
    ComplaintState.ACCEPTED: _("Close it, once what was promised is done"),
    ComplaintState.REJECTED: _("Look again, or tell of the ways that remain"),
    ComplaintState.APPEAL: _("Somebody who had no part in it decides again"),
    ComplaintState.EXTERNAL: _("Wait for what comes from outside, then close it"),
    ComplaintState.CLOSED: _("Let somebody else check it, and pass on what was learned"),
    ComplaintState.UNRESOLVED: _("Pass on what was learned"), ComplaintState.WITHDRAWN: _("Pass on what was learned"),
}  # fmt: skip
#: What stands in the steps that were taken, by the names of their facts.
FACTS: Mapping[str, Text] = {
    "remedy_wanted": _("What the customer wants"), "channel": pgettext_lazy("contact", "Channel"), "handler": _("Who sees to it"),
    "impacts": _("What it touches"), "severity": _("Severity"), "reach": _("Customers concerned"),
    "times": _("Times within 90 days"), "immediate_action": _("Done at once"), "root_cause": _("Cause"),
    "options": _("Offered"), "responsible": _("Where it arose"), "decision": _("Decision"), "promise": _("Promise"),
    "promised_for": _("Until"), "remedy_cost": _("Cost of the remedy"), "on": _("Day"), "next_on": _("Next notice on"),
    "handling": _("Content with how it was handled"), "outcome": _("Content with what came of it"),
    "body": _("Help outside"), "change": _("What changed"), "owner_id": _("Person"), "until": _("Until"),
    "place": _("Place or channel"), "confirmed": _("Confirmed by the customer"), "donts": _("Don'ts kept, of 10"),
    "steps": _("Steps, of 12"), "meaning": _("What the customer means"),
}  # fmt: skip
