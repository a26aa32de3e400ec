"""What a list has to say about itself: faults of a look, acts, exports."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from idic.doors.web.shell.parts.signs import Tone
from idic.foundation.accounts.queries.names import names_of_users
from idic.foundation.languages import formats
from idic.foundation.nouns.fields import Field, Input
from idic.foundation.nouns.registry import fields_of, noun_of
from idic.foundation.views.enums import BulkState, ExportState
from idic.foundation.views.errors import ActUnknown
from idic.foundation.views.looks import Fault
from idic.foundation.views.models import BulkChange
from idic.foundation.views.offers import act_of

_FAULTS = {
    "view": gettext_lazy("This view is no longer there, or not for you. You see the plain list."),
    "column": gettext_lazy("The column “%(name)s” is no longer there, so it is left out."),
    "quick": gettext_lazy("The filter “%(name)s” is no longer there, so the list is shown without it."),
    "sort": gettext_lazy("The list can no longer be ordered by “%(name)s”. It is shown in its usual order."),
    "group": gettext_lazy("The list can no longer be grouped by “%(name)s”, so it is shown without groups."),
    "FieldUnknown": gettext_lazy(
        "A condition asks about “%(name)s”, which is no longer there or not for you. The list is shown without it."
    ),
    "OperatorNotForField": gettext_lazy(
        "The condition about “%(name)s” compares in a way that does not fit it. The list is shown without it."
    ),
    "ValueMismatch": gettext_lazy(
        "The condition about “%(name)s” holds a value of the wrong kind. The list is shown without it."
    ),
    "SizeExceeded": gettext_lazy("The filter is too long for a list. Make it a segment instead."),
}
_UNREADABLE = gettext_lazy("A part of the filter cannot be read. The list is shown without it.")

EXPORT_TONES: dict[str, Tone] = {
    ExportState.WAITING: "warning", ExportState.APPROVED: "info", ExportState.DONE: "success",
    ExportState.FAILED: "danger", ExportState.REFUSED: "danger", ExportState.EXPIRED: "neutral",
}  # fmt: skip
BULK_TONES: dict[str, Tone] = {
    BulkState.RUNNING: "info", BulkState.DONE: "success", BulkState.UNDOING: "info", BulkState.UNDONE: "neutral",
}  # fmt: skip
ACT_ICONS = {
    "edit": "edit", "owner": "user", "team": "users", "tag": "tag", "untag": "tag-off", "delete": "trash",
    "state": "progress-check",
}  # fmt: skip


def fault_in_words(fault: Fault, fields: Mapping[str, Field]) -> str:
    name = str(fields[fault.name].label) if fault.name in fields else fault.name
    sentence = _FAULTS.get(fault.code)
    if sentence is None or (not name and "%(name)s" in str(sentence)):
        return str(_UNREADABLE)
    return str(sentence) % {"name": name}


def change_in_words(change: BulkChange) -> str:
    """What was done, without the numbers: "Owner: Malee", "Note: …"."""
    try:
        label = str(act_of(change.noun, change.act).label)
    except ActUnknown:
        return change.act
    values: Mapping[str, Any] = change.values
    if "name" in values:
        return f"{label}: {values['name']}"
    name = values.get("field") or change.act.removeprefix("set-")
    one = fields_of(change.noun).get(str(name))
    if one is None:
        return label
    value = values.get("typed", values.get("value"))
    shown = _value(one, value)
    return f"{one.label}: {shown}" if shown else _("%(field)s emptied") % {"field": one.label}


def _value(one: Field, value: Any) -> str:
    if value in (None, ""):
        return ""
    if one.input is Input.USER:
        return names_of_users([int(value)]).get(int(value), "")
    if one.names is not None:
        return one.names([value]).get(value, "")
    if one.choices:
        return one.choice_labels().get(str(value), str(value))
    return str(value)


def counted(noun: str, number: int, *, is_more: bool = False) -> str:
    shown = formats.number(number) + ("+" if is_more else "")
    noun_words = noun_of(noun).label if number == 1 and not is_more else noun_of(noun).plural
    return _("%(number)s %(noun)s") % {"number": shown, "noun": noun_words}


def outcome_in_words(change: BulkChange) -> str:
    told = ngettext(
        "%(changed)s of %(selected)s record changed", "%(changed)s of %(selected)s records changed", change.selected
    ) % {"changed": formats.number(change.changed), "selected": formats.number(change.selected)}  # fmt: skip
    if change.state == BulkState.UNDONE:
        told = ngettext(
            "%(undone)s record stands as before", "%(undone)s records stand as before", change.undone
        ) % {"undone": formats.number(change.undone)}  # fmt: skip
        if change.kept:
            told += " · " + ngettext(
                "%(kept)s was changed since and stays", "%(kept)s were changed since and stay", change.kept
            ) % {"kept": formats.number(change.kept)}  # fmt: skip
    return told
