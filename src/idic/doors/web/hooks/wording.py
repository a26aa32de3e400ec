"""Why an answer did not leave, as a sentence that says what to do."""

from __future__ import annotations

from django.utils.translation import gettext as _

from idic.domain.interact.hooks.models import HookDelivery


def fault(delivery: HookDelivery) -> str:
    match delivery.error:
        case "":
            return ""
        case "left":
            return _("They do not want to hear from us there any more.")
        case "no_address":
            return _("The channel has no address for answers.")
        case "refused_address":
            return _("The address leads into a network that is not allowed.")
        case "secret":
            return _("The key of this installation has changed. Enter or make the secret again.")
        case "unforeseen":
            return _("Something went wrong that IDIC does not know; the log of the worker says what. Send it again.")
        case "dropped":
            return _("The work broke off each time while it was being sent.")
        case "HTTP 401" | "HTTP 403":
            return _("The other side does not let us in (%(code)s). Look at the secret or the token.") % {
                "code": delivery.error
            }
        case code if code.startswith("HTTP "):
            return _("The other side answered %(code)s.") % {"code": code}
    return _("The other side cannot be reached (%(code)s).") % {"code": delivery.error}
