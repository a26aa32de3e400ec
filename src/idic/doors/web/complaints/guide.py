"""The six steps from listening to the customer's content word, as they were walked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from idic.domain.interact.complaints.enums import ENDED, Afterwards, Change, Impact
from idic.domain.interact.complaints.enums import ComplaintState as S
from idic.domain.interact.complaints.models import Complaint, ComplaintStep
from idic.domain.interact.contact import AccessMode
from idic.doors.web.complaints.wording import FACTS, STEP_ICONS, STEPS
from idic.foundation.accounts.queries.names import names_of_users
from idic.foundation.languages import formats

#: In which of the six something is to be done now.
PRESENT: Mapping[str, int] = {
    S.RECEIVED: 2, S.ACKNOWLEDGED: 3, S.ASSESSED: 4, S.INVESTIGATING: 4, S.PROPOSED: 5, S.DECIDED: 6, S.ACCEPTED: 6,
    S.REJECTED: 5, S.APPEAL: 5, S.EXTERNAL: 6, S.CLOSED: 6, S.UNRESOLVED: 6, S.WITHDRAWN: 6,
}  # fmt: skip
_PLACES: Mapping[str, int] = {
    "opened": 1, "acknowledged": 2, "assessed": 3, "investigated": 4, "proposed": 4, "decided": 5, "noticed": 5,
    "kept_promise": 5, "changed_hands": 5, "appealed": 5, "told_outside": 5,
}  # fmt: skip
_DAYS = frozenset({"promised_for", "on", "next_on"})
_LASTING = frozenset(
    {"remedy_wanted", "severity", "root_cause", "decision", "promise", "promised_for", "outcome", "body", "meaning"}
)


@dataclass(frozen=True)
class Said:
    """`facts` matter still when the step is done; `rest` is what else was written down then."""

    title: str
    who: str
    at: datetime
    note: str
    facts: list[tuple[str, str]]
    rest: list[tuple[str, str]]


@dataclass(frozen=True)
class GuideStep:
    code: str
    name: str
    advice: str
    icon: str
    is_done: bool
    is_now: bool
    said: list[Said]


def guide_of(complaint: Complaint, steps: Sequence[ComplaintStep], titles: Mapping[str, str]) -> list[GuideStep]:
    """`titles` names the kinds of steps."""
    people = _people(steps)
    now, is_ended = PRESENT[complaint.state], complaint.state in ENDED
    found = []
    for place, (code, coaching) in enumerate(STEPS.items(), start=1):
        is_now = place == now and not is_ended
        said = [_said(one, people, titles, whole=is_now) for one in steps if _PLACES.get(one.kind, 6) == place]
        found.append(GuideStep(
            code, str(coaching.name), str(coaching.advice), STEP_ICONS[code], is_done=place < now or is_ended,
            is_now=is_now, said=said,
        ))  # fmt: skip
    return found


def _said(step: ComplaintStep, people: Mapping[int, str], titles: Mapping[str, str], *, whole: bool) -> Said:
    facts: list[tuple[str, str]] = []
    rest: list[tuple[str, str]] = []
    for name, label in FACTS.items():
        value = step.said.get(name)
        if value is None or value in ("", []) or str(value) == step.note:
            continue
        (facts if whole or name in _LASTING else rest).append((str(label), _words(name, value, people)))
    who = step.by.display_name if step.by else _("The system")
    return Said(str(titles.get(step.kind, step.kind)), who, step.at, step.note, facts, rest)


def _words(name: str, value: object, people: Mapping[int, str]) -> str:
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if name == "impacts" and isinstance(value, list):
        return ", ".join(str(dict(Impact.choices).get(one, one)) for one in value)
    if name == "owner_id" and isinstance(value, int):
        return people.get(value, _("A former user"))
    if name in ("channel", "change"):
        known: dict[str, object] = {**dict(AccessMode.choices), **dict(Change.choices)}
        return str(known.get(str(value), value))
    if name == "meaning":
        return str(dict(Afterwards.choices).get(str(value), value))
    if name in _DAYS:
        return formats.day(date.fromisoformat(str(value)))
    if name == "until":
        moment = parse_datetime(str(value))
        return formats.moment(moment) if moment else str(value)
    if name == "remedy_cost":
        return formats.money(float(str(value)), settings.CONFIGURATION.currency)
    return formats.number(value) if isinstance(value, int | float) else str(value)


def _people(steps: Iterable[ComplaintStep]) -> dict[int, str]:
    wanted = {one.said["owner_id"] for one in steps if isinstance(one.said.get("owner_id"), int)}
    return names_of_users(wanted)
