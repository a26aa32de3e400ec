"""Signs that a customer is about to leave, and how far each can be trusted."""

from idic.methods.signals.cusum import Cusum, cusum
from idic.methods.signals.errors import ActivityImpossible, ColumnsUnequal, FigureOutOfRange, SignalError
from idic.methods.signals.rules import (
    CALLS_RISING,
    COMPETITOR_USED,
    COMPLAINT_OVERDUE,
    CONTRACT_ENDING,
    DETRACTOR,
    FALLING_ACTIVITY,
    FALLING_FREQUENCY,
    PAYMENT_FAILED,
    SIGNALS,
    calls_rising,
    competitor_used,
    complaint_overdue,
    contract_ending,
    detractor,
    falling_frequency,
    payment_failed,
)
from idic.methods.signals.track_record import TrackRecord, track_record

__all__ = [
    "CALLS_RISING",
    "COMPETITOR_USED",
    "COMPLAINT_OVERDUE",
    "CONTRACT_ENDING",
    "DETRACTOR",
    "FALLING_ACTIVITY",
    "FALLING_FREQUENCY",
    "PAYMENT_FAILED",
    "SIGNALS",
    "ActivityImpossible",
    "ColumnsUnequal",
    "Cusum",
    "FigureOutOfRange",
    "SignalError",
    "TrackRecord",
    "calls_rising",
    "competitor_used",
    "complaint_overdue",
    "contract_ending",
    "cusum",
    "detractor",
    "falling_frequency",
    "payment_failed",
    "track_record",
]
