"""A figure as a line of a table: its name, what it means, its interval, and the list of exactly what was counted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from idic.domain.interact.complaints.queries.figures import Counted
from idic.foundation.languages import formats
from idic.methods.proportion import Difference, Proportion


@dataclass(frozen=True)
class Line:
    """`url`: the list of exactly what was counted."""

    name: str
    value: str
    meaning: str
    interval: str = ""
    url: str = ""
    counts: str = ""


def list_since(day: date) -> Callable[..., str]:
    """Of complaints received since that day, each once."""

    def url(**asked: str) -> str:
        return f"{reverse('complaints:list')}?{urlencode({'since': day.isoformat(), **asked})}"

    return url


def shared(found: Proportion | None) -> str:
    return formats.percent(found.share) if found else "–"


def interval(found: Proportion | None) -> str:
    if found is None:
        return ""
    return _("%(low)s to %(high)s") % {"low": formats.percent(found.low), "high": formats.percent(found.high)}


def points(found: Difference | None) -> tuple[str, str]:
    """A difference of two shares and its interval, in points of percent."""
    if found is None:
        return "–", ""
    value, low, high = (formats.number(100 * one, 1) for one in (found.value, found.low, found.high))
    sign = "+" if found.value > 0 else ""
    return (
        _("%(n)s points") % {"n": f"{sign}{value}"},
        _("%(low)s to %(high)s") % {"low": low, "high": high},
    )  # fmt: skip


def of_all(found: Counted | None) -> str:
    if found is None:
        return ""
    return _("%(yes)s of %(all)s") % {"yes": formats.number(found.hits), "all": formats.number(found.of)}
