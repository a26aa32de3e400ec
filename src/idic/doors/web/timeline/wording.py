from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from idic.domain.differentiate.executive.figures import FIGURES
from idic.domain.differentiate.ready_segments import BY_CODE
from idic.domain.differentiate.registry.names import in_words
from idic.domain.identify.enums import Attitude, CustomerKind, HouseholdRole, RelationSide, ShareSource, Stake
from idic.domain.identify.privacy.enums import Channel, Method
from idic.domain.identify.privacy.prefilled.purposes import PURPOSE_NAMES
from idic.domain.interact.cases.enums import CaseState, Outcome, PauseReason, Verdict
from idic.domain.interact.contact import AccessMode
from idic.domain.interact.contact import Priority as CasePriority
from idic.domain.interact.contact import Purpose as ContactPurpose
from idic.domain.interact.enums import FollowUpMethod, FollowUpOutcome, FollowUpReason
from idic.domain.interact.knowledge.enums import Audience
from idic.domain.interact.plans.enums import FindingKind, Why
from idic.domain.interact.standards.enums import Measure, Offered
from idic.domain.work.enums import Priority, TaskKind, TaskState
from idic.doors.web.experience.words import LEVERS, OFFERED, STAGES
from idic.doors.web.timeline.entries import Change, TimelineEntry
from idic.doors.web.timeline.masking import mask_events
from idic.doors.web.timeline.named_cases import hide_kept_cases
from idic.doors.web.timeline.words import AGENTS, FIELD_LABELS, UNKNOWN_ICONS, VERB_ICONS, WORDINGS, Wording
from idic.foundation.accounts.enums import Role
from idic.foundation.accounts.handover import work_kinds
from idic.foundation.accounts.models import User
from idic.foundation.attributes.models import PREFIX
from idic.foundation.attributes.queries.labels import attribute_label, attribute_words
from idic.foundation.events.models import Event
from idic.foundation.languages import formats
from idic.foundation.languages.provinces import shown_province
from idic.foundation.views.enums import Purpose

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

_CODES: dict[str, Mapping[str, str | _StrPromise]] = {
    "method": dict(FollowUpMethod.choices), "reason": dict(FollowUpReason.choices),
    "outcome": dict(FollowUpOutcome.choices), "role": dict(Role.choices), "kind": dict(CustomerKind.choices),
    "field": FIELD_LABELS, "work": {kind.code: kind.label for kind in work_kinds()},
}  # fmt: skip
_CODES |= {
    "relation": dict(RelationSide.choices), "stake": dict(Stake.choices), "attitude": dict(Attitude.choices),
    "household_role": dict(HouseholdRole.choices), "told_by": dict(ShareSource.choices),
}  # fmt: skip
_CODES |= {
    "state": dict(TaskState.choices), "priority": dict(Priority.choices),
    "kind": {**dict(CustomerKind.choices), **dict(TaskKind.choices)},
}  # fmt: skip
_CODES |= {
    "purpose": {**PURPOSE_NAMES, **dict(Purpose.choices)}, "channel": dict(Channel.choices),
    "consent_method": dict(Method.choices),
}  # fmt: skip
_CODES |= {
    "stage": {code.value: name for code, (name, _question) in STAGES.items()},
    "lever": {code.value: name for code, name in LEVERS.items()},
    "offered": {code.value: name for code, name in OFFERED.items()},
    "figure": {one.code: one.label for one in FIGURES},
}
_CODES |= {
    "audience": dict(Audience.choices),
    "measure": dict(Measure.choices),
    "offered": {**_CODES["offered"], **dict(Offered.choices)},
}
# Of what two rooms name alike, the room that was there first keeps its word.
_CODES |= {
    "mode": dict(AccessMode.choices), "verdict": dict(Verdict.choices),
    "reason": {**dict(PauseReason.choices), **_CODES["reason"]}, "outcome": {**dict(Outcome.choices), **_CODES["outcome"]},
    "purpose": {**dict(ContactPurpose.choices), **_CODES["purpose"]}, "state": {**dict(CaseState.choices), **_CODES["state"]},
    "priority": {**dict(CasePriority.choices), **_CODES["priority"]},
}  # fmt: skip
_CODES |= {"finding": dict(FindingKind.choices), "why": dict(Why.choices)}
_PEOPLE = ("owner_id", "deputy_id")
_MOMENTS = frozenset({"due_at", "starts_at", "ends_at", "snoozed_until"})
_DAYS = frozenset({"due_on", "review_on", "as_of", "birth_date", "starts_on", "ends_on"})
# Told on the customer's page of relations, where the other side is named to whoever may see it.
_RELATIONS = frozenset({"relation", "household", "household_member", "wallet_share"})
_PAGES = {
    "follow_up": "followups:detail",
    "task": "tasks:detail",
    "case": "cases:detail",
    "call": "calls:detail",
    "counter": "counters:detail",
    "standard": "standards:detail",
    "article": "knowledge:article",
    "follow_up_plan": "plans:detail",
    "finding": "plans:finding",
    "loyalty_programme": "loyalty:detail",
    "corrective": "complaints:action",
    "segment": "segments:detail",
    "import": "imports:detail",
    "customer": "customers:detail",
}


