"""
ReportError
├── NotTold          the source could not be told for this reader; `str()` says why
├── ReportIncomplete a name, a source or a question is missing
└── ReportOutdated   somebody else changed it meanwhile
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from idic.foundation.errors import WordedError


class ReportError(WordedError):
    code = "report"


class NotTold(ReportError):
    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code, self.sentence = code, sentence


class ReportIncomplete(ReportError):
    code = "incomplete"
    sentence = _("Give the report a name, and choose what it tells.")


class ReportOutdated(ReportError):
    code = "outdated"
    sentence = _("Somebody else has changed this report meanwhile. Open it again and repeat your change.")


#: Why a sending failed, by its code.
FAILURES = {
    "refused": _("The reader's role may not read what the report tells."),
    "time": _("The question took too long."),
    "memory": _("The question needed too much memory."),
    "process": _("The question could not be finished."),
    "busy": _("Too many questions were being answered."),
    "no_snapshot": _("No figures were there yet."),
    "failed": _("The question could not be answered."),
    "compose": _(
        "The report could not be put together. Send it now; if it fails again, the log of the worker says why."
    ),
    "dashboard_gone": _("The dashboard was deleted."),
    "dashboard_empty": _("Nothing is on the dashboard yet."),
    "mail": _("The mail server did not take the mail."),
    "interrupted": _("The line or the work broke off while the mail was handed over: it may have arrived."),
    "address": _("The mail server refused the address."),
    "reader_gone": _("The reader may not sign in any more."),
}
