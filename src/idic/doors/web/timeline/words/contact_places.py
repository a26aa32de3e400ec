"""Calls, those who are to be called back, telephone systems; counters and their numbers."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from idic.doors.web.timeline.words.wording import Wording

ICONS: dict[str, str] = {
    "case.letter_sent": "send",
    "case.letter_made": "file-type-pdf",
    "case.fax_delivered": "printer",
    "case.fax_again": "printer",
    "fax_gateway.created": "printer",
    "fax_gateway.changed": "printer",
    "fax_gateway.paused": "player-pause",
    "fax_gateway.resumed": "player-play",
    "call.began": "phone",
    "call.answered": "phone-call",
    "call.ended": "phone",
    "call.missed": "phone-off",
    "call.linked": "user-check",
    "call.noted": "notes",
    "call_back.asked": "phone-call",
    "call_back.claimed": "user-check",
    "call_back.released": "arrow-back-up",
    "call_back.tried": "phone-off",
    "call_back.done": "circle-check",
    "call_back.not_reached": "phone-off",
    "exchange.created": "phone",
    "exchange.changed": "phone",
    "exchange.paused": "player-pause",
    "exchange.resumed": "player-play",
    "extension.changed": "phone",
    "ticket.taken": "ticket",
    "ticket.called": "speakerphone",
    "ticket.called_again": "speakerphone",
    "ticket.not_here": "user-question",
    "ticket.put_back": "arrow-back-up",
    "ticket.passed_on": "ticket",
    "ticket.served": "user-check",
    "ticket.done": "circle-check",
    "ticket.cancelled": "ticket",
    "counter.created": "ticket",
    "counter.changed": "ticket",
    "counter.service_saved": "ticket",
    "counter.service_archived": "archive",
    "counter.desk_saved": "device-desktop",
    "counter.desk_archived": "archive",
    "counter.sat_down": "device-desktop",
    "counter.got_up": "door-exit",
}

_NUMBER = (_("Number %(label)s."),)
_NAME = ("%(name)s",)
_SEAT = (_("%(name)s: %(desk)s."), "%(name)s")
_SERVICE = (_("%(name)s: %(letter)s."), "%(name)s")

WORDINGS: dict[str, Wording] = {
    "case.letter_made": Wording("interact", _("An answer was put on paper"), (_("%(title)s"),)),
    "case.fax_delivered": Wording("success", _("A fax was delivered"), (_("%(title)s"),)),
    "case.fax_again": Wording("interact", _("A fax is sent again"), (_("%(title)s"),)),
    "fax_gateway.created": Wording("interact", _("Fax gateway set up"), (_("%(name)s"),)),
    "fax_gateway.changed": Wording("interact", _("Fax gateway changed"), (_("%(name)s"),)),
    "fax_gateway.paused": Wording("neutral", _("Fax gateway paused"), (_("%(name)s"),)),
    "fax_gateway.resumed": Wording("interact", _("Fax gateway in use again"), (_("%(name)s"),)),
    "case.letter_sent": Wording(
        "interact", _("Answer sent by post"), (_("“%(title)s”, on %(starts_on)s."), _("“%(title)s”."))
    ),
    "call.began": Wording("interact", _("A call began"), ()),
    "call.answered": Wording("interact", _("A call was answered"), ()),
    "call.ended": Wording("interact", _("A call ended"), (_("After %(seconds)s seconds of talk."),)),
    "call.missed": Wording("warning", _("A call that nobody answered"), ()),
    "call.linked": Wording("info", _("It is known now who called"), ()),
    "call.noted": Wording("info", _("Note on a call"), ()),
    "call_back.asked": Wording("warning", _("To be called back"), ()),
    "call_back.claimed": Wording("interact", _("Somebody calls back"), ()),
    "call_back.released": Wording("neutral", _("Call-back given back to the queue"), ()),
    "call_back.tried": Wording("neutral", _("Called back, nobody answered"), ()),
    "call_back.done": Wording("success", _("Called back and reached"), ()),
    "call_back.not_reached": Wording("danger", _("Could not be reached"), ()),
    "exchange.created": Wording("interact", _("Telephone system connected"), _NAME),
    "exchange.changed": Wording("interact", _("Telephone system changed"), _NAME),
    "exchange.paused": Wording("neutral", _("Telephone system paused"), _NAME),
    "exchange.resumed": Wording("interact", _("Telephone system in use again"), _NAME),
    "extension.changed": Wording(
        "info", _("Extension of a person"), (_("%(display_name)s: %(extension)s."), "%(display_name)s")
    ),
    "ticket.taken": Wording("info", _("Number taken"), _NUMBER),
    "ticket.called": Wording("interact", _("Number called"), _NUMBER),
    "ticket.called_again": Wording("interact", _("Number called again"), _NUMBER),
    "ticket.not_here": Wording("warning", _("Did not come when called"), _NUMBER),
    "ticket.put_back": Wording("neutral", _("Number put back into its place"), _NUMBER),
    "ticket.passed_on": Wording("neutral", _("Number passed on to another service"), _NUMBER),
    "ticket.served": Wording("interact", _("At the desk"), _NUMBER),
    "ticket.done": Wording("success", _("Served at the counter"), _NUMBER),
    "ticket.cancelled": Wording("neutral", _("Number given back"), _NUMBER),
    "counter.created": Wording("interact", _("Counter set up"), _NAME),
    "counter.changed": Wording("interact", _("Counter changed"), _NAME),
    "counter.service_saved": Wording("info", _("Service of a counter set up"), _SERVICE),
    "counter.service_archived": Wording("neutral", _("Service of a counter archived"), _SERVICE),
    "counter.desk_saved": Wording("info", _("Desk of a counter set up"), _SEAT),
    "counter.desk_archived": Wording("neutral", _("Desk of a counter archived"), _SEAT),
    "counter.sat_down": Wording("info", _("Sat down at a desk"), _SEAT),
    "counter.got_up": Wording("neutral", _("Got up from a desk"), _SEAT),
}
