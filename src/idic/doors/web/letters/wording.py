"""Why a letter did not leave, as a sentence that says what to do."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from idic.foundation.house_mail.rows import COMPOSE
from idic.foundation.letters.enums import TROUBLE, DeliveryState
from idic.foundation.letters.models import Delivery
from idic.foundation.letters.models.delivery import FILE

_REASONS = {
    COMPOSE: _(
        "It could not be put together: a file of it cannot be read, or its text. The log of the worker says which."
    ),
    FILE: _("Not sent: a file of it was removed or found unsafe."),
    "Interrupted": _("The work broke off while it was being sent."),
    "SMTPRecipientsRefused": _("The mail server refused the address."),
    "SMTPSenderRefused": _("The mail server refused our own address."),
    "SMTPAuthenticationError": _("The mail server refused our sign-in."),
    "SMTPDataError": _("The mail server did not take the mail."),
}
_PERHAPS = _("The line or the work broke off while the mail was handed over: it may have arrived.")
_NOT_REACHED = _("The mail server could not be reached.")


def reason(delivery: Delivery) -> str:
    """Empty where nothing went wrong; what a gate said is told by the timeline."""
    if delivery.state == DeliveryState.UNSURE:
        return str(_PERHAPS)
    if delivery.state == DeliveryState.STOPPED:
        return str(_REASONS[FILE]) if delivery.error == FILE else ""
    return str(_REASONS.get(delivery.error, _NOT_REACHED)) if delivery.error else ""


def may_repeat(delivery: Delivery) -> bool:
    return delivery.state in TROUBLE
