from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import may, require
from idic.warehouse.models import Alert, AlertOpening
from idic.warehouse.rights import cut_for


def visible_alerts(user: User) -> QuerySet[Alert]:
    """Who manages reports sees all of them; others those of which they are told."""
    require(user, "question.ask")
    alerts = Alert.objects.filter(archived_at__isnull=True).select_related("owner", "query")
    if may(user, "report.manage"):
        return alerts
    return alerts.filter(Q(pk__in=Alert.people.through.objects.filter(user_id=user.pk).values("alert_id")))


def with_state(alerts: QuerySet[Alert]) -> QuerySet[Alert]:
    is_open = AlertOpening.objects.filter(alert=OuterRef("pk"), acknowledged_at__isnull=True)
    return alerts.annotate(is_open=Exists(is_open))


def access_alert(user: User, pk: int) -> Alert:
    found = visible_alerts(user).filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def sees_figures(user: User, alert: Alert) -> bool:
    """An alert is counted with the rights of its owner: whoever reaches less is told that it rang, not the figure."""
    if user.pk == alert.owner_id:
        return True
    cut = cut_for(user)
    return cut.customers.is_all and cut.purchases.is_all and may(user, "purchase.see")


def openings_of(alert: Alert, *, limit: int = 50) -> list[AlertOpening]:
    return list(alert.openings.select_related("acknowledged_by").order_by("-id")[:limit])
