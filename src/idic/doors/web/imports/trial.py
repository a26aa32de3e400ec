"""What the panel of a dry run shows: how far it is, or what every row of the file would do."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from idic.domain.identify.arrivals.queries.trials import trial_of
from idic.domain.identify.enums import ImportKind
from idic.domain.identify.models import ImportBatch
from idic.domain.identify.queries.imports import failure_sentence
from idic.domain.identify.refusals import sentence_for
from idic.doors.web.jobs.wording import percent_of, step_of
from idic.foundation.jobs.enums import JobState
from idic.foundation.languages.formats import number


def show_trial(batch: ImportBatch) -> dict[str, Any]:
    trial = trial_of(batch)
    if trial is None:
        return {"trial": None, "batch": batch}
    job = trial.job
    if trial.finished_at is None and job is not None and job.state in (JobState.QUEUED, JobState.RUNNING):
        return {"trial": "running", "batch": batch, "trial_percent": percent_of(job), "trial_step": step_of(job)}
    if trial.finished_at is None:
        failure = failure_sentence(job.error_data, file_name=batch.file_name) if job is not None else ""
        return {"trial": "failed", "batch": batch, "trial_failure": failure}
    figures = trial.figures
    counted = [
        (_("New rows"), number(figures["new"]), _("Not known before from this source"), ""),
        (_("Changed rows"), number(figures["changed"]), _("Other values than last time"), ""),
        (_("Unchanged rows"), number(figures["unchanged"]), _("Known already, word for word"), ""),
        (_("Refused rows"), number(figures["refused"]), _("Would not be taken"), ""),
    ]
    if batch.kind == ImportKind.CUSTOMERS:
        matched = sum(figures.get("matched", {}).values())
        counted.append((_("Belong to a known customer"), number(matched), _("By an exact mark in common"), ""))
        likely = number(figures.get("possible_duplicates", 0) + figures.get("likely_duplicates", 0))
        counted.append((_("Likely duplicates"), likely, _("New, and much like somebody who is known"), ""))
    else:
        counted.append((_("New purchases"), number(figures.get("new_purchases", 0)), "", ""))
        counted.append(
            (_("Unknown customers"), number(figures.get("new_customers", 0)), _("Known by their number alone"), "")
        )
    return {
        "trial": "done",
        "batch": batch,
        "trial_counts": counted,
        "trial_reasons": [
            (sentence_for(code), count)
            for code, count in sorted(figures["refused_by_code"].items(), key=lambda one: -one[1])
        ],
    }
