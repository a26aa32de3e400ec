"""Merges that a manager leaves to a run: what lies above the upper threshold, each an ordinary merge that can be undone."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from idic.domain.identify.errors import IdentifyError
from idic.domain.identify.linkage.enums import PairState, RunState
from idic.domain.identify.linkage.errors import RunNotFinished
from idic.domain.identify.linkage.models import LinkagePair, LinkageRun
from idic.domain.identify.linkage.queries.groups import groups_of
from idic.domain.identify.merging.enums import MergeReason
from idic.domain.identify.merging.locking import keep_imports_out
from idic.domain.identify.merging.models import Merge
from idic.domain.identify.merging.operations.merge import merge_customers
from idic.domain.identify.models import Customer
from idic.foundation.accounts.errors import AccountError
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require
from idic.foundation.events.operations.append import NewEvent, append_event
from idic.foundation.jobs.models import Job
from idic.foundation.jobs.operations.jobs import start_job
from idic.foundation.jobs.progress import Progress


@transaction.atomic
def start_merging(run: LinkageRun, *, by: User) -> Job:
    require(by, "linkage.manage")
    if run.state != RunState.DONE:
        raise RunNotFinished
    return start_job("match.merge", {"run": run.pk, "by": by.pk}, by=by)


def merge_job(progress: Progress, arguments: dict[str, object]) -> dict[str, object]:
    run = LinkageRun.objects.get(pk=int(str(arguments["run"])))
    return merge_groups(run, progress, by=User.objects.get(pk=int(str(arguments["by"]))))


def merge_groups(run: LinkageRun, progress: Progress, *, by: User | None) -> dict[str, object]:
    """Safe to repeat: every group is looked at as it stands now. Where somebody keeps two apart, or has changed them
    meanwhile, they are left alone. What an attempt that was killed has merged is counted with the rest."""
    groups = groups_of(run)
    refused = 0
    for place, group in enumerate(groups):
        progress.report("linkage_merge", place, len(groups))
        refused += _merge_group(run, group, by)
    run.refresh_from_db(fields=["figures"])
    total = Merge.objects.filter(run_id=run.pk, reason=MergeReason.LINKAGE).count()
    merged = total - int(run.figures.get("merged_by_run", 0))
    run.figures = {**run.figures, "merged_by_run": total}
    run.save(update_fields=["figures"])
    if merged:
        with transaction.atomic():
            append_event(
                NewEvent("linkage.merged", "linkage_run", run.pk, after={"run": run.pk, "merges": merged}), by=by,
                agent="linkage",
            )  # fmt: skip
    return {"run": run.pk, "merged": merged, "refused": refused}


def _merge_group(run: LinkageRun, group: Sequence[int], by: User | None) -> int:
    """The customer with most records, then the oldest, stays. Returns how many had to be left alone."""
    customers = list(Customer.objects.filter(pk__in=group, merged_into=None).order_by("-record_count", "pk"))
    refused = 0
    for absorbed in customers[1:]:
        try:
            with transaction.atomic():
                keep_imports_out(waits=True)
                merge = merge_customers(customers[0], absorbed, by=by, reason=MergeReason.LINKAGE, run_id=run.pk)
                _mark(run, merge, [customers[0].pk, *group], by)
        except (IdentifyError, AccountError):
            refused += 1
    return refused


def _mark(run: LinkageRun, merge: Merge, group: Sequence[int], by: User | None) -> None:
    """Every pair of the run that lies within the group and names the one that has gone."""
    pairs = LinkagePair.objects.filter(run=run, first_customer__in=group, second_customer__in=group)
    for pair in pairs.filter(state=PairState.WAITING):
        if merge.absorbed_id in (pair.first_customer_id, pair.second_customer_id):
            pair.state, pair.decided_at, pair.decided_by, pair.merge = PairState.MERGED, timezone.now(), by, merge
            pair.save(update_fields=["state", "decided_at", "decided_by", "merge"])
