"""
IdentifyError
└── LinkageRefused
    ├── NothingToMatch        there are not two records to compare
    ├── RunNotFinished        asked of a run that is not done
    ├── AlreadyDecided        somebody decided about this pair a moment ago
    ├── NothingToUndo         no decision of this person that could be taken back
    ├── ThresholdsCrossed     the lower threshold lies above the upper one
    └── RerunNeeded           pairs below the lower threshold of the run are not kept
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from idic.domain.identify.errors import IdentifyError


class LinkageRefused(IdentifyError):
    """Base of why records cannot be matched, or a pair not decided, as asked."""


class NothingToMatch(LinkageRefused):
    sentence = _("There are not enough records to compare. Import customers first.")


class RunNotFinished(LinkageRefused):
    sentence = _("This run has not finished. Wait until it is done.")


class AlreadyDecided(LinkageRefused):
    sentence = _("Somebody has decided about this pair already, or one of the two has changed. Go on to the next.")


class NothingToUndo(LinkageRefused):
    sentence = _("There is no decision of yours here that could be taken back.")


class ThresholdsCrossed(LinkageRefused):
    sentence = _("The lower threshold must lie below the upper one.")


class RerunNeeded(LinkageRefused):
    def __init__(self, lowest: str) -> None:
        self.lowest = lowest
        super().__init__(lowest)

    def __str__(self) -> str:
        return str(
            _("Pairs below weight %(lowest)s were not kept. Start another run with the lower threshold that you want.")
            % {"lowest": self.lowest}
        )
