"""
AlertError
├── AlertIncomplete   a name, a figure or a question is missing
├── BaselineShort     there are not enough whole periods to say what is usual
├── NotMeasured       the figure could not be read; `str()` says why
├── NoteMissing       an alert is acknowledged with a word of what was found
└── AlertOutdated     somebody else changed it meanwhile
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from idic.foundation.errors import WordedError


class AlertError(WordedError):
    code = "alert"


class AlertIncomplete(AlertError):
    code = "incomplete"
    sentence = _("Give the alert a name, and choose the figure that it watches.")


class BaselineShort(AlertError):
    code = "baseline_short"

    def __init__(self, points: int, fewest: int) -> None:
        super().__init__(points, fewest)
        self.points, self.fewest = points, fewest

    def __str__(self) -> str:
        return str(
            _("What is usual needs %(fewest)s whole periods at least; there are %(points)s. Choose a shorter period.")
        ) % {"fewest": self.fewest, "points": self.points}


class NotMeasured(AlertError):
    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code, self.sentence = code, sentence


class NoteMissing(AlertError):
    code = "note"
    sentence = _("Write in a few words what you found, or that nothing has to be done.")


class AlertOutdated(AlertError):
    code = "outdated"
    sentence = _("Somebody else has changed this alert meanwhile. Open it again and repeat your change.")


#: Why the last evaluation came to nothing, by its code.
PROBLEMS = {
    "refused": _("The role of its owner may no longer read this figure."),
    "time": _("Reading the figure took too long."),
    "memory": _("Reading the figure needed too much memory."),
    "busy": _("Too many questions were being answered; the next refresh tries again."),
    "no_snapshot": _("There are no figures yet."),
    "failed": _("The question could not be answered."),
    "process": _("The question could not be finished."),
    "shape": _("The question must give two columns: the day on which a period begins, and the figure."),
    "unforeseen": _("Something went wrong that nobody thought of; the log of the worker says what."),
    "late": _(
        "Nothing has come in for more than a week. The figure is watched up to the last period that has records."
    ),
    "owner_gone": _("Its owner may not sign in any more. Save it under your own name."),
}
