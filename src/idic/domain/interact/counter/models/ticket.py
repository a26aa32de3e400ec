from django.conf import settings
from django.db import models
from django.db.models import Q

from idic.domain.identify.models import Customer
from idic.domain.interact.cases.models import Case
from idic.domain.interact.counter.enums import AT_DESK, TicketState
from idic.domain.interact.counter.models.counter import Counter, CounterService
from idic.domain.interact.counter.models.desk import Desk


class Ticket(models.Model):
    """One number of one day. Who took it is nobody's business until they say so at the desk."""

    counter = models.ForeignKey(Counter, on_delete=models.PROTECT, related_name="tickets")
    # the one that it waits for, and the letter and number that it was given, which stay when it is passed on
    service = models.ForeignKey(CounterService, on_delete=models.PROTECT, related_name="tickets")
    label = models.CharField(max_length=8)
    day = models.DateField()
    # the address of its page: whoever holds it sees the page and may give the number back
    key = models.CharField(max_length=32, unique=True)
    state = models.CharField(max_length=10, choices=TicketState.choices, default=TicketState.WAITING)
    goes_first = models.BooleanField(default=False)
    language = models.CharField(max_length=10, blank=True)
    taken_at = models.DateTimeField()
    # its place: when it was taken, less the head start of who goes first
    queued_at = models.DateTimeField()
    called_at = models.DateTimeField(null=True)
    # how often, and when last: a display that sees it grow rings again
    calls = models.IntegerField(default=0)
    called_last_at = models.DateTimeField(null=True)
    served_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    desk = models.ForeignKey(Desk, null=True, blank=True, on_delete=models.PROTECT, related_name="tickets")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    customer = models.ForeignKey(Customer, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["counter", "day", "label"], name="ticket_once"),
            models.UniqueConstraint(fields=["desk"], condition=Q(state__in=AT_DESK), name="ticket_one_at_a_desk"),
            models.CheckConstraint(condition=~Q(state__in=AT_DESK) | Q(desk__isnull=False), name="ticket_at_its_desk"),
        ]
        indexes = [
            # who is next
            models.Index(
                fields=["counter", "day", "queued_at", "id"], name="ticket_waiting", condition=Q(state=TicketState.WAITING)
            ),
            # what the display shows, and what a day was like
            models.Index(fields=["counter", "day", "-called_last_at"], name="ticket_called"),
            models.Index(fields=["customer"], name="ticket_customer", condition=Q(customer__isnull=False)),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.day} {self.label}"