def people_in(events: Iterable[Event]) -> set[int]:
    """Whose names these events need: who acted, and whom they speak of."""
    found = {event.actor_id for event in events if event.actor_id is not None}
    for event in events:
        for name in _PEOPLE:
            found |= {value for side in (event.before, event.after) if isinstance(value := side.get(name), int)}
    return found


def word_events(
    events: Sequence[Event], *, users: Mapping[int, str], reader: User | None = None
) -> list[TimelineEntry]:
    """In the order given. `users` names the people of `people_in(events)`; an unknown verb is shown with its code.
    With `reader` the values are masked, in the events themselves too, as the role of that person asks for."""
    if reader is not None:
        hide_kept_cases(events, reader=reader)
        mask_events(events, reader=reader)
    return [_entry(event, users) for event in events]


def _entry(event: Event, users: Mapping[int, str]) -> TimelineEntry:
    wording = WORDINGS.get(event.verb)
    if wording is None:
        return TimelineEntry(
            event.at, UNKNOWN_ICONS["event"], "neutral", _("Something else happened"),
            text=_("Its code is “%(code)s”.") % {"code": event.verb}, who=_who(event, users),
        )  # fmt: skip
    return TimelineEntry(
        event.at, VERB_ICONS[event.verb], wording.tone, str(wording.title),
        text=_text(event, wording, users), who=_who(event, users), href=_href(event),
        changes=_changes(event, users) if wording.shows_changes else (),
    )  # fmt: skip


def _who(event: Event, users: Mapping[int, str]) -> str:
    if event.actor_id is not None:
        return users.get(event.actor_id) or _("A former user")
    return str(AGENTS.get(event.agent, event.agent))


def _text(event: Event, wording: Wording, users: Mapping[int, str]) -> str:
    told = {**event.before, **event.after}
    if "name" not in told and told.get("code") in BY_CODE:
        told["name"] = BY_CODE[told["code"]].name
    if not told.get("name") and "about" in told:
        told["name"] = in_words(str(told["about"]))
    values = {name: words for name, value in told.items() if (words := _words(name, value, users))}
    lines = []
    for sentence in wording.sentences:
        try:
            lines.append(str(sentence) % values)
        except KeyError:
            continue
        break
    note = str(told.get("note") or "").strip()
    return "\n".join([*lines, note]) if note else "".join(lines)


def _changes(event: Event, users: Mapping[int, str]) -> tuple[Change, ...]:
    found = []
    for name in event.after:
        before, after = event.before.get(name), event.after[name]
        if isinstance(before, dict) or isinstance(after, dict):
            old, new = before or {}, after or {}
            inner = [key for key in {**old, **new} if old.get(key) != new.get(key)]
            found += [
                Change(_label(key), _words(key, old.get(key), users), _words(key, new.get(key), users)) for key in inner
            ]
        else:
            found.append(Change(_label(name), _words(name, before, users), _words(name, after, users)))
    return tuple(found)


def _label(name: str) -> str:
    return str(FIELD_LABELS.get(name) or attribute_label(name) or name)


def _words(name: str, value: object, users: Mapping[int, str]) -> str:
    if value is None or value == "":
        return ""
    if name in _PEOPLE and isinstance(value, int):
        return users.get(value) or _("A former user")
    if name in _CODES:
        return str(_CODES[name].get(str(value), value))
    if name == "sex":
        return {"male": _("Male"), "female": _("Female")}.get(str(value), str(value))
    if name == "province" and isinstance(value, str):
        return shown_province(value)
    if name in _DAYS and isinstance(value, str):
        try:
            return formats.day(date.fromisoformat(value))
        except ValueError:
            return value
    if name in _MOMENTS and isinstance(value, str):
        return formats.moment(datetime.fromisoformat(value))
    if name.startswith(PREFIX):
        return attribute_words(name, value)
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, int | float):
        return formats.number(value)
    if isinstance(value, list):
        return ", ".join(str(one) for one in value)
    return str(value)


def _href(event: Event) -> str:
    if event.subject_kind in _RELATIONS and event.customer_id is not None:
        return reverse("relations:detail", args=[event.customer_id])
    page = _PAGES.get(event.subject_kind)
    if page is None or (event.subject_kind == "customer" and event.customer_id == event.subject_id):
        return ""
    try:
        return reverse(page, args=[event.subject_id])
    except NoReverseMatch:
        return ""
