"""
DifferentiateError
└── ModelError           what cannot be done with a model
    ├── NotTrained       there is nothing to approve yet
    ├── NotOffered       it is no better than its baseline
    ├── NoteMissing      an approval says why
    ├── AlreadyApproved  approved once is approved
    ├── NothingEarlier   there is no earlier model to go back to
    ├── NotADraft        the question of a trained model stands
    └── QuestionRefused  a field of the question that cannot be used
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from idic.domain.differentiate.errors import DifferentiateError
from idic.foundation.errors import FieldRefused


class ModelError(DifferentiateError):
    """Base of what cannot be done with a model."""


class NotTrained(ModelError):
    sentence = _("This model has not been trained yet.")


class NotOffered(ModelError):
    sentence = _(
        "This model is no better than its baseline, so it cannot be approved. Change the question or the data."
    )


class NoteMissing(ModelError):
    sentence = _("Say in a note why you approve this model.")


class AlreadyApproved(ModelError):
    sentence = _("This model is approved already, or retired.")


class NothingEarlier(ModelError):
    sentence = _("There is no earlier approved model to go back to.")


class NotADraft(ModelError):
    sentence = _("The question of a trained model stands. Start another run instead.")


class QuestionRefused(ModelError, FieldRefused):
    pass
