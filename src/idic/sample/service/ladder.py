"""Who is told when a promise runs out, and a case on each rung: an expert sideways, then the lead, the manager, the executive."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from django.utils import timezone

from idic.domain.identify.models import Customer
from idic.domain.interact.cases.clocks.hours import hours_of
from idic.domain.interact.cases.clocks.telling import tell_clocks
from idic.domain.interact.cases.drafts import CaseDraft, MessageDraft
from idic.domain.interact.cases.enums import Level
from idic.domain.interact.cases.models import Case, CaseTopic
from idic.domain.interact.cases.operations.messages import answer_case
from idic.domain.interact.cases.operations.open import Opening, open_with_messages
from idic.domain.interact.cases.operations.skills import save_skills
from idic.domain.interact.complaints.operations import deciding, receiving
from idic.domain.interact.contact import Purpose
from idic.domain.interact.standards.enums import Measure, Told
from idic.domain.interact.standards.operations.executives import name_executives
from idic.domain.interact.standards.operations.standards import Said, Scope, Step, create_standard
from idic.domain.interact.standards.queries.targets import Contact, target_for
from idic.foundation.accounts.models import User
from idic.sample.people import Above
from idic.sample.service.complaint_words import AT_ONCE
from idic.sample.service.ladder_words import DONE, LATE, PROMISED, Late
from idic.sample.service.moments import said

#: Five days of seven hours.
_MINUTES = 5 * 7 * 60
_LADDER = (
    Step(75, Told.EXPERT),
    Step(100, Told.MANAGER, priority="high"),
    Step(150, Told.EXECUTIVE, priority="critical"),
)
#: By place among the staff: languages spoken, and topics in which others ask them.
_KNOWN: tuple[tuple[int, Mapping[str, int], tuple[str, ...]], ...] = (
    (1, {"th": Level.EXPERT, "en": Level.USUAL}, ("delivery", "hours")),
    (2, {"zh-hant": Level.EXPERT, "zh-hans": Level.USUAL, "en": Level.HELPS}, ("stock", "conduct")),
    (3, {"zh-hans": Level.EXPERT, "en": Level.USUAL}, ("billing",)),
    (4, {"en": Level.EXPERT, "th": Level.HELPS}, ("freshness", "delivery")),
)
_CAPACITY = 40
_LONGEST = timedelta(days=60)


def make_rungs(staff: Sequence[User], above: Above, topics: Mapping[str, CaseTopic], *, since: datetime) -> None:
    """Before the first case: what is measured by a standard begins after it."""
    manager = staff[0]
    name_executives([above.executive], by=manager)
    create_standard(
        Measure.RESOLUTION,
        Said(Decimal(".9"), _MINUTES, customer_words=PROMISED, staff_words=DONE, escalation=_LADDER, valid_from=since),
        scope=Scope(purpose=Purpose.COMPLAIN), by=manager,
    )  # fmt: skip
    for place, languages, known in _KNOWN:
        levels = {one.pk: Level.EXPERT if code in known else Level.USUAL for code, one in topics.items()}
        save_skills(staff[place], languages=languages, topics=levels, capacity=_CAPACITY, version=0, by=manager)


def stand_on_rungs(
    staff: Sequence[User], topics: Mapping[str, CaseTopic], people: Mapping[str, Sequence[Customer]]
) -> None:
    """Answered in time and not done; what has run out is told as the worker tells it every minute."""
    desk = {"th": staff[1], "zh-hant": staff[2], "zh-hans": staff[1], "en": staff[2]}
    for place, one in enumerate(LATE):
        known = people[one.language]
        customer = known[-1 - place] if len(known) > place else None
        _begin(one, topics[one.topic], customer, desk[one.language])
    tell_clocks()


def _begin(one: Late, topic: CaseTopic, customer: Customer | None, owner: User) -> None:
    at = _used_up(one)
    draft = CaseDraft(
        one.title, "email", one.purpose, one.text, customer, topic=topic, language=one.language, owner=owner,
        team=owner.team, received_at=at,
    )  # fmt: skip
    case = open_with_messages([Opening(draft, MessageDraft(one.text, at=at, subject=one.title))], by=owner)[0].case
    soon = at + timedelta(minutes=25)
    answer_case(case, MessageDraft(one.answer, at=soon, subject=f"Re: {one.title}"), by=owner)
    if one.purpose == Purpose.COMPLAIN:
        found = receiving.open_complaint(Case.objects.get(pk=case.pk), by=owner, at=at)
        told = receiving.acknowledge(
            found, channel="email", handler=owner.display_name, version=found.version, by=owner, at=soon
        )
        # like the others: how grave it is says which standard holds
        weighed = receiving.assess(
            told, impacts=["delay"], immediate_action=said(AT_ONCE), version=told.version, by=owner, at=soon
        )
        deciding.investigate(weighed, version=weighed.version, by=owner, at=soon + timedelta(hours=1))


def _used_up(one: Late) -> datetime:
    """The last moment since which so much of the time to resolve has passed, whatever day it is."""
    now = timezone.now()
    target = target_for(Contact("email", one.purpose), Measure.RESOLUTION, at=now)
    if target is None or target.minutes is None:
        return now - timedelta(days=1)
    clock, wanted = hours_of(target.calendar_id).clock, timedelta(minutes=target.minutes) * one.share / 100
    near, far = timedelta(0), _LONGEST
    while far - near > timedelta(minutes=1):
        middle = (near + far) / 2
        near, far = (near, middle) if clock.elapsed(now - middle, now) >= wanted else (middle, far)
    return now - far
