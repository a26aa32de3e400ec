"""
AdhocError
├── NotAQuestion    the text is not one question over marts that the asker may read
├── Failed          the engine could not compute it: a wrong name, a text that is no number ...
├── Stopped         it ran into a limit before the first row came
├── Busy            as many questions as may run at once are running
├── NothingToAsk    no snapshot was ever taken
└── AnswerGone      the held answer was dropped
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _


class AdhocError(Exception):
    """`str()` is a translated sentence for the reader; `code` stands in the history and in the event."""

    code = "failed"


class NotAQuestion(AdhocError):
    """`reason` is a key of _REASONS; `detail` names the word that stands in the way."""

    code = "refused"

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(reason, detail)
        self.reason, self.detail = reason, told(detail)

    def __str__(self) -> str:
        return str(_REASONS.get(self.reason, _REASONS["not_known"])) % {"word": self.detail}


_REASONS = {
    "empty": _("There is no question yet. Begin with SELECT."),
    "several": _("Ask one question at a time: there is more than one statement."),
    "not_a_select": _("Only questions can be asked here, beginning with SELECT, FROM or WITH. Nothing can be changed."),
    "syntax": _("This cannot be read as SQL: %(word)s"),
    "parameter": _("There is a place holder ($ or ?) in the question. Write the value itself."),
    "catalogue": _("SHOW, DESCRIBE and SUMMARIZE are not answered here. The marts and their columns stand beside the editor."),
    "no_such_mart": _("There is no mart “%(word)s” that you may read. The marts stand beside the editor."),
    "qualified": _("Name the mart “%(word)s” alone, without a database or schema before it."),
    "function": _("The function “%(word)s” cannot be used here. Functions that only compute can."),
    "part_name": _(
        "Give the part “%(word)s” of WITH another name: letters, digits and underscores, and none of the engine's own."
    ),
    "too_long": _("The question is longer or nests deeper than can be read. Make it simpler."),
    "not_known": _("“%(word)s” cannot be used in a question here."),
}  # fmt: skip


class Failed(AdhocError):
    """`message` is the engine's own sentence, in English, without anything about this installation."""

    code = "failed"

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = told(message)

    def __str__(self) -> str:
        return str(_("The question could not be answered: %(message)s")) % {"message": self.message}


class Stopped(AdhocError):
    def __init__(self, limit: str, amount: float) -> None:
        super().__init__(limit, amount)
        self.code, self.amount = limit, amount

    def __str__(self) -> str:
        return str(_STOPPED[self.code]) % {"amount": f"{self.amount:g}"}


_STOPPED = {
    "time": _("Stopped after %(amount)s seconds. Ask for less: a shorter time, fewer marts joined, or a sum instead of rows."),
    "memory": _(
        "Stopped: the question needed more than %(amount)s MB of memory. Ask for less: fewer columns, or a sum instead"
        " of rows."
    ),
    "process": _("The question could not be finished, and nothing else was disturbed. Ask for less, or ask it in another way."),
}  # fmt: skip


class Busy(AdhocError):
    code = "busy"

    def __str__(self) -> str:
        return str(_("Other questions are being answered at the moment. Ask again in a few seconds."))


class AnswerGone(AdhocError):
    """Held answers are dropped after a day, and when the rights of their asker change."""

    code = "gone"

    def __str__(self) -> str:
        return str(_("This answer is no longer kept. Ask the question again."))


def problem_of(error: AdhocError) -> dict[str, object]:
    """As it is stored, to be worded for whoever reads it later."""
    match error:
        case NotAQuestion():
            return {"code": error.code, "reason": error.reason, "detail": error.detail}
        case Failed():
            return {"code": error.code, "message": error.message}
        case Stopped():
            return {"code": error.code, "amount": error.amount}
    return {"code": error.code}


def error_of(problem: Mapping[str, object]) -> AdhocError:
    match problem.get("code"):
        case "refused":
            return NotAQuestion(str(problem.get("reason", "")), str(problem.get("detail", "")))
        case "time" | "memory" | "process" as limit:
            return Stopped(str(limit), float(str(problem.get("amount", 0))))
        case "busy":
            return Busy()
        case "no_snapshot":
            return NothingToAsk()
        case "gone":
            return AnswerGone()
    return Failed(str(problem.get("message", "")))


class NothingToAsk(AdhocError):
    code = "no_snapshot"

    def __str__(self) -> str:
        return str(_("There is nothing to ask yet. Refresh the figures first; that takes a snapshot of the records."))


_PATH = re.compile(r"""(?:[A-Za-z]:)?[\\/](?:[\w.\-*+@~]+[\\/])*[\w.\-*+@~]+""")
_INTERNAL = re.compile(r"(?i)\b(set|pragma|enable_external_access|allowed_\w+|lock_configuration|extension\w*)\b.*")
_LONGEST = 600


def told(message: str) -> str:
    """What helps the writer of the question: no place on the machine, no hint about settings, no stack."""
    lines = [line for line in message.splitlines() if not line.startswith(("Stack Trace", "See https", "http"))]
    text = "\n".join(lines).strip()
    text = _PATH.sub("…", text)
    return _INTERNAL.sub("…", text)[:_LONGEST]


class NameMissing(AdhocError):
    code = "name"

    def __str__(self) -> str:
        return str(_("Give the question a name and a text."))


class QueryOutdated(AdhocError):
    code = "outdated"

    def __str__(self) -> str:
        return str(_("This question was changed meanwhile. Open it again and repeat your change."))
