from __future__ import annotations

from django.db import transaction

from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require
from idic.foundation.jobs.models import Job
from idic.foundation.jobs.operations.jobs import start_job_once


@transaction.atomic
def start_loading_sample(*, by: User) -> Job:
    require(by, "sample.remove")
    return start_job_once("sample.load", {}, by=by)


@transaction.atomic
def start_removing_sample(*, by: User) -> Job:
    require(by, "sample.remove")
    return start_job_once("sample.remove", {}, by=by)
