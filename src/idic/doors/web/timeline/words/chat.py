"""Live chats, messengers, and where they stand."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from idic.doors.web.timeline.words.wording import Wording

ICONS: dict[str, str] = {
    "chat.ended": "message",
    "chat.agent_came": "player-play",
    "chat.agent_left": "player-pause",
    "chat_site.created": "message",
    "chat_site.changed": "message",
    "chat_site.paused": "player-pause",
    "chat_site.resumed": "player-play",
    "hook.created": "webhook",
    "hook.changed": "webhook",
    "hook.paused": "player-pause",
    "hook.resumed": "player-play",
    "hook.secret_renewed": "key",
    "hook.sent_again": "send",
}

WORDINGS: dict[str, Wording] = {
    "chat.ended": Wording("interact", _("Live chat ended"), ()),
    "chat.agent_came": Wording("interact", _("Takes chats"), (_("%(name)s"),)),
    "chat.agent_left": Wording("neutral", _("Takes no chats any more"), (_("%(name)s"),)),
    "chat_site.created": Wording("interact", _("Chat set up"), (_("%(name)s"),)),
    "chat_site.changed": Wording("interact", _("Chat changed"), (_("%(name)s"),)),
    "chat_site.paused": Wording("neutral", _("Chat paused"), (_("%(name)s"),)),
    "chat_site.resumed": Wording("interact", _("Chat in use again"), (_("%(name)s"),)),
    "hook.created": Wording("interact", _("Messenger set up"), (_("%(name)s"),)),
    "hook.changed": Wording("interact", _("Messenger changed"), (_("%(name)s"),)),
    "hook.paused": Wording("neutral", _("Messenger paused"), (_("%(name)s"),)),
    "hook.resumed": Wording("interact", _("Messenger in use again"), (_("%(name)s"),)),
    "hook.secret_renewed": Wording("neutral", _("Messenger got another secret"), (_("%(name)s"),)),
    "hook.sent_again": Wording("neutral", _("An answer was sent again"), ()),
}
