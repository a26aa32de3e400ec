"""The first set of segments that every company starts with. Their names are worded when shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from idic.domain.differentiate.models import Segment

Rule = dict[str, Any]


def _is(field: str, value: object) -> Rule:
    return {"field": field, "op": "eq", "value": value}


def _in(field: str, *values: object) -> Rule:
    return {"field": field, "op": "in", "value": list(values)}


@dataclass(frozen=True)
class ReadySegment:
    code: str
    name: _StrPromise
    description: _StrPromise
    rule: Rule


READY: tuple[ReadySegment, ...] = (
    ReadySegment(
        "champions", _("Champions"), _("Bought lately, often and for much. Thank them; ask them to tell others."),
        _is("rfm_group", "champions"),
    ),
    ReadySegment(
        "loyal", _("Loyal customers"), _("Come back again and again. Offer them more of what they like."),
        _in("rfm_group", "loyal", "potential_loyalist"),
    ),
    ReadySegment(
        "new", _("New customers"), _("Made their first purchase within the last 60 days. A good second visit decides."),
        {"field": "first_purchase", "op": "in_last_days", "value": 60},
    ),
    ReadySegment(
        "at_risk", _("At risk"), _("Used to buy often and for much, but not lately. Call before they are gone."),
        _in("rfm_group", "at_risk", "cannot_lose"),
    ),
    ReadySegment(
        "sleeping", _("Falling asleep"),
        _("Below average in everything and slipping. A small reason to come back may do."),
        _in("rfm_group", "about_to_sleep", "need_attention"),
    ),
    ReadySegment(
        "lost", _("Lost"), _("Have not bought for longer than their own rhythm allows."),
        _is("tense", "past"),
    ),
    ReadySegment(
        "most_valuable", _("Most valuable"),
        _("The tenth of customers with the highest expected value. Keep them at any price."),
        _in("tier", "most_valuable", "super_growth"),
    ),
    ReadySegment(
        "valuable_fading", _("Valuable and fading"),
        _("High expected value, and a falling probability that they still buy."),
        {"all": [_in("m", 4, 5), {"field": "p_alive", "op": "lt", "value": 0.5}]},
    ),
    ReadySegment(
        "unreachable", _("Cannot be reached"), _("Neither a phone nor an e-mail is known. Ask at the next contact."),
        {"all": [{"field": "phone", "op": "is_unknown"}, {"field": "email", "op": "is_unknown"}]},
    ),
)  # fmt: skip

BY_CODE = {ready.code: ready for ready in READY}


def segment_name(segment: Segment) -> str:
    """As its reader knows it. A ready segment is stored under its code until somebody gives it another name."""
    return name_in_words(segment.code, segment.name)


def name_in_words(code: str, name: str) -> str:
    ready = BY_CODE.get(code) if name == code else None
    return str(ready.name) if ready else name


def segment_description(segment: Segment) -> str:
    ready = BY_CODE.get(segment.code) if segment.name == segment.code and not segment.description else None
    return str(ready.description) if ready else segment.description


def unworded(segment: Segment, name: str, description: str) -> tuple[str, str]:
    """What to store when somebody saves these texts: what was only worded for them is not made theirs."""
    if segment.code and name == segment_name(segment):
        name = segment.name
    if segment.code and description == segment_description(segment):
        description = segment.description
    return name, description
