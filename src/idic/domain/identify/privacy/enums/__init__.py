from idic.domain.identify.privacy.enums.breaches import BreachKind, Decision
from idic.domain.identify.privacy.enums.consents import ConsentKind, Method
from idic.domain.identify.privacy.enums.erasures import ErasureState
from idic.domain.identify.privacy.enums.notices import NoticeState
from idic.domain.identify.privacy.enums.purposes import Basis, Channel, Need, Verdict
from idic.domain.identify.privacy.enums.registers import AssessmentState, TransferGround
from idic.domain.identify.privacy.enums.requests import OPEN_STATES, Refusal, RequestKind, RequestState, RequestWay
from idic.domain.identify.privacy.enums.retention import RetentionAction, RetentionClock
from idic.domain.identify.privacy.enums.suppressions import SuppressionReason

__all__ = [
    "OPEN_STATES",
    "AssessmentState",
    "Basis",
    "BreachKind",
    "Channel",
    "ConsentKind",
    "Decision",
    "ErasureState",
    "Method",
    "Need",
    "NoticeState",
    "Refusal",
    "RequestKind",
    "RequestState",
    "RequestWay",
    "RetentionAction",
    "RetentionClock",
    "SuppressionReason",
    "TransferGround",
    "Verdict",
]
