from django.db import models


class EventHorizon(models.Model):
    """The id up to which no further event can appear (`settled_id`), and the candidate for the next such id.

    Ids are handed out before commit, so a smaller id may become visible after a larger one. The candidate
    remembers the last id handed out and the first transaction number not yet begun at that moment; once every
    earlier transaction that appends has ended, all ids up to the candidate are either visible for good or will never be.
    """

    settled_id = models.BigIntegerField(default=0)
    candidate_id = models.BigIntegerField(null=True)
    candidate_xid = models.BigIntegerField(null=True)

    def __str__(self) -> str:
        return str(self.settled_id)
