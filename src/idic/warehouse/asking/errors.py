"""
AskingError
├── NoAnswer           nobody listens, or the one who answered ended in the middle
├── TooLong            the time that was given is over; the work was stopped
├── TooMuch            more memory or rows than may be used
└── QuestionRefused    the kind of question has a reason of its own: `code` and `details`
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _


class AskingError(Exception):
    """`str()` is a translated sentence for the reader."""

    code = "error"


class NoAnswer(AskingError):
    code = "no_answer"

    def __str__(self) -> str:
        return str(_("The figures cannot be reached at the moment. Try again in a minute."))


class TooLong(AskingError):
    """`seconds`: what was given."""

    code = "too_long"

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self.seconds = seconds

    def __str__(self) -> str:
        sentence = _(
            "This took longer than %(seconds)s seconds and was stopped. Ask for less: a shorter time, or fewer rows."
        )
        return str(sentence) % {"seconds": round(self.seconds)}


class TooMuch(AskingError):
    """`what` is memory or rows; `limit` in megabytes or rows."""

    code = "too_much"

    def __init__(self, what: str, limit: int) -> None:
        super().__init__(what, limit)
        self.what, self.limit = what, limit

    def __str__(self) -> str:
        if self.what == "rows":
            sentence = _("The answer has more than %(limit)s rows. Ask for less: a filter, or a coarser grouping.")
        else:
            sentence = _("This needs more than %(limit)s MB of memory and was stopped. Ask for less.")
        return str(sentence) % {"limit": self.limit}


class QuestionRefused(AskingError):
    """What the handler of a kind raises for reasons of its own; the page finds the words by `code`."""

    def __init__(self, code: str, details: Mapping[str, Any] | None = None) -> None:
        super().__init__(code, details)
        self.code = code
        self.details = dict(details or {})

    def __str__(self) -> str:
        return str(_("This cannot be asked: %(reason)s.") % {"reason": self.details.get("text", self.code)})


def told(error: AskingError) -> dict[str, Any]:
    """As it travels."""
    if isinstance(error, TooLong):
        return {"error": error.code, "details": {"seconds": error.seconds}}
    if isinstance(error, TooMuch):
        return {"error": error.code, "details": {"what": error.what, "limit": error.limit}}
    if isinstance(error, QuestionRefused):
        return {"error": "refused", "code": error.code, "details": error.details}
    return {"error": error.code}


def understood(message: Mapping[str, Any]) -> AskingError:
    details = message.get("details", {})
    match message["error"]:
        case "too_long":
            return TooLong(float(details["seconds"]))
        case "too_much":
            return TooMuch(str(details["what"]), int(details["limit"]))
        case "refused":
            return QuestionRefused(str(message["code"]), details)
    return NoAnswer()
