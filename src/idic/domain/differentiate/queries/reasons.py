from __future__ import annotations

from dataclasses import dataclass, field

from idic.domain.differentiate.models import CustomerScore


@dataclass(frozen=True)
class Reason:
    """Why a score is what it is: a code and its data, worded where it is shown."""

    code: str
    data: dict[str, object] = field(default_factory=dict)


def reasons_for(score: CustomerScore) -> list[Reason]:
    reasons: list[Reason] = []
    if score.r is not None:
        reasons.append(Reason("recency", {"days": score.recency_days, "score": score.r}))
        reasons.append(Reason("frequency", {"purchases": score.frequency, "score": score.f}))
        reasons.append(Reason("monetary", {"amount": score.monetary, "score": score.m}))
    if score.limit_days is not None and score.recency_days is not None:
        code = "within_limit" if score.recency_days <= score.limit_days else "beyond_limit"
        reasons.append(Reason(code, {"limit": score.limit_days, "days": score.recency_days}))
    if score.p_alive is not None:
        reasons.append(Reason("alive", {"share": score.p_alive}))
    if score.tier:
        reasons.append(Reason(f"tier_{score.tier}"))
    reasons += [Reason(code) for code in score.reasons]
    return reasons
