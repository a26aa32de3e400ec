"""
QuestionError
├── NothingMeasured      a question needs at least one measure
├── UnknownPart          a measure, dimension, operator or other word that does not exist
├── TooManyParts         more measures or dimensions than can be shown
├── DimensionUnfit       this measure cannot be split or narrowed by this dimension
├── DimensionTwice       one dimension stands in two places
├── PeriodMalformed      a period without an end, or that ends before it starts
├── NotInSnapshot        the snapshot does not hold what the measure needs
├── MeasureWithheld      the asker's role may not read this measure or dimension
├── NoFigures            nothing has been published yet
├── EngineAway           the installation works with Spark, and it does not answer
├── SnapshotGone         the named snapshot is no longer kept
├── NameMissing          a saved question or dashboard needs a name
├── Outdated             somebody else has changed it since it was opened
└── NotYours             only its owner, or who may share, changes it
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from idic.foundation.errors import WordedError


class QuestionError(WordedError):
    pass


class NothingMeasured(QuestionError):
    sentence = _("Choose at least one figure to show.")


class UnknownPart(QuestionError):
    def __init__(self, part: str, value: object) -> None:
        super().__init__(part, value)
        self.part, self.value = part, value

    def __str__(self) -> str:
        return str(
            _("The question asks for “%(value)s”, which does not exist. Open it in the builder and choose again.")
        ) % {"value": self.value}


class TooManyParts(QuestionError):
    def __init__(self, limit: int) -> None:
        super().__init__(limit)
        self.limit = limit

    def __str__(self) -> str:
        return str(_("That is more than can be shown at once. Choose at most %(limit)s.")) % {"limit": self.limit}


class DimensionUnfit(QuestionError):
    def __init__(self, measure: object, dimension: object) -> None:
        super().__init__(measure, dimension)
        self.measure, self.dimension = measure, dimension

    def __str__(self) -> str:
        return str(_("“%(measure)s” cannot be told by “%(dimension)s”. Leave one of them out, or choose another.")) % {
            "measure": self.measure,
            "dimension": self.dimension,
        }


class DimensionTwice(QuestionError):
    def __init__(self, dimension: object) -> None:
        super().__init__(dimension)
        self.dimension = dimension

    def __str__(self) -> str:
        return str(_("“%(dimension)s” stands in the question twice. Once is enough.")) % {"dimension": self.dimension}


class PeriodMalformed(QuestionError):
    sentence = _("The time needs a first and a last day, in this order.")


class NotInSnapshot(QuestionError):
    def __init__(self, what: object) -> None:
        super().__init__(what)
        self.what = what

    def __str__(self) -> str:
        return str(_("“%(what)s” is not in the figures yet. It comes with the next refresh that computes it.")) % {
            "what": self.what
        }


class MeasureWithheld(QuestionError):
    def __init__(self, what: object) -> None:
        super().__init__(what)
        self.what = what

    def __str__(self) -> str:
        return str(_("Your role does not see “%(what)s”.")) % {"what": self.what}


class NoFigures(QuestionError):
    sentence = _("There are no figures yet. They come with the first refresh.")


class EngineAway(QuestionError):
    sentence = _(
        "This installation answers questions with Apache Spark (WAREHOUSE_ENGINE), and Spark did not answer. Ask again "
        "later, or let an administrator look at SPARK_MASTER."
    )


class SnapshotGone(QuestionError):
    sentence = _("The figures of that day are no longer kept. Ask the newest ones instead.")


class NameMissing(QuestionError):
    sentence = _("Give it a name.")


class Outdated(QuestionError):
    sentence = _("Somebody else has changed this since you opened it. Load it again, or save yours as a copy.")


class NotYours(QuestionError):
    sentence = _("This belongs to somebody else. Save a copy of your own.")
