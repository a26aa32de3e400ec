from django.db import models

from idic.domain.differentiate.models.trained_model import TrainedModel


class ModelDrift(models.Model):
    """How far the customers of one day have moved away from those a model was trained on."""

    model = models.ForeignKey(TrainedModel, on_delete=models.CASCADE, related_name="drifts")
    as_of = models.DateField()
    snapshot = models.CharField(max_length=40)
    # population stability index by feature, and the largest of them
    indices = models.JSONField(default=dict)
    worst = models.FloatField(null=True)
    # mean of what was foretold, and the share that came about in the last complete window (null: none is complete)
    foretold = models.FloatField(null=True)
    observed = models.FloatField(null=True)
    customers = models.IntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["model", "as_of"], name="model_drift_once_a_day")]

    def __str__(self) -> str:
        return f"{self.model_id} {self.as_of}"
