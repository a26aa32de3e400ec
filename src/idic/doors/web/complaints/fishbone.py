"""The fishbone of a corrective action: its possible causes on six bones, the problem at the head."""

from __future__ import annotations

from dataclasses import dataclass

from idic.domain.interact.complaints.enums import Cause
from idic.domain.interact.complaints.models import CorrectiveAction

# in the units of the picture
_WIDE, _STEP, _LINE, _SLOPE = 240, 260, 18, 0.35
_SIGNS = 30
_MOST = 8


@dataclass(frozen=True)
class CauseText:
    x: float
    y: float
    short: str
    text: str


@dataclass(frozen=True)
class Bone:
    label: str
    # from the tip to the spine
    x1: float
    y1: float
    x2: float
    y2: float
    label_y: float
    causes: list[CauseText]


@dataclass(frozen=True)
class Fishbone:
    width: int
    height: int
    spine: float
    head_x: int
    head: str
    bones: list[Bone]
    # the same as a list
    told: list[tuple[str, list[str]]]


def fishbone_of(action: CorrectiveAction) -> Fishbone | None:
    """None before the first cause is written."""
    told = [
        (str(cause.label), [str(one) for one in action.fishbone.get(cause, []) if str(one).strip()]) for cause in Cause
    ]
    if not any(causes for _label, causes in told):
        return None
    half = len(told) // 2
    tall = 46 + _LINE * max(min(len(causes), _MOST) for _label, causes in told)
    spine = tall + 30
    bones = [
        _bone(label, causes, place % half, place < half, spine, tall) for place, (label, causes) in enumerate(told)
    ]
    head_x = _STEP * half + 30
    return Fishbone(head_x + _WIDE, 2 * spine, spine, head_x, _short(action.title), bones, told)


def _bone(label: str, causes: list[str], place: int, is_above: bool, spine: float, tall: float) -> Bone:
    sign = -1 if is_above else 1
    foot, tip_y = _STEP * (place + 1), spine + sign * tall
    tip = foot - tall * _SLOPE
    texts = []
    for number, text in enumerate(causes[:_MOST]):
        away = 26 + _LINE * number
        texts.append(CauseText(foot - away * _SLOPE - 8, spine + sign * away, _short(text), text))
    return Bone(label, round(tip, 1), tip_y, foot, spine, tip_y + (-8 if is_above else 18), texts)


def _short(text: str) -> str:
    return text if len(text) <= _SIGNS else f"{text[: _SIGNS - 1]}…"
