from idic.domain.differentiate.models.customer_score import CustomerScore
from idic.domain.differentiate.models.market_figure import MarketFigure
from idic.domain.differentiate.models.refresh import Refresh
from idic.domain.differentiate.models.segment import Segment
from idic.domain.differentiate.models.segment_membership import SegmentMembership

__all__ = ["CustomerScore", "MarketFigure", "Refresh", "Segment", "SegmentMembership"]
