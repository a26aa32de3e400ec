"""
JobError
├── JobCancelled      raised inside a running job when somebody asked it to stop
├── JobRefused        the job cannot be done; carries a code and data for a translated sentence
├── JobNotRestartable retry asked for a job that is not failed or cancelled
└── ProcessEnded      the process that did the work is gone before its end; the queue is to run the job again
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


class ProcessEnded(JobError):
    """For the log alone; `how` tells it."""

    def __init__(self, how: str) -> None:
        self.how = how
        super().__init__(how)

    def __str__(self) -> str:
        return f"the process that did the work ended before it was done ({self.how})"
