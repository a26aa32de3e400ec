from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from idic.foundation.languages import formats
from idic.methods.attainment import Attainment
from idic.methods.proportion import Proportion, wilson


@dataclass(frozen=True)
class Figure:
    """`value` empty: nothing is known, and `basis` says what to do, or why it cannot be."""

    label: str
    value: str
    range: str
    basis: str
    # exactly what stands behind the figure
    url: str = ""


def share_of(label: str, hits: int, n: int, basis: str, missing: str, url: str = "") -> Figure:
    return share(label, wilson(hits, n) if n else None, n, basis, missing, url)


def share(label: str, found: Proportion | None, n: int, basis: str, missing: str, url: str = "") -> Figure:
    if found is None:
        return Figure(label, "", "", missing)
    told = {"low": formats.percent(found.low, 0), "high": formats.percent(found.high, 0), "n": formats.number(n)}
    return Figure(label, formats.percent(found.share, 0), _("%(low)s to %(high)s, n = %(n)s") % told, basis, url)


def kept_in_time(label: str, kept: Attainment | None, url: str) -> Figure:
    missing = _("Not measured: set a standard with a time for it.")
    basis = _("Of the promises that were due: kept in time.")
    return share(label, kept.share if kept else None, kept.n if kept else 0, basis, missing, url)


def unmeasured(label: str, why: str) -> Figure:
    return Figure(label, "", "", why)
