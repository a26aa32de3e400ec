"""Who is told by mail that a figure left its band."""

from __future__ import annotations

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.urls import NoReverseMatch, reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from idic.foundation.accounts.models import User
from idic.foundation.house_mail.kinds import MailKind, declare_mail
from idic.foundation.house_mail.models import HouseMail
from idic.foundation.house_mail.operations.asking import ask_mail
from idic.foundation.languages import formats
from idic.foundation.texts import one_line
from idic.warehouse.alerts.measures import MEASURES
from idic.warehouse.alerts.queries import sees_figures
from idic.warehouse.models import Alert, AlertOpening

KIND = "alert"


@transaction.atomic
def tell_people(opening: AlertOpening) -> None:
    """Each once, however often it is asked."""
    ids = {*opening.alert.people.values_list("pk", flat=True), opening.alert.owner_id}
    for pk in sorted(ids):
        about = {"alert": opening.alert_id, "opening": opening.pk}
        ask_mail(KIND, f"{opening.pk}:{pk}", arguments=about, user=pk)


def compose(mail: HouseMail) -> EmailMessage | None:
    """Nobody is told of what somebody has looked at meanwhile."""
    opening = (
        AlertOpening.objects.select_related("alert")
        .filter(pk=mail.arguments["opening"], acknowledged_at__isnull=True)
        .first()
    )
    user = User.with_rights.filter(pk=mail.user_id, is_active=True).first()
    return _mail(opening, opening.alert, user) if opening is not None and user is not None else None


def figure_in_words(alert: Alert, value: float | None) -> str:
    if value is None:
        return "–"
    measure = MEASURES.get(alert.measure)
    form = measure.form if measure is not None else "number"
    if form == "money":
        return formats.money(value, settings.CONFIGURATION.currency)
    return formats.percent(value) if form == "percent" else formats.number(round(value, 4))


def _mail(opening: AlertOpening, alert: Alert, user: User) -> EmailMessage:
    era = formats.current_era()
    try:
        with translation.override(user.language):
            formats.activate_era(user.era)
            lines = [
                _("Hello %(name)s,") % {"name": user.display_name},
                _("the figure of the alert “%(name)s” has left its usual band.") % {"name": alert.name},
            ]
            if sees_figures(user, alert):
                lines.append(
                    _("Period from %(day)s: %(figure)s. Usual is %(low)s to %(high)s.")
                    % {
                        "day": formats.day(opening.period_start),
                        "figure": figure_in_words(alert, opening.value),
                        "low": figure_in_words(alert, alert.baseline["centre"] - 3 * alert.baseline["sigma"]),
                        "high": figure_in_words(alert, alert.baseline["centre"] + 3 * alert.baseline["sigma"]),
                    }
                )
            lines.append(
                _("Nothing more is sent until somebody has looked at it and said so: %(link)s") % {"link": _link(alert)}
            )
            subject = _("Alert: %(name)s") % {"name": one_line(alert.name)}
    finally:
        formats.activate_era(era)
    return EmailMessage(
        subject=subject[:180], body="\n\n".join(lines) + "\n", to=[user.email],
        headers={"Auto-Submitted": "auto-generated"},
    )  # fmt: skip


def _link(alert: Alert) -> str:
    try:
        path = reverse("alerts:detail", args=[alert.pk])
    except NoReverseMatch:
        path = "/"
    return f"{settings.CONFIGURATION.public_url}{path}"


declare_mail(MailKind(KIND, gettext_lazy("Alert"), compose))
