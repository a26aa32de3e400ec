"""Under which heading a field stands in pickers, on pages and in the filter builder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

FAMILIES: dict[str, _StrPromise] = {
    "value": _("Value and behaviour"),
    "identity": _("Who it is"),
    "contact": _("Ways to reach them"),
    "demographic": _("Demographic"),
    "geographic": _("Geographic"),
    "psychographic": _("Psychographic"),
    "behavioural": _("Behavioural"),
    "firmographic": _("Firmographic"),
    "work": _("Work"),
    "case": _("Case"),
    "record": _("This record"),
}
