"""Who is told by mail that a figure left its band: once each, tried again where the server does not answer."""

from __future__ import annotations

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.urls import NoReverseMatch, reverse
from django.utils import translation
from django.utils.translation import gettext as _

from idic.foundation.accounts.models import User
from idic.foundation.languages import formats
from idic.foundation.texts import one_line
from idic.warehouse.alerts.measures import MEASURES
from idic.warehouse.alerts.queries import sees_figures
from idic.warehouse.models import Alert, AlertOpening

_PATIENCE_SECONDS = 30


def tell_people(opening_id: int) -> int:
    """Raises what the mail server raised, when all others have been told: the queue tries again."""
    failure: OSError | None = None
    sent = 0
    with transaction.atomic():
        opening = (
            AlertOpening.objects.select_for_update(of=("self",))
            .filter(pk=opening_id, acknowledged_at__isnull=True)
            .select_related("alert")
            .first()
        )
        if opening is None:
            return 0
        alert = opening.alert
        ids = {*alert.people.values_list("pk", flat=True), alert.owner_id} - set(opening.told)
        for user in User.with_rights.filter(pk__in=ids, is_active=True).order_by("pk"):
            try:
                _mail(opening, alert, user).send()
            except OSError as error:
                failure = error
                continue
            opening.told = [*opening.told, user.pk]
            sent += 1
        opening.save(update_fields=["told"])
    if failure is not None:
        raise failure
    return sent


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
        headers={"Auto-Submitted": "auto-generated"}, connection=get_connection(timeout=_PATIENCE_SECONDS),
    )  # fmt: skip


def _link(alert: Alert) -> str:
    try:
        path = reverse("alerts:detail", args=[alert.pk])
    except NoReverseMatch:
        path = "/"
    return f"{settings.CONFIGURATION.public_url}{path}"
