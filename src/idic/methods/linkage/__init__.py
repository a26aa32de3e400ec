"""Record linkage: which records are one and the same person or organisation (Fellegi & Sunter 1969; Splink 5).

`link` works on whole tables; `score` gives one pair the same weight with the same trained `Model`. What works on tables is
loaded when it is first named, so that scoring a pair costs a process neither Polars nor Splink.
"""

import importlib
from typing import TYPE_CHECKING

from idic.methods.linkage import comparators, decision, em, frequencies, quality, weights
from idic.methods.linkage.customers import customer_settings
from idic.methods.linkage.decision import ThresholdPoint, threshold_for, threshold_points
from idic.methods.linkage.errors import (
    LinkageError,
    NoPatterns,
    NothingToCompare,
    SparkMissing,
    TooFewRecords,
    UnknownKind,
)
from idic.methods.linkage.fields import BlockingRule, Field, Settings
from idic.methods.linkage.keys import block_keys
from idic.methods.linkage.levels import Comparison, Level
from idic.methods.linkage.model import Model, Thresholds, Training
from idic.methods.linkage.quality import Quality, b_cubed, clerical_sample, link_quality, pair_quality
from idic.methods.linkage.scoring import Probe, Score, Step, prepared, score, score_prepared
from idic.methods.linkage.splink_settings import splink_settings

if TYPE_CHECKING:
    from idic.methods.linkage import clusters
    from idic.methods.linkage.blocking import BlockingReport, RuleReport, SkippedBlock, pairs_completeness
    from idic.methods.linkage.guessing import guess_fields
    from idic.methods.linkage.linking import Linkage, link
else:
    # name -> module that defines it, or that it is
    _LATE = {
        "BlockingReport": "blocking", "RuleReport": "blocking", "SkippedBlock": "blocking",
        "pairs_completeness": "blocking", "clusters": "clusters", "guess_fields": "guessing", "Linkage": "linking",
        "link": "linking",
    }  # fmt: skip

    def __getattr__(name: str) -> object:
        if name not in _LATE:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        module = importlib.import_module(f"{__name__}.{_LATE[name]}")
        globals()[name] = found = module if name == "clusters" else getattr(module, name)
        return found


__all__ = [
    "BlockingReport",
    "BlockingRule",
    "Comparison",
    "Field",
    "Level",
    "Linkage",
    "LinkageError",
    "Model",
    "NoPatterns",
    "NothingToCompare",
    "Probe",
    "Quality",
    "RuleReport",
    "Score",
    "Settings",
    "SkippedBlock",
    "SparkMissing",
    "Step",
    "ThresholdPoint",
    "Thresholds",
    "TooFewRecords",
    "Training",
    "UnknownKind",
    "b_cubed",
    "block_keys",
    "clerical_sample",
    "clusters",
    "comparators",
    "customer_settings",
    "decision",
    "em",
    "frequencies",
    "guess_fields",
    "link",
    "link_quality",
    "pair_quality",
    "pairs_completeness",
    "prepared",
    "quality",
    "score",
    "score_prepared",
    "splink_settings",
    "threshold_for",
    "threshold_points",
    "weights",
]
