"""
JobError
├── JobCancelled      raised inside a running job when somebody asked it to stop
├── JobRefused        the job cannot be done; carries a code and data for a translated sentence
└── JobNotRestartable retry asked for a job that is not failed or cancelled
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _


class JobError(Exception):
    """Base of what can go wrong around jobs."""


class JobCancelled(JobError):
    def __str__(self) -> str:
        return str(_("The job was cancelled."))


class JobRefused(JobError):
    """`code` is stored with the job; the page words it in the reader's language."""

    def __init__(self, code: str, **data: object) -> None:
        self.code = code
        self.data = data
        super().__init__(code)


class JobNotRestartable(JobError):
    def __str__(self) -> str:
        return str(_("Only a job that failed or was cancelled can be started again."))
