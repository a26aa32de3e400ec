from __future__ import annotations

from django.utils import timezone

from idic.domain.identify.privacy.operations import erasures, packages, retention, warnings
from idic.foundation.jobs.daily import daily
from idic.foundation.jobs.kinds import job_kind
from idic.foundation.jobs.progress import Progress


@job_kind(erasures.JOB, permission="privacy.manage", apart=True)
def erase_person(progress: Progress, arguments: dict[str, object]) -> dict[str, object]:
    done = erasures.execute_erasure(int(str(arguments["erasure"])), progress=progress)
    return {"erasure": done.pk, "state": done.state}


@job_kind(packages.JOB, permission="privacy.manage")
def make_access_package(progress: Progress, arguments: dict[str, object]) -> dict[str, object]:
    packages.drop_expired_packages()
    package = packages.make_package(int(str(arguments["request"])), progress=progress)
    return {"request": package.request_id, "rows": sum(package.counts.values())}


@job_kind(retention.JOB, permission="privacy.manage", apart=True)
def take_what_is_due(progress: Progress, arguments: dict[str, object]) -> dict[str, object]:
    run = retention.execute_run(int(str(arguments["run"])), progress=progress)
    return {"run": run.pk, "rows": len(run.done_ids)}


@daily("idic.privacy_night", hour=4, minute=17, queue="work")
def privacy_night() -> None:
    today = timezone.localdate()
    retention.list_all_due(as_of=today)
    packages.drop_expired_packages()
    warnings.warn_of_due(today=today)
