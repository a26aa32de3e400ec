"""
BehaviourError
├── AnalysisRefused    what was asked for cannot be computed; `field` names where
└── AnswersRefused     an uploaded file does not hold the answers that the method needs
"""

from __future__ import annotations

from idic.domain.differentiate.errors import DifferentiateError


class BehaviourError(DifferentiateError):
    pass


class AnalysisRefused(BehaviourError):
    def __init__(self, field: str, message: str) -> None:
        self.field = field
        super().__init__(message)


class AnswersRefused(BehaviourError):
    pass
