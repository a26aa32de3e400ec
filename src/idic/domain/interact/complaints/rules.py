"""Who may see and lead complaints: whoever sees the case sees its complaint; steps are taken by whoever may work on the
case; corrective actions and reviews are for those who lead complaints."""

from __future__ import annotations

from django.db.models import F, Q, QuerySet

from idic.domain.identify.rules import reach as customer_reach
from idic.domain.identify.rules import shows
from idic.domain.interact.cases.rules import visible_cases
from idic.domain.interact.complaints.models import Complaint, CorrectiveAction
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import may, require


def visible_complaints(user: User, permission: str = "case.see") -> QuerySet[Complaint]:
    found = Complaint.objects.filter(case__in=visible_cases(user, permission))
    if not customer_reach(user, "customer.see"):
        return found
    # one that was carried into another case names whoever complained
    return found.filter(Q(told_in=F("case")) | Q(told_in__customer__isnull=True) | shows(user, "told_in__customer__"))


def visible_actions(user: User) -> QuerySet[CorrectiveAction]:
    """Whoever leads complaints sees all; anybody else those that they own or have a step in."""
    if may(user, "complaint.manage"):
        return CorrectiveAction.objects.all()
    require(user, "case.see")
    return CorrectiveAction.objects.filter(Q(owner=user) | Q(steps__owner=user)).distinct()
