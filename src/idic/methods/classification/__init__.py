"""Learning any yes-or-no outcome of customers (churn above all): probabilities, reasons, and how far to trust them."""

from idic.methods.classification.calibration import Calibration, undo_sampling
from idic.methods.classification.errors import (
    ClassificationError,
    ColumnsUnequal,
    FeatureMissing,
    FeatureNotUsable,
    FigureOutOfRange,
    NothingToLearnFrom,
    OneClassOnly,
    OutcomeNotBinary,
    TooFewEvents,
)
from idic.methods.classification.features import FeatureTable
from idic.methods.classification.model import Classifier, UnknownModelVersion
from idic.methods.classification.reasons import Reasons
from idic.methods.classification.reference import ModelDrift
from idic.methods.classification.training import (
    CUSTOMER_ON_BOTH_SIDES,
    FEATURES_WITHOUT_USE,
    FEW_CHURNERS,
    NOT_BETTER_THAN_BASELINE,
    ONE_PERIOD_ONLY,
    SEED,
    WINDOW_NOT_COMPLETE,
    Training,
    Warned,
    train,
)

__all__ = [
    "CUSTOMER_ON_BOTH_SIDES",
    "FEATURES_WITHOUT_USE",
    "FEW_CHURNERS",
    "NOT_BETTER_THAN_BASELINE",
    "ONE_PERIOD_ONLY",
    "SEED",
    "WINDOW_NOT_COMPLETE",
    "Calibration",
    "ClassificationError",
    "Classifier",
    "ColumnsUnequal",
    "FeatureMissing",
    "FeatureNotUsable",
    "FeatureTable",
    "FigureOutOfRange",
    "ModelDrift",
    "NothingToLearnFrom",
    "OneClassOnly",
    "OutcomeNotBinary",
    "Reasons",
    "TooFewEvents",
    "Training",
    "UnknownModelVersion",
    "Warned",
    "train",
    "undo_sampling",
]
