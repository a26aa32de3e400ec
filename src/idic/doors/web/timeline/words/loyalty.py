"""Loyalty programmes, who is in them, and what became of their points."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from idic.doors.web.timeline.words.wording import Wording

ICONS: dict[str, str] = {
    "loyalty_programme.created": "ticket",
    "loyalty_programme.changed": "ticket",
    "loyalty_programme.switched_on": "player-play",
    "loyalty_programme.switched_off": "player-pause",
    "loyalty_programme.archived": "archive",
    "loyalty_programme.restored": "restore",
    "loyalty_programme.counted": "receipt",
    "loyalty_programme.expired": "hourglass",
    "loyalty_member.joined": "user-check",
    "loyalty_member.left": "door-exit",
    "loyalty_member.redeemed": "ticket",
    "loyalty_member.adjusted": "pencil",
}

_NAMED = (_("“%(title)s”."),)

WORDINGS: dict[str, Wording] = {
    "loyalty_programme.created": Wording("customize", _("Loyalty programme made"), _NAMED),
    "loyalty_programme.changed": Wording("customize", _("Loyalty programme changed"), _NAMED),
    "loyalty_programme.switched_on": Wording("success", _("Loyalty programme switched on"), _NAMED),
    "loyalty_programme.switched_off": Wording("neutral", _("Loyalty programme switched off"), _NAMED),
    "loyalty_programme.archived": Wording("neutral", _("Loyalty programme archived"), _NAMED),
    "loyalty_programme.restored": Wording("customize", _("Loyalty programme brought back"), _NAMED),
    "loyalty_programme.counted": Wording(
        "customize", _("Points counted for purchases"),
        (_("“%(title)s”: %(came)s points came and %(went)s went."), *_NAMED),
    ),
    "loyalty_programme.expired": Wording(
        "neutral", _("Points expired"), (_("“%(title)s”: %(lapsed)s points."), *_NAMED)
    ),
    "loyalty_member.joined": Wording("success", _("Joined a loyalty programme"), _NAMED),
    "loyalty_member.left": Wording("neutral", _("Left a loyalty programme"), _NAMED),
    "loyalty_member.redeemed": Wording(
        "customize", _("Points redeemed"), (_("“%(title)s”: %(points)s %(unit)s."), *_NAMED)
    ),
    "loyalty_member.adjusted": Wording(
        "warning", _("Points given or taken by hand"), (_("“%(title)s”: %(points)s %(unit)s."), *_NAMED)
    ),
}  # fmt: skip
