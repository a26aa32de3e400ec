"""
DifferentiateError     (a rule that cannot be used is foundation.nouns.errors.PredicateRefused)
├── SegmentNameMissing a segment needs a name
├── ListEmpty          none of the named customers is within the reader's reach
├── ListTooLong        more are named than a list holds
├── NotStatic          members of a rule are not named by hand
├── SegmentCircle      a rule asks for membership in a segment that rests on it
├── SegmentInUse       other segments rest on the one that is to be archived
├── SegmentOutdated    somebody else changed the segment since it was read
├── FigureRefused      a figure of the market that cannot be kept
└── FigureOutdated     somebody else changed the figure since it was read
"""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from idic.foundation.errors import FieldRefused, WordedError
from idic.foundation.languages import formats


class DifferentiateError(WordedError):
    pass


class SegmentNameMissing(DifferentiateError):
    field = "name"
    sentence = _("Give the segment a name.")


class ListEmpty(DifferentiateError):
    sentence = _("None of these customers can be listed. Name at least one whom you may see.")


class ListTooLong(DifferentiateError):
    def __init__(self, limit: int) -> None:
        self.limit = limit
        super().__init__(limit)

    def __str__(self) -> str:
        return str(_("A list holds at most %(limit)s customers. Name fewer, or write a rule.")) % {
            "limit": formats.number(self.limit)
        }


class NotStatic(DifferentiateError):
    sentence = _("The members of this segment follow from its rule. Change the rule, or make a list.")


class SegmentCircle(DifferentiateError):
    """`names` are the segments on the way round, the first again at the end."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = list(names)
        super().__init__(self.names)

    def __str__(self) -> str:
        return str(_("The segments ask for one another in a circle: %(names)s. Take one of these conditions out.")) % {
            "names": " → ".join(self.names)
        }


class SegmentInUse(DifferentiateError):
    def __init__(self, names: Sequence[str]) -> None:
        self.names = list(names)
        super().__init__(self.names)

    def __str__(self) -> str:
        return str(_("Other segments ask for membership in this one: %(names)s. Take it out of their rules first.")) % {
            "names": ", ".join(self.names)
        }


class SegmentOutdated(DifferentiateError):
    sentence = _("Somebody else has changed this segment since you opened it. Load it again and repeat your change.")


class FigureRefused(DifferentiateError, FieldRefused):
    pass


class FigureOutdated(DifferentiateError):
    sentence = _("Somebody else has changed this figure since you opened it. Load it again and repeat your change.")


class ValueSettingRefused(DifferentiateError, FieldRefused):
    """`field` is the name of the setting."""


class ValueSettingsOutdated(DifferentiateError):
    sentence = _(
        "Somebody else has changed these settings since you opened them. Load the page again and repeat your change."
    )
