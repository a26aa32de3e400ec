"""How many people a call centre needs: Erlang C (callers wait for ever) and Erlang A (their patience ends)."""

from idic.methods.staffing.errors import LoadUnusable, StaffingError, TargetUnusable
from idic.methods.staffing.impatient import Impatient, needed_with_patience, with_patience
from idic.methods.staffing.load import Load, erlang_b, scheduled
from idic.methods.staffing.patient import UNSTABLE, Patient, needed, patient

__all__ = [
    "UNSTABLE",
    "Impatient",
    "Load",
    "LoadUnusable",
    "Patient",
    "StaffingError",
    "TargetUnusable",
    "erlang_b",
    "needed",
    "needed_with_patience",
    "patient",
    "scheduled",
    "with_patience",
]
