"""Web forms, what was held of what they brought, and the customer portal."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from idic.doors.web.timeline.words.wording import Wording

ICONS: dict[str, str] = {
    "web_form.created": "forms",
    "web_form.changed": "forms",
    "web_form.switched_on": "player-play",
    "web_form.switched_off": "player-pause",
    "web_form.held": "hourglass",
    "web_form.released": "check",
    "web_form.put_aside": "shield-x",
    "web_form.forgotten": "trash",
    "portal.signed_in": "door",
    "portal.signed_out": "logout",
}

WORDINGS: dict[str, Wording] = {
    "web_form.created": Wording("interact", _("Web form set up"), (_("%(name)s"),)),
    "web_form.changed": Wording("interact", _("Web form changed"), (_("%(name)s"),)),
    "web_form.switched_on": Wording("interact", _("Web form switched on"), (_("%(name)s"),)),
    "web_form.switched_off": Wording("neutral", _("Web form switched off"), (_("%(name)s"),)),
    "web_form.held": Wording("neutral", _("What was sent with a web form is held"), (_("Form “%(name)s”."),)),
    "web_form.released": Wording("interact", _("What was held became a case"), (_("Form “%(name)s”."),)),
    "web_form.forgotten": Wording("neutral", _("What was put aside was deleted"), (_("Form “%(name)s”: %(count)s."),)),
    "web_form.put_aside": Wording("neutral", _("What was held was put aside"), (_("Form “%(name)s”."),)),
    "portal.signed_in": Wording("interact", _("Signed in to the customer portal"), ()),
    "portal.signed_out": Wording("neutral", _("Signed out of the customer portal"), ()),
}
