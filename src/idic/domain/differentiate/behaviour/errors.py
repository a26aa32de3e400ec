"""
BehaviourError
├── AnalysisRefused    what was asked for cannot be computed; `field` names where
└── AnswersRefused     an uploaded file does not hold the answers that the method needs
"""

from __future__ import annotations

from idic.domain.differentiate.errors import DifferentiateError
from idic.foundation.errors import FieldRefused


class BehaviourError(DifferentiateError):
    pass


class AnalysisRefused(BehaviourError, FieldRefused):
    pass


class AnswersRefused(BehaviourError):
    pass
