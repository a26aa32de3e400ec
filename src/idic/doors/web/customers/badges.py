"""The tone of every state that a customer's row or page shows."""

from __future__ import annotations

from dataclasses import dataclass

from idic.domain.differentiate.enums import RfmGroup, Tense, Tier
from idic.domain.differentiate.models import CustomerScore
from idic.doors.web.shell.parts.signs import Tone

TENSE_TONES: dict[str, Tone] = {
    Tense.CURRENT: "success", Tense.PAST: "neutral", Tense.FUTURE: "info", Tense.UNCLASSIFIED: "neutral",
}  # fmt: skip
TIER_TONES: dict[str, Tone] = {
    Tier.SUPER_GROWTH: "differentiate", Tier.MOST_VALUABLE: "differentiate", Tier.MOST_GROWABLE: "info",
    Tier.BELOW_ZERO: "danger", Tier.MIGRATOR: "neutral", Tier.LOW_MAINTENANCE: "neutral",
}  # fmt: skip
GROUP_TONES: dict[str, Tone] = {
    RfmGroup.CHAMPIONS: "success",
    RfmGroup.LOYAL: "success",
    RfmGroup.POTENTIAL_LOYALIST: "info",
    RfmGroup.NEW: "identify",
    RfmGroup.PROMISING: "info",
    RfmGroup.NEED_ATTENTION: "warning",
    RfmGroup.ABOUT_TO_SLEEP: "warning",
    RfmGroup.AT_RISK: "danger",
    RfmGroup.CANNOT_LOSE: "danger",
    RfmGroup.HIBERNATING: "neutral",
    RfmGroup.LOST: "neutral",
}


@dataclass(frozen=True)
class Badge:
    text: str
    tone: Tone


def group_badge(score: CustomerScore) -> Badge | None:
    return Badge(str(RfmGroup(score.rfm_group).label), GROUP_TONES[score.rfm_group]) if score.rfm_group else None


def tier_badge(score: CustomerScore) -> Badge | None:
    return Badge(str(Tier(score.tier).label), TIER_TONES[score.tier]) if score.tier else None


def tense_badge(score: CustomerScore) -> Badge:
    return Badge(str(Tense(score.tense).label), TENSE_TONES[score.tense])
