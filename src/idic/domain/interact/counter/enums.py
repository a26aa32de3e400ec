from django.db import models
from django.utils.translation import pgettext_lazy


class TicketState(models.TextChoices):
    WAITING = "waiting", pgettext_lazy("ticket", "Waiting")
    CALLED = "called", pgettext_lazy("ticket", "Called")
    SERVED = "served", pgettext_lazy("ticket", "At the desk")
    DONE = "done", pgettext_lazy("ticket", "Done")
    NOT_HERE = "not_here", pgettext_lazy("ticket", "Did not come")
    CANCELLED = "cancelled", pgettext_lazy("ticket", "Given back")


#: Somebody sits at the desk with it.
AT_DESK = (TicketState.CALLED, TicketState.SERVED)
ENDED = (TicketState.DONE, TicketState.NOT_HERE, TicketState.CANCELLED)
