import uuid
from datetime import UTC, datetime

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from idic.domain.identify.models import Customer
from idic.domain.work.enums import OPEN_STATES, Priority, TaskKind, TaskState
from idic.foundation.accounts.models import Team

#: Sorts what has no time behind everything that has one.
NEVER = datetime(9999, 1, 1, tzinfo=UTC)


class Task(models.Model):
    """Something somebody is to do: a task by its due day, a call, visit or meeting at its time.

    A series is one row that holds the `rule` and stands on its first occurrence still open. An occurrence that was
    done, moved or changed by itself is a row of its own with the same `uid` and the `occurrence_at` that it takes the
    place of, as iCalendar tells them apart.
    """

    kind = models.CharField(max_length=10, choices=TaskKind.choices, default=TaskKind.TASK)
    title = models.CharField(max_length=300)
    text = models.TextField(blank=True)
    state = models.CharField(max_length=12, choices=TaskState.choices, default=TaskState.OPEN)
    priority = models.CharField(max_length=8, choices=Priority.choices, default=Priority.NORMAL)
    due_on = models.DateField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    # the end is not part of it any more: a whole day ends at the midnight after it
    starts_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    is_all_day = models.BooleanField(default=False)
    # when it is due or begins, never null: what lists are ordered by
    sorted_at = models.DateTimeField(default=NEVER)
    place = models.CharField(max_length=300, blank=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    customer = models.ForeignKey(Customer, null=True, blank=True, on_delete=models.PROTECT, related_name="tasks")
    # the record it is about, where that is not the customer: a noun's code and an id
    subject_kind = models.CharField(max_length=40, blank=True)
    subject_id = models.BigIntegerField(null=True, blank=True)
    # minutes before the start or the due moment
    reminders = ArrayField(models.IntegerField(), default=list, blank=True)
    remind_at = models.DateTimeField(null=True, blank=True)
    rule = models.CharField(max_length=200, blank=True)
    uid = models.UUIDField(default=uuid.uuid4)
    occurrence_at = models.DateTimeField(null=True, blank=True)
    # occurrences that were taken out of the series
    skipped = ArrayField(models.DateTimeField(), default=list, blank=True)
    # counts what participants were told, as iCalendar asks
    sequence = models.IntegerField(default=0)
    outcome = models.TextField(blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    attributes = models.JSONField(default=dict, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True)
    version = models.IntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["uid"], condition=Q(occurrence_at__isnull=True), name="task_one_head_of_series"
            ),
            models.UniqueConstraint(
                fields=["uid", "occurrence_at"],
                condition=Q(occurrence_at__isnull=False),
                name="task_one_per_occurrence",
            ),
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gte=models.F("starts_at")), name="task_ends_after_start"
            ),
        ]
        indexes = [
            # the list by time, of all, of one owner and by state, each with its keyset
            models.Index(fields=["sorted_at", "id"], name="task_by_time", condition=Q(deleted_at__isnull=True)),
            models.Index(
                fields=["owner", "sorted_at", "id"], name="task_of_owner", condition=Q(deleted_at__isnull=True)
            ),
            models.Index(
                fields=["state", "sorted_at", "id"], name="task_by_state", condition=Q(deleted_at__isnull=True)
            ),
            models.Index(fields=["team", "sorted_at", "id"], name="task_of_team", condition=Q(team__isnull=False)),
            models.Index(fields=["-created_at", "-id"], name="task_by_creation"),
            models.Index(fields=["-updated_at", "-id"], name="task_by_change"),
            # a customer's tasks, a record's tasks
            models.Index(
                fields=["customer", "sorted_at", "id"], name="task_of_customer", condition=Q(customer__isnull=False)
            ),
            models.Index(
                fields=["subject_kind", "subject_id"], name="task_of_subject", condition=Q(subject_id__isnull=False)
            ),
            # every series, whose occurrences a calendar works out
            models.Index(fields=["uid"], name="task_series", condition=~Q(rule="") & Q(deleted_at__isnull=True)),
            # what is to be reminded of next
            models.Index(
                fields=["remind_at"], name="task_reminder", condition=Q(remind_at__isnull=False, state__in=OPEN_STATES)
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES

    @property
    def is_timed(self) -> bool:
        return self.starts_at is not None
