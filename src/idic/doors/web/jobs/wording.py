"""Jobs in words: what a kind does, the step it is at, why it failed, what it made."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from idic.domain.identify.queries.imports import failure_sentence
from idic.doors.web.shell.navigation import url_or_none
from idic.doors.web.shell.parts.signs import Tone
from idic.foundation.jobs.enums import JobState
from idic.foundation.jobs.models import Job
from idic.foundation.languages.formats import number

KINDS = {
    "import.customers": gettext_lazy("Import of customers"),
    "import.purchases": gettext_lazy("Import of purchases"),
    "papers.read": gettext_lazy("Reading of a scanned letter"),
    "import.trial": gettext_lazy("Dry run of an import"),
    "import.undo": gettext_lazy("Undoing of an import"),
    "import.visit": gettext_lazy("Look for files to import"),
    "refresh": gettext_lazy("Refresh of scores and segments"),
    "loyalty.count": gettext_lazy("Counting of points"),
    "alerts.evaluate": gettext_lazy("Looking at the figures of all alerts"),
    "executive.read": gettext_lazy("Figures of the executive page"),
    "attributes.index": gettext_lazy("Index of a custom attribute"),
    "attributes.retype": gettext_lazy("Another type for a custom attribute"),
    "attributes.delete": gettext_lazy("Deleting a custom attribute"),
    "behaviour.analyse": gettext_lazy("Analysis of behaviour"),
    "behaviour.list": gettext_lazy("List from an analysis"),
    "sample.load": gettext_lazy("Loading the sample company"),
    "sample.approve": gettext_lazy("The sample company approves its models"),
    "sample.list": gettext_lazy("The sample company lists who is about to leave"),
    "sample.remove": gettext_lazy("Removing the sample company"),
    "bulk.change": gettext_lazy("Change of many records"),
    "bulk.undo": gettext_lazy("Undoing a change of many records"),
    "list.export": gettext_lazy("Export of a list"),
    "access_package": gettext_lazy("Copy of a person's data"),
    "erase_person": gettext_lazy("Erasure of a person"),
    "retention": gettext_lazy("Taking out data whose time is over"),
    "renormalise": gettext_lazy("Reading the stored records again"),
    "survivorship": gettext_lazy("Applying the survivorship rules"),
    "match": gettext_lazy("Matching run"),
    "match.merge": gettext_lazy("Merging what a matching run found"),
    "match.import": gettext_lazy("Holding an import against who is known"),
    "model.look": gettext_lazy("Look at the data for a model"),
    "model.train": gettext_lazy("Training of a model"),
    "model.cluster": gettext_lazy("Search for needs clusters"),
}

STATE_TONES: dict[str, Tone] = {
    JobState.QUEUED: "neutral", JobState.RUNNING: "info", JobState.DONE: "success", JobState.FAILED: "danger",
    JobState.CANCELLED: "warning",
}  # fmt: skip

_STEPS = {
    "linkage_read": gettext_lazy("Reading the records"),
    "linkage_prepare": gettext_lazy("Writing the records in one way"),
    "linkage_block": gettext_lazy("Looking for records worth comparing"),
    "linkage_train": gettext_lazy("Learning the weights"),
    "linkage_score": gettext_lazy("Weighing the pairs"),
    "linkage_cluster": gettext_lazy("Putting records together"),
    "linkage_merge": gettext_lazy("Merging customers"),
    "golden": gettext_lazy("Choosing the values of customers with several records"),
    "read": gettext_lazy("Reading the rows"),
    "match": gettext_lazy("Recognising customers who are known already"),
    "apply": gettext_lazy("Storing the purchases"),
    "undo": gettext_lazy("Taking back what the file brought"),
    "visit": gettext_lazy("Looking at what lies there"),
    "read_again": gettext_lazy("Reading names and addresses again"),
    "finish": gettext_lazy("Writing down the result"),
    "extract": gettext_lazy("Taking a snapshot of the records"),
    "mart": gettext_lazy("Adding up what each customer bought"),
    "score": gettext_lazy("Computing the scores"),
    "store": gettext_lazy("Storing the scores"),
    "segments": gettext_lazy("Sorting customers into segments"),
    "executive": gettext_lazy("Reading months, forecasts and causes"),
    "wait": gettext_lazy("Waiting for another refresh to end"),
    "campaigns": gettext_lazy("Loading the campaigns"),
    "alerts": gettext_lazy("Holding figures against their baselines"),
    "index": gettext_lazy("Building the index"),
    "convert": gettext_lazy("Converting the values"),
    "wipe": gettext_lazy("Wiping the values"),
    "search": gettext_lazy("Searching where the person is named"),
    "files": gettext_lazy("Cleaning files"),
    "records": gettext_lazy("Cleaning records"),
    "check": gettext_lazy("Searching everything once more"),
    "collect": gettext_lazy("Collecting every row"),
    "write": gettext_lazy("Writing the files"),
    "print": gettext_lazy("Setting the paper"),
    "model_look": gettext_lazy("Counting customers and outcomes"),
    "model_features": gettext_lazy("Working out what was known of each customer on each day"),
    "model_train": gettext_lazy("Learning, and judging on what was held out"),
    "model_signals": gettext_lazy("Holding early-warning signals against what happened"),
    "model_explain": gettext_lazy("Finding out what the model looks at"),
    "sample_wait": gettext_lazy("Waiting until the models are trained"),
    "needs_choose": gettext_lazy("Trying from 2 to 10 clusters"),
    "needs_fit": gettext_lazy("Finding the clusters"),
    "needs_stability": gettext_lazy("Trying the clusters on customers drawn anew"),
}
_FAMILIES = {
    "baskets_": gettext_lazy("Searching for what is bought together"),
    "paths_": gettext_lazy("Following what customers buy after what"),
    "cohorts_": gettext_lazy("Sorting customers by their first month"),
    "rhythm_": gettext_lazy("Measuring the days between purchases"),
    "behaviour_": gettext_lazy("Finding the customers"),
    "customers_": gettext_lazy("Loading customers"),
    "purchases_": gettext_lazy("Loading purchases"),
    "remove_": gettext_lazy("Removing records"),
}
_ERRORS = {
    "no_snapshot": gettext_lazy(
        "There is no snapshot of the data yet. Refresh the figures first, then start the run again."
    ),
    "history_too_short": gettext_lazy(
        "The purchases do not reach back far enough for this question. Choose a shorter horizon, or import older purchases."
    ),
    "model_gone": gettext_lazy("This draft was thrown away or trained meanwhile."),
    "attribute_misfits": gettext_lazy(
        "Values that do not fit the new type were added meanwhile. Nothing was changed; look at the values again."
    ),
    "sample_beside_real_data": gettext_lazy(
        "The sample company is only loaded into an empty installation, so that it never mixes with your own customers."
    ),
    "nothing_to_match": gettext_lazy("There are not enough records to compare. Import customers first."),
    "too_few_receipts": gettext_lazy(
        "Too few receipts fall into what was chosen to tell a habit from chance. Choose a longer time or all customers."
    ),
    "too_few_buyers": gettext_lazy(
        "Too few customers with purchases fall into what was chosen. Choose a longer time or all customers."
    ),
    "too_few_respondents": gettext_lazy("Too few answers can be used. The page of the study says why."),
    "too_many_itemsets": gettext_lazy(
        "Too many combinations reach the minimum. Give a larger one, or choose categories."
    ),
    "analysis_gone": gettext_lazy("The analysis was removed meanwhile. Compute it again."),
    "category_gone": gettext_lazy("The category was removed meanwhile. Choose another one."),
    "list_empty": gettext_lazy("Nobody whom you may see stands behind this line any more, so no list was made."),
    "list_too_long": gettext_lazy("More customers stand behind this line than a list can hold. Use a segment instead."),
    "spark_unavailable": gettext_lazy(
        "This installation works with Apache Spark (WAREHOUSE_ENGINE), and Spark did not answer. Nothing was changed. Let an"
        " administrator look at SPARK_MASTER and at the log, then start the work again."
    ),
    "interrupted": gettext_lazy(
        "The work was cut off several times before it was done, most often because the machine ran out of memory. Let an"
        " administrator look at the log, then start the work again."
    ),
    "database": gettext_lazy(
        "The database refused the work. Nothing of it was kept. Try again; if it fails again, look at the log."
    ),
}


@dataclass(frozen=True)
class Result:
    sentence: str
    url: str = ""
    link: str = ""


def kind_of(job: Job) -> str:
    return str(KINDS.get(job.kind, job.kind))


def state_of(job: Job) -> str:
    return _("Stopping") if job.cancel_requested and not job.has_ended else str(JobState(job.state).label)


def step_of(job: Job) -> str:
    """What a running job does now, with how far it has come where that is known."""
    if job.cancel_requested:
        return _("Stopping at the next step; nothing of the work will stay.")
    if job.state == JobState.QUEUED:
        return _("Waiting for a free worker")
    step = str(
        _STEPS.get(job.step) or next((text for start, text in _FAMILIES.items() if job.step.startswith(start)), "")
    )
    if not step:
        return _("Starting")
    if job.step == "read" and job.total:
        return _("%(step)s: %(done)s of about %(total)s") % {
            "step": step, "done": number(job.done), "total": number(job.total)
        }  # fmt: skip
    return step


def percent_of(job: Job) -> int | None:
    """Unknown where a step does not say how far it is: the bar then moves without an end."""
    return job.percent if job.total and job.done < job.total else None


def bar_of(job: Job) -> str:
    """The state of the progress part; a waiting job runs for it."""
    return job.state if job.has_ended else "running"


def error_of(job: Job) -> str:
    if job.state != JobState.FAILED:
        return ""
    if job.error_code == "file_refused":
        return failure_sentence(job.error_data, file_name=_("The file"))
    return str(
        _ERRORS.get(job.error_code)
        or _("Something went wrong on our side and nothing was kept. Try again; if it fails again, look at the log.")
    )


def place_of(job: Job) -> str:
    """The page of what the job works on."""
    if job.kind.startswith("import.") and "batch" in job.arguments:
        return reverse("imports:detail", args=[job.arguments["batch"]])
    if job.kind.startswith("bulk.") and "change" in job.arguments:
        return reverse("lists:change", args=[job.arguments["change"]])
    if job.kind in ("model.look", "model.train") and "model" in job.arguments:
        return reverse("risk:run", args=[job.arguments["model"]])
    if job.kind == "model.cluster" and "model" in job.arguments:
        return reverse("needs:run", args=[job.arguments["model"]])
    if job.kind == "list.export":
        return reverse("lists:exports")
    if job.kind in ("sample.approve", "sample.list"):
        return reverse("risk:overview")
    if job.kind.startswith("behaviour."):
        return reverse("behaviour:baskets")
    return url_or_none("value:overview" if job.kind == "refresh" else "sample:overview") or ""


def result_of(job: Job) -> Result | None:
    if job.state != JobState.DONE:
        return None
    worded = _RESULTS.get(job.kind)
    return worded(job) if worded else Result(_("The work is done."))


def _imported_customers(job: Job) -> Result:
    made = _count(job.result, "customers_made")
    sentence = ngettext(
        "%(shown)s new customer was made.", "%(shown)s new customers were made.", made
    ) % {"shown": number(made)}  # fmt: skip
    return Result(sentence, place_of(job), _("See the whole result"))


def _imported_purchases(job: Job) -> Result:
    made = _count(job.result, "new_purchases")
    sentence = ngettext(
        "%(shown)s new purchase was taken.", "%(shown)s new purchases were taken.", made
    ) % {"shown": number(made)}  # fmt: skip
    return Result(sentence, place_of(job), _("See the whole result"))


def _refreshed(job: Job) -> Result:
    customers = _count(job.result, "customers")
    sentence = ngettext(
        "The scores and segments of %(shown)s customer are up to date.",
        "The scores and segments of %(shown)s customers are up to date.",
        customers,
    ) % {"shown": number(customers)}
    return Result(sentence, place_of(job), _("See the value of the customer base"))


def _analysed(job: Job) -> Result:
    kind = str(job.result.get("kind", ""))
    study = kind in ("van_westendorp", "gabor_granger")
    url = reverse("behaviour:study", args=[job.result["analysis"]]) if study else reverse(f"behaviour:{kind}")
    return Result(_("The analysis is there."), url, _("See the result"))


def _listed(job: Job) -> Result:
    return Result(
        _("The list is there. Customers whom you may not see are not on it."),
        reverse("segments:detail", args=[job.result["segment"]]),
        _("See the list"),
    )


def _sample_loaded(job: Job) -> Result:
    customers = _count(job.result, "customers")
    sentence = ngettext(
        "The sample company with %(shown)s customer is there.",
        "The sample company with %(shown)s customers is there.",
        customers,
    ) % {"shown": number(customers)}  # fmt: skip
    return Result(sentence, url_or_none("customers:list") or "", _("See the customers"))


def _sample_removed(job: Job) -> Result:
    return Result(_("The sample company is gone. You can start with your own customers."), reverse("imports:create"),
                  _("Import your first file"))  # fmt: skip


def _trained(job: Job) -> Result:
    return Result(_("The work is done."), place_of(job), _("See the run"))


_RESULTS: dict[str, Callable[[Job], Result]] = {
    "model.look": _trained,
    "model.train": _trained,
    "model.cluster": _trained,
    "import.customers": _imported_customers,
    "import.purchases": _imported_purchases,
    "refresh": _refreshed,
    "behaviour.analyse": _analysed,
    "behaviour.list": _listed,
    "sample.load": _sample_loaded,
    "sample.remove": _sample_removed,
}


def _count(result: Mapping[str, object], name: str) -> int:
    written = str(result.get(name, ""))
    return int(written) if re.fullmatch(r"\d+", written) else 0
