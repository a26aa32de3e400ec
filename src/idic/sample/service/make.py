"""Two months of contacts, made through the product's own operations: most of them answered in time, some late, a few still
open, and complaints at every step of their way; and complaints of the year before, of which it is known what came of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from itertools import count
from random import Random
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from idic.domain.identify.models import Customer
from idic.domain.interact.cases.drafts import CaseDraft, MessageDraft
from idic.domain.interact.cases.likeness.counting import keep_up
from idic.domain.interact.cases.models import Case, CaseTopic
from idic.domain.interact.cases.operations.ending import confirm_case, resolve_case
from idic.domain.interact.cases.operations.messages import answer_case, receive_message
from idic.domain.interact.cases.operations.open import Opening, open_with_messages
from idic.domain.interact.cases.operations.pausing import pause_case
from idic.domain.interact.standards.operations.cells import set_cell
from idic.domain.interact.standards.operations.defaults import start_with_defaults
from idic.domain.interact.standards.operations.functions import FunctionDraft, set_function
from idic.foundation.accounts.models import User
from idic.sample.desk.cast import persons
from idic.sample.people import make_above
from idic.sample.service.articles import make_articles
from idic.sample.service.complaints import walk_complaint
from idic.sample.service.corrective import correct_causes
from idic.sample.service.history import make_history
from idic.sample.service.ladder import make_rungs, stand_on_rungs
from idic.sample.service.moments import later
from idic.sample.service.reviews import review_some, train_some
from idic.sample.service.stories import STORIES, TOPICS, Story

_DAYS = 60
_WRITTEN = frozenset({"email", "web_form", "portal"})
#: How many of the stories are told more than once, by different customers.
_ROUNDS = 3
#: Complaints less often: most of those who complained did so in the months before.
_COMPLAINT_ROUNDS = 2
#: So many came in today, and nobody has taken them yet.
_NEW = 6
#: Beside e-mail, telephone and counter; chat and letters are used, and nobody offers them yet.
_MORE_WAYS = (
    ("web_form", "request_service"), ("web_form", "seek_information"), ("line", "request_service"),
    ("line", "seek_information"), ("portal", "seek_information"),
)  # fmt: skip
#: Two of three answers begin with the customer's name.
_HELLO = {
    "en": "Dear {name},\n\n", "th": "เรียนคุณ{name}\n\n", "zh-hans": "{name}，您好：\n\n", "zh-hant": "{name}，您好：\n\n",
}  # fmt: skip
#: What speaks for a firm outside, as this company sees it.
_REASONS = {"cost": "no", "quality": "no", "time": "yes", "one_window": "no", "focus": "no"}
_RECEIPT = {
    "en": "We have received your message and will answer soon.", "th": "เราได้รับข้อความของคุณแล้ว และจะตอบกลับโดยเร็ว",
    "zh-hans": "我们已收到您的来信，会尽快回复。", "zh-hant": "我們已收到您的來信，會盡快回覆。",
}  # fmt: skip


@transaction.atomic
def make_service(staff: Sequence[User], *, today: date) -> int:
    """Nothing where there are cases already. The same files give the same cases."""
    if Case.objects.exists():
        return 0
    manager, above = staff[0], make_above()
    since = timezone.now() - timedelta(days=400)
    start_with_defaults(since=since, by=manager)
    for mode, purpose in _MORE_WAYS:
        set_cell(mode, purpose, {"offered": "yes"}, by=manager)
    for code, owner in (("advice", staff[1]), ("feedback", manager), ("custom", staff[2])):
        set_function(code, FunctionDraft(owner, done_by="own", reasons=_REASONS), version=0, by=manager)
    topics = _topics()
    make_rungs(staff, above, topics, since=since)
    make_history(staff, topics, today=today)
    draw = Random(7)
    people = {language: list(persons(language)[:40]) for language in ("th", "en", "zh-hans", "zh-hant")}
    told = sorted(
        (
            (_moment(today, draw), story)
            for number in range(_ROUNDS)
            for story in STORIES
            if story.purpose != "complain" or number < _COMPLAINT_ROUNDS
        ),
        key=lambda one: one[0],
    )
    now, complaints = timezone.now(), count()
    for place, (moment, story) in enumerate(told):
        is_new = place >= len(told) - _NEW
        received_at = now - timedelta(minutes=20 + 17 * (len(told) - place)) if is_new else moment
        known = people[story.language] or people["en"]
        customer = known[draw.randrange(len(known))] if known else None
        _tell(
            story,
            received_at,
            customer,
            topics[story.topic],
            staff,
            place=place,
            is_new=is_new,
            draw=draw,
            complaints=complaints,
        )
    correct_causes(staff, above, today=today)
    stand_on_rungs(staff, topics, people)
    review_some(staff)
    train_some(staff, today=today)
    make_articles(staff, topics, today=today)
    keep_up()
    return len(told)


def _topics() -> dict[str, CaseTopic]:
    language = settings.LANGUAGE_CODE.lower()
    return {
        one.code: CaseTopic.objects.get_or_create(
            code=f"sample-{one.code}", defaults={"name": one.names.get(language, one.names["en"])}
        )[0]
        for one in TOPICS
    }


def _moment(today: date, draw: Random) -> datetime:
    """In the open hours of a working day; the last ones a few hours ago."""
    day = today - timedelta(days=draw.randrange(_DAYS))
    while day.weekday() > 4:
        day -= timedelta(days=1)
    clock = time(8 + draw.randrange(8), draw.choice((5, 10, 20, 35, 40, 55)))
    at = datetime.combine(day, clock, tzinfo=ZoneInfo(settings.TIME_ZONE))
    return min(at, timezone.now() - timedelta(minutes=30 + draw.randrange(200)))


def _tell(
    story: Story, received_at: datetime, customer: Customer | None, topic: CaseTopic, staff: Sequence[User], *,
    place: int, is_new: bool, draw: Random, complaints: Iterator[int],
) -> None:  # fmt: skip
    desk = {"th": staff[1], "zh-hant": staff[2], "zh-hans": staff[3], "en": staff[4]}[story.language]
    age = timezone.now() - received_at
    draft = CaseDraft(
        story.title, story.mode, story.purpose, story.text, customer, topic=topic, language=story.language,
        owner=None if is_new else desk, team=staff[1].team, received_at=received_at,
        priority="high" if story.purpose == "complain" else "normal",
    )  # fmt: skip
    receipt = MessageDraft(_RECEIPT[story.language], at=received_at + timedelta(minutes=1))
    opening = Opening(
        draft, MessageDraft(story.text, at=received_at, subject=story.title),
        receipt=(lambda _case: receipt) if story.mode in _WRITTEN else None,
    )  # fmt: skip
    case = open_with_messages([opening], by=staff[1])[0].case
    if is_new:
        return
    answered_at = later(received_at, draw.choice((12, 25, 45, 80, 150, 60 * 26 if place % 9 == 0 else 200)))
    hello = _HELLO[story.language].format(name=customer.name) if customer is not None and place % 3 else ""
    answer_case(
        _current(case), MessageDraft(hello + story.answer, at=answered_at, subject=f"Re: {story.title}"), by=desk
    )
    if story.again:
        receive_message(_current(case), MessageDraft(story.again, at=later(answered_at, 60 * 20)))
    if story.purpose == "complain":
        walk_complaint(_current(case), story, staff, handler=desk, at=answered_at, place=next(complaints), draw=draw)
    elif age > timedelta(days=4):
        _end(_current(case), desk, later(answered_at, draw.choice((30, 300, 60 * 24))), is_confirmed=bool(story.again))
    elif place % 3 == 0:
        row = _current(case)
        pause_case(row, reason="customer", version=row.version, by=desk, at=later(answered_at, 5))


def _end(case: Case, by: User, at: datetime, *, is_confirmed: bool) -> None:
    resolve_case(case, outcome="answered", version=case.version, by=by, at=at)
    if is_confirmed:
        confirm_case(_current(case), by=None, at=later(at, 60))


def _current(case: Case) -> Case:
    return Case.objects.get(pk=case.pk)
