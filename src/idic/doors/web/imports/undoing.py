"""What the page of an import shows once it is being undone."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.utils.translation import gettext as _

from idic.domain.identify.arrivals.queries.trials import undoing_of
from idic.domain.identify.belongings import belongings
from idic.domain.identify.models import ImportBatch
from idic.domain.identify.queries.customers import visible_customers_named
from idic.foundation.accounts.models import User
from idic.foundation.jobs.enums import JobState
from idic.foundation.languages.formats import number


def show_undoing(batch: ImportBatch, user: User) -> dict[str, Any]:
    undoing = undoing_of(batch)
    if undoing is None:
        return {"undoing": None}
    if undoing.finished_at is None:
        failed = undoing.job is None or undoing.job.state not in (JobState.QUEUED, JobState.RUNNING)
        return {"undoing": "failed" if failed else "running"}
    words = {
        "customers_removed": _("Customers removed"), "records_removed": _("Records removed"),
        "records_restored": _("Records with their former values"), "purchases_removed": _("Purchases removed"),
        "lines_removed": _("Lines removed"), "purchases_restored": _("Purchases with their former values"),
        "lines_restored": _("Lines with their former values"),
    }  # fmt: skip
    figures = undoing.figures
    return {
        "undoing": "done",
        "undone": [(word, number(figures[name])) for name, word in words.items() if figures.get(name)],
        "stayed": [(_reason(code), count) for code, count in sorted(figures["kept"].items(), key=lambda one: -one[1])],
        "stayed_customers": visible_customers_named(user, figures["kept_customers"]),
    }


def _reason(code: str) -> str:
    sentences = {
        "moved": _("The record belongs to another customer by now."),
        "merged": _("The customer was joined with another one."),
        "changed_again": _("A later file changed the row again."),
        "not_restorable": _("The former values are not there any more."),
        "purchase_in_use": _("A later file told more of the purchase, or something else speaks of it."),
    }
    if code.startswith("has:"):
        table = code.removeprefix("has:")
        named = next((one.label for one in belongings() if one.table == table), None)
        model = next((one for one in apps.get_models() if one._meta.db_table == table), None)
        label = named or (model._meta.verbose_name_plural if model is not None else table)
        return _("Something else hangs on the customer: %(what)s.") % {"what": label}
    return sentences[code]
