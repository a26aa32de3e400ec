"""A complaint is brought to its own end, and its case ends with it: never the other way round."""

from __future__ import annotations

from idic.domain.interact.cases.holds import hold_before_end
from idic.domain.interact.cases.models import Case
from idic.domain.interact.complaints.enums import ENDED
from idic.domain.interact.complaints.errors import ComplaintUnfinished
from idic.domain.interact.complaints.models import Complaint


def require_ended(case: Case) -> None:
    """One that was told twice is brought to an end where it was told first."""
    if Complaint.objects.filter(case=case, duplicate_of__isnull=True).exclude(state__in=ENDED).exists():
        raise ComplaintUnfinished


hold_before_end("complaints", require_ended)
