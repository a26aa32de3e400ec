from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from idic.domain.differentiate.models.segment import Segment
from idic.domain.identify.models import Competitor

FIRST_YEAR, LAST_YEAR = 1950, 2199


class MarketFigure(models.Model):
    """How many customers of a segment one competitor has, or the whole market holds, in one year - and who says so.

    Our own figure is never typed in: it is counted from the memberships of the segment.
    """

    segment = models.ForeignKey(Segment, on_delete=models.CASCADE, related_name="+")
    # None: the whole market, whoever serves it
    competitor = models.ForeignKey(Competitor, null=True, on_delete=models.PROTECT, related_name="+")
    year = models.IntegerField(validators=[MinValueValidator(FIRST_YEAR), MaxValueValidator(LAST_YEAR)])
    customers = models.BigIntegerField()
    # a study, a statistic, a sales talk: a figure without a source is a rumour
    source = models.CharField(max_length=200)
    url = models.URLField(max_length=500, blank=True)
    note = models.CharField(max_length=500, blank=True)
    version = models.IntegerField(default=1)
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["segment", "competitor", "year"], nulls_distinct=False, name="market_figure_once_a_year"
            ),
            models.CheckConstraint(condition=models.Q(customers__gte=0), name="market_figure_not_negative"),
            models.CheckConstraint(condition=~models.Q(source=""), name="market_figure_has_source"),
        ]

    def __str__(self) -> str:
        return f"{self.segment_id} {self.year}: {self.customers}"
