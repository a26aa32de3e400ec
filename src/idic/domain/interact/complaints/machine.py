"""What may follow what. Nothing is skipped: each step asks for what the next one needs."""

from __future__ import annotations

from collections.abc import Mapping

from idic.domain.interact.complaints.enums import ComplaintState as S
from idic.domain.interact.complaints.errors import StepRefused

REOPEN_DAYS = 30

FOLLOWS: Mapping[str, tuple[str, ...]] = {
    S.RECEIVED: (S.ACKNOWLEDGED, S.WITHDRAWN),
    S.ACKNOWLEDGED: (S.ASSESSED, S.WITHDRAWN),
    S.ASSESSED: (S.INVESTIGATING, S.WITHDRAWN),
    S.INVESTIGATING: (S.PROPOSED, S.WITHDRAWN),
    S.PROPOSED: (S.INVESTIGATING, S.DECIDED, S.WITHDRAWN),
    S.DECIDED: (S.ACCEPTED, S.REJECTED, S.CLOSED, S.WITHDRAWN),
    S.ACCEPTED: (S.CLOSED,),
    S.REJECTED: (S.INVESTIGATING, S.APPEAL, S.EXTERNAL, S.WITHDRAWN),
    S.APPEAL: (S.DECIDED, S.EXTERNAL, S.WITHDRAWN),
    S.EXTERNAL: (S.UNRESOLVED, S.ACCEPTED, S.WITHDRAWN),
    S.CLOSED: (S.INVESTIGATING,),
    S.UNRESOLVED: (S.INVESTIGATING,),
    S.WITHDRAWN: (S.INVESTIGATING,),
}

#: The step of the guide in which a state stands: listen, share, problem, check, action, satisfy; and of the PDCA wheel.
GUIDE: Mapping[str, int] = {
    S.RECEIVED: 1, S.ACKNOWLEDGED: 2, S.ASSESSED: 3, S.INVESTIGATING: 4, S.PROPOSED: 5, S.DECIDED: 5, S.APPEAL: 5,
    S.EXTERNAL: 5, S.ACCEPTED: 6, S.REJECTED: 6, S.CLOSED: 6, S.UNRESOLVED: 6, S.WITHDRAWN: 6,
}  # fmt: skip
WHEEL: Mapping[str, str] = {
    S.RECEIVED: "plan", S.ACKNOWLEDGED: "plan", S.ASSESSED: "plan", S.INVESTIGATING: "do", S.PROPOSED: "do",
    S.DECIDED: "do", S.APPEAL: "do", S.EXTERNAL: "do", S.ACCEPTED: "check", S.REJECTED: "check", S.CLOSED: "act",
    S.UNRESOLVED: "act", S.WITHDRAWN: "act",
}  # fmt: skip


def require_step(state: str, following: str) -> None:
    if following not in FOLLOWS[state]:
        raise StepRefused(state, following)
