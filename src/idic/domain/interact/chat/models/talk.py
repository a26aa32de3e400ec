from django.db import models
from django.db.models import Q

from idic.domain.interact.cases.models import Case
from idic.domain.interact.chat.enums import EndedBy
from idic.domain.interact.chat.models.site import ChatSite


class ChatTalk(models.Model):
    """One visitor's conversation: beside its case, what only a live one has. `secret` stands in the visitor's cookie."""

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="chat")
    site = models.ForeignKey(ChatSite, on_delete=models.PROTECT, related_name="talks")
    secret = models.CharField(max_length=43)
    # by which the visitor's page began it: a page that was not sure asks again and gets the same one
    nonce = models.CharField(max_length=40, unique=True)
    # the page on which they wrote, without what follows a question mark
    page = models.CharField(max_length=300, blank=True)
    seen_at = models.DateTimeField()
    writes_until = models.DateTimeField(null=True)
    # the last message of ours that was shown to them
    read_id = models.BigIntegerField(default=0)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=10, choices=EndedBy.choices, blank=True, default=EndedBy.GOES_ON)
    transcript_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by="") | (Q(ended_at__isnull=False) & ~Q(ended_by="")),
                name="chat_end_has_its_reason",
            ),
        ]
        indexes = [
            # who waits, and what is to be ended: the open ones are few, whatever has ended
            models.Index(fields=["id"], name="chat_open", condition=Q(ended_at__isnull=True)),
            models.Index(fields=["seen_at"], name="chat_by_sight"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.ended_by}"

    @property
    def is_live(self) -> bool:
        return self.ended_at is None
