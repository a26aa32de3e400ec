from __future__ import annotations

from django.utils.translation import gettext as _

from idic.doors.web.shell.parts.signs import Tone
from idic.foundation.attributes.enums import IndexState
from idic.foundation.attributes.queries.filled import BOUND
from idic.foundation.languages.formats import number

INDEX_TONES: dict[str, Tone] = {
    IndexState.WAITING: "info", IndexState.READY: "success", IndexState.FAILED: "danger", IndexState.NONE: "neutral",
}  # fmt: skip
TYPE_ICONS = {
    "text": "cursor-text", "number": "hash", "money": "coins", "date": "calendar", "choice": "circle-dot",
    "choices": "list-check", "yes_no": "toggle-right", "link": "link", "computed": "math-function",
}  # fmt: skip


def filled_words(count: int | None) -> str:
    if count is None:
        return "–"
    return _("%(count)s or more") % {"count": number(BOUND)} if count > BOUND else number(count)
