from idic.domain.differentiate.models.analysis import Analysis
from idic.domain.differentiate.models.customer_score import CustomerScore
from idic.domain.differentiate.models.executive import ExecutiveReading, ExecutiveTarget
from idic.domain.differentiate.models.experience_field import ExperienceField
from idic.domain.differentiate.models.listed_customer import ListedCustomer
from idic.domain.differentiate.models.market_figure import MarketFigure
from idic.domain.differentiate.models.model_drift import ModelDrift
from idic.domain.differentiate.models.prediction import Prediction
from idic.domain.differentiate.models.refresh import Refresh
from idic.domain.differentiate.models.risk_list import RiskList, RiskListEntry
from idic.domain.differentiate.models.segment import Segment
from idic.domain.differentiate.models.segment_membership import SegmentMembership
from idic.domain.differentiate.models.trained_model import TrainedModel
from idic.domain.differentiate.models.unevaluated import Unevaluated
from idic.domain.differentiate.models.value_settings import ValueSettings

__all__ = [
    "Analysis",
    "CustomerScore",
    "ExecutiveReading",
    "ExecutiveTarget",
    "ExperienceField",
    "ListedCustomer",
    "MarketFigure",
    "ModelDrift",
    "Prediction",
    "Refresh",
    "RiskList",
    "RiskListEntry",
    "Segment",
    "SegmentMembership",
    "TrainedModel",
    "Unevaluated",
    "ValueSettings",
]
