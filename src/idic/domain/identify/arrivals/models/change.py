from django.db import models

from idic.domain.identify.arrivals.enums import Changed
from idic.domain.identify.models import ImportBatch


class Change(models.Model):
    """What an import changed, so that it can be undone. A row that the import made is known by its own batch and has no
    change, but for a line added to a purchase that was there.

    `before` names the version of a record (whose payload stands there alone, where erasing finds it), or holds the
    columns of a purchase or of a line.
    """

    # No constraint: a batch of the sample company is removed by a statement that knows nothing of this.
    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="+", db_constraint=False)
    what = models.CharField(max_length=12, choices=Changed.choices)
    row_id = models.BigIntegerField()
    before = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["what", "row_id"], name="import_change_row")]

    def __str__(self) -> str:
        return f"{self.batch_id}: {self.what} {self.row_id}"
