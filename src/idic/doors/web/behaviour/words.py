"""Sentences for what analyses keep as codes."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from idic.domain.differentiate.models import Analysis
from idic.foundation.jobs.enums import JobState
from idic.foundation.languages import formats

LEVELS = {
    "product": gettext_lazy("Single products"),
    "category_1": gettext_lazy("Main categories"),
    "category_2": gettext_lazy("Second-level categories"),
    "category_3": gettext_lazy("Third-level categories"),
}
TOUCH_KINDS = {
    "kind": gettext_lazy("By kind: calls, visits, campaigns and so on"),
    "campaign": gettext_lazy("By kind, and each campaign by itself"),
}
STEPS = {
    "baskets_read": gettext_lazy("Reading the receipts"),
    "baskets_search": gettext_lazy("Searching for what is bought together"),
    "baskets_rules": gettext_lazy("Weighing the rules"),
    "paths_read": gettext_lazy("Reading the purchases"),
    "paths_search": gettext_lazy("Following the customers"),
    "paths_touches": gettext_lazy("Weighing the contacts on the way"),
    "cohorts_read": gettext_lazy("Sorting customers by their first month"),
    "rhythm_read": gettext_lazy("Measuring the days between purchases"),
}


def months_text(months: int) -> str:
    if months >= 60:
        return _("Last five years")
    return ngettext("Last %(count)s month", "Last %(count)s months", months) % {"count": formats.number(months)}


def gap_text(days: int) -> str:
    if not days:
        return _("Any time apart")
    return ngettext("At most %(count)s day apart", "At most %(count)s days apart", days) % {
        "count": formats.number(days)
    }


def window_text(days: int) -> str:
    return ngettext("Within %(count)s day before it", "Within %(count)s days before it", days) % {
        "count": formats.number(days)
    }


def length_text(length: int) -> str:
    return _("Pairs and threes") if length > 2 else _("Pairs")


def share_text(share: float) -> str:
    return _("At most %(share)s false") % {"share": formats.percent(share, 0)}


def failure_of(analysis: Analysis) -> str:
    """Why the newest attempt has no result; "" while it still runs or waits."""
    job = analysis.job
    if job is None:
        return _("The work on it was lost. Ask for it again.")
    if job.state == JobState.CANCELLED:
        return _("The work was stopped. Ask for it again when you like.")
    if job.state != JobState.FAILED:
        return ""
    data: dict[str, Any] = {
        name: formats.number(value) if isinstance(value, int) else value for name, value in job.error_data.items()
    }
    worded = _FAILURES.get(job.error_code)
    try:
        return (
            str(worded) % data
            if worded
            else _("Something went wrong on our side. Try again; if it fails again, look at the log.")
        )
    except KeyError:
        return str(worded)


_FAILURES = {
    "too_few_receipts": gettext_lazy(
        "Only %(receipts)s receipts fall into this choice; at least %(fewest)s are needed to tell a habit from chance. "
        "Choose a longer time or all customers."
    ),
    "too_many_itemsets": gettext_lazy(
        "Too many combinations reach %(min_count)s receipts. Give a larger minimum, or choose categories."
    ),
    "too_few_buyers": gettext_lazy(
        "Only %(customers)s customers with purchases fall into this choice; at least %(fewest)s are needed. Choose a "
        "longer time or all customers."
    ),
    "category_gone": gettext_lazy("The category was removed meanwhile. Choose another one."),
    "too_few_respondents": gettext_lazy(
        "Only %(usable)s answers can be used; at least %(fewest)s are needed. An answer counts when all four prices are "
        "there and rise from too cheap to too expensive."
    ),
}
