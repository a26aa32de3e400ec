from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from idic.domain.differentiate.executive.content import Ahead, Content
from idic.domain.differentiate.executive.figures import FIGURES, ExecutiveFigure
from idic.domain.differentiate.executive.lights import judge
from idic.domain.differentiate.executive.queries.readings import Targets, target_for
from idic.doors.web.executive import words
from idic.doors.web.shell.sparkline import Sparkline, sparkline

_SPARK_MONTHS = 13


@dataclass(frozen=True)
class Card:
    code: str
    label: str
    meaning: str
    icon: str
    value: str
    target: str
    light: str
    tone: str
    light_icon: str
    light_word: str
    light_sentence: str
    reason: str
    ahead: str
    spark: Sparkline | None
    url: str


def cards_of(content: Content, targets: Targets) -> list[Card]:
    return [card_of(figure, content, targets) for figure in FIGURES]


def card_of(figure: ExecutiveFigure, content: Content, targets: Targets) -> Card:
    value = content.value(figure.code, content.last)
    aim = target_for(targets, figure.code, content.last)
    judged = judge(
        value, float(aim.value) if aim else None, tolerance=aim.tolerance if aim else 0.0,
        more_is_better=figure.more_is_better,
    )  # fmt: skip
    known = [one for one in content.series.get(figure.code, ())[-_SPARK_MONTHS:] if one is not None]
    return Card(
        code=figure.code, label=str(figure.label), meaning=str(figure.meaning), icon=figure.icon,
        value=words.shown(figure, value, content.currency),
        target=words.shown(figure, float(aim.value), content.currency) if aim else "",
        light=judged.light.value, tone=words.LIGHT_TONES[judged.light], light_icon=words.LIGHT_ICONS[judged.light],
        light_word=str(words.LIGHTS[judged.light]), light_sentence=words.light_sentence(judged),
        reason=words.reason(figure, content),
        ahead=words.ahead_sentence(figure, content.ahead.get(figure.code, Ahead()), content.last, content.currency),
        spark=sparkline(known), url=reverse("executive:figure", args=[figure.code]),
    )  # fmt: skip
