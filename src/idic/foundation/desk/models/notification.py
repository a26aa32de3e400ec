from django.conf import settings
from django.db import models

from idic.foundation.desk.enums import Delivery, NotificationKind
from idic.foundation.desk.models.attached import Attached


class Notification(Attached):
    """Something that one person should know. `data` is worded when it is shown, in the reader's language."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12, choices=NotificationKind.choices)
    data = models.JSONField(default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    # what it tells of; told once even where an event is handled twice
    event_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    # the choice of the reader at that moment
    delivery = models.CharField(max_length=10, choices=Delivery.choices, default=Delivery.PAGE)
    # given to the mails of the house, which tell what became of it
    mailed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "kind", "event_id"], name="notification_once")]
        indexes = [
            models.Index(fields=["user", "-id"], name="notification_newest"),
            # the number in the top bar, asked for every ten seconds
            models.Index(fields=["user"], name="notification_unread", condition=models.Q(read_at__isnull=True)),
            models.Index(
                fields=["user", "id"], name="notification_mail",
                condition=models.Q(mailed_at__isnull=True, delivery__in=[Delivery.AT_ONCE, Delivery.DIGEST]),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.kind} for {self.user_id}"


class NotificationChoice(models.Model):
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12, choices=NotificationKind.choices)
    delivery = models.CharField(max_length=10, choices=Delivery.choices)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "kind"], name="notification_choice_once")]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.kind} {self.delivery}"
