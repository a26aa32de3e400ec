"""Mailboxes, and mail that did not arrive."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from idic.doors.web.timeline.words.wording import Wording

ICONS: dict[str, str] = {
    "case.delivery_failed": "mail-off",
    "mailbox.created": "mail",
    "mailbox.changed": "mail",
    "mailbox.paused": "player-pause",
    "mailbox.resumed": "player-play",
    "mailbox.read_anew": "refresh",
    "mailbox.filed_again": "refresh",
    "mailbox.sent_again": "send",
    "house_mail.sent_again": "send",
}

WORDINGS: dict[str, Wording] = {
    "case.delivery_failed": Wording("interact", _("An e-mail did not reach everybody"), (_("To %(addresses)s."),)),
    "mailbox.created": Wording("interact", _("Mailbox set up"), (_("%(name)s"),)),
    "mailbox.changed": Wording("interact", _("Mailbox changed"), (_("%(name)s"),)),
    "mailbox.paused": Wording("neutral", _("Mailbox paused"), (_("%(name)s"),)),
    "mailbox.resumed": Wording("interact", _("Mailbox in use again"), (_("%(name)s"),)),
    "mailbox.read_anew": Wording("neutral", _("Mailbox read from its beginning"), (_("%(name)s"),)),
    "mailbox.filed_again": Wording("neutral", _("An e-mail was filed again"), ()),
    "mailbox.sent_again": Wording("neutral", _("An e-mail was sent again"), ()),
    "house_mail.sent_again": Wording("neutral", _("An e-mail was sent again"), ()),
}
