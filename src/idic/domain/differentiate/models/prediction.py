from django.db import models

from idic.domain.differentiate.models.trained_model import TrainedModel
from idic.domain.identify.models import Customer


class Prediction(models.Model):
    """What a model in use says about a customer, and why. Only the newest word of each model is kept."""

    model = models.ForeignKey(TrainedModel, on_delete=models.CASCADE, related_name="+")
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="+")
    # the probability that it comes about; of clusters the distance to the centre
    score = models.FloatField()
    # "low", "medium", "high"; of clusters the number
    band = models.CharField(max_length=12)
    # farther from every centre than 99 of 100 were in training
    is_outlier = models.BooleanField(default=False)
    # the three strongest, as codes with data: worded in the reader's language
    reasons = models.JSONField(default=list)
    as_of = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["customer", "model"], name="prediction_once")]
        indexes = [models.Index(fields=["model", "-score", "customer"], name="prediction_by_score")]

    def __str__(self) -> str:
        return f"{self.customer_id}: {self.score:.3f}"
