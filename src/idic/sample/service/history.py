"""Complaints of the months before, so old that it is known what came of them. Each is of a customer who had just bought; whoever
bought again within 90 days was more often content with the answer, which is drawn and not told to the figures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from random import Random
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

from idic.domain.catalogue.models import Product
from idic.domain.identify.models import Customer
from idic.domain.interact.cases.models import CaseTopic
from idic.domain.interact.complaints.models import Complaint
from idic.foundation.accounts.models import User
from idic.sample.service import complaint_words as words
from idic.sample.service.buyers import Buyer, buyers_known, spoiled_of, whose
from idic.sample.service.complaints import IMPACTS
from idic.sample.service.history_words import EARLIER
from idic.sample.service.moments import said
from idic.sample.service.past import Past
from idic.sample.service.stories import STORIES, Story
from idic.sample.service.written import write_past

#: By topic: how many, between how many and how many days before the last purchase of all.
_SPREAD = {"stock": (9, 325, 250), "delivery": (12, 315, 45), "billing": (9, 300, 50), "freshness": (12, 320, 45),
           "conduct": (8, 310, 55)}  # fmt: skip
#: In one month of rain so many more about deliveries; the month in which so many days before lie.
_RAIN, _RAIN_DAYS = 12, 160
#: How it ended, for who bought again within the time and who did not: yes, no, nothing said.
_ENDS = {True: (62, 12, 26), False: (18, 50, 32)}
_FIRST_HOURS = (0.2, 0.4, 0.5, 0.7, 0.8, 3.0)
_GAPS = {"assessed": 4, "investigated": 7, "proposed": 26, "decided": 20}
#: One in so many complains of the same again, so much later.
_AGAIN, _AGAIN_AFTER = 12, timedelta(days=34)


def make_history(staff: Sequence[User], topics: Mapping[str, CaseTopic], *, today: date) -> list[Complaint]:
    """None where nobody has bought. Few customers complain twice, and then about the same."""
    buyers = buyers_known()
    if not buyers:
        return []
    draw = Random(23)
    until = min(max(one.days[-1] for one in buyers), today - timedelta(days=1))
    stories = [one for one in (*EARLIER, *STORIES) if one.purpose == "complain"]
    found = []
    for place, (topic, wanted) in enumerate(sorted(_slots(until, draw), key=lambda one: one[1])):
        story = draw.choice([one for one in stories if one.topic == topic])
        if (who := whose(buyers, story.language, wanted, wants_lost=place % 2 == 0)) is None:
            continue
        buyers.remove(who)
        bought = who.bought_before(wanted) or wanted
        found.append(
            (story, who, _in_hours(datetime.combine(bought + timedelta(days=1), _clock(draw), tzinfo=_zone())))
        )
    return write_past(_past(sorted(found, key=lambda one: one[2]), staff, topics, draw), by=staff[1])


def _slots(until: date, draw: Random) -> Iterable[tuple[str, date]]:
    for topic, (count, first, last) in _SPREAD.items():
        for place in range(count):
            back = first - (first - last) * place / max(count - 1, 1)
            yield topic, until - timedelta(days=int(back) + draw.randrange(-8, 9))
    rain = (until - timedelta(days=_RAIN_DAYS)).replace(day=1)
    for place in range(_RAIN):
        yield "delivery", rain + timedelta(days=3 + 2 * place)


def _past(
    found: Sequence[tuple[Story, Buyer, datetime]], staff: Sequence[User], topics: Mapping[str, CaseTopic], draw: Random
) -> list[Past]:  # fmt: skip
    people = Customer.objects.in_bulk([who.customer for _story, who, _at in found])
    desk = {"th": staff[1], "zh-hant": staff[2], "zh-hans": staff[3], "en": staff[4]}
    spoiled = _spoiled(found)
    many = []
    for place, (story, who, at) in enumerate(found):
        product = spoiled.get(place)
        times = 1 if product else 1 + sum(
            other.topic == story.topic and at - timedelta(days=90) < before for other, _who, before in found[:place]
        )  # fmt: skip
        grades, moments = _ended(at, came_back=who.came_back(timezone.localtime(at).date()), draw=draw)
        many.append(
            Past(
                story,
                people[who.customer],
                topics[story.topic],
                at,
                desk[story.language],
                staff[0],
                times,
                (IMPACTS[story.topic],),
                moments,
                answered_at=moments["acknowledged"],
                again_at=moments["decided"] + timedelta(hours=2) if story.again else None,
                words=_words(story.topic),
                grades=grades,
                remedy=Decimal(draw.choice((0, 60, 120, 240, 480))),
                work=Decimal(draw.choice((90, 150, 220))),
                product=product,
            )
        )
    return many


def _ended(at: datetime, *, came_back: bool, draw: Random) -> tuple[tuple[int, int], dict[str, datetime]]:
    slow = draw.choice((0.5, 0.7, 1.0, 1.0, 1.4, 2.6))
    moment = at + timedelta(hours=draw.choice(_FIRST_HOURS))
    moments = {"opened": at, "acknowledged": moment}
    for name, hours in _GAPS.items():
        moment = _in_hours(moment + timedelta(hours=hours * slow))
        moments[name] = moment
    end = draw.choices(("yes", "no", "nothing"), _ENDS[came_back])[0]
    following = {"yes": ("accepted", "closed"), "no": ("rejected", "told_outside", "closed"), "nothing": ("closed",)}[
        end
    ]
    for name in following:
        moment = _in_hours(moment + timedelta(hours=draw.choice((3, 20, 44))))
        moments[name] = moment
    for name, share in (("rechecked", 0.6), ("fed_back", 0.45)):
        if draw.random() < share:
            moments[name] = _in_hours(moment + timedelta(days=draw.randrange(1, 5)))
    grades = (
        (draw.choice((1, 2, 3)), draw.choice((1, 1, 2)))
        if end == "no"
        else (draw.choice((3, 4, 5, 5)), draw.choice((2, 4, 4, 5)))
    )
    return grades, moments


def _words(topic: str) -> dict[str, str]:
    cause, on_our_side = words.CAUSES[topic]
    return {
        "cause": said(cause), "found": said(on_our_side), "at_once": said(words.AT_ONCE), "options": said(words.OPTIONS),
        "refused": said(words.REFUSED), "outside": said(words.OUTSIDE), "not_reached": said(words.NOT_REACHED),
        "no_yes": said(words.NO_YES), "rechecked": said(words.RECHECKED), "fed_back": said(words.FED_BACK) % said(cause),
    }  # fmt: skip


def _spoiled(found: Sequence[tuple[Story, Buyer, datetime]]) -> dict[int, Product]:
    """By place: of the latest who had bought something that can spoil."""
    for place, (story, who, at) in reversed(list(enumerate(found))):
        if story.topic == "freshness" and (product := spoiled_of(who, timezone.localtime(at).date())) is not None:
            return {place: product}
    return {}


def _clock(draw: Random) -> time:
    return time(8 + draw.randrange(8), draw.choice((5, 10, 20, 35, 40, 55)))


def _in_hours(at: datetime) -> datetime:
    """Or on the next morning of work."""
    local = at.astimezone(_zone())
    if local.hour >= 17:
        local = (local + timedelta(days=1)).replace(hour=9)
    elif local.hour < 8:
        local = local.replace(hour=9)
    while local.weekday() > 4:
        local = (local + timedelta(days=1)).replace(hour=9)
    return local


def _zone() -> ZoneInfo:
    return ZoneInfo(settings.TIME_ZONE)
