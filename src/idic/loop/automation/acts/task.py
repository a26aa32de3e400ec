from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from idic.domain.identify.models import Customer
from idic.domain.work.drafts import TaskDraft
from idic.domain.work.operations.create import create_task
from idic.domain.work.times import Times
from idic.foundation.accounts.models import User
from idic.foundation.nouns.registry import noun_of
from idic.loop.automation.acts.registry import Act, Occasion, Setting, Settings
from idic.loop.automation.acts.settings import number_of, person_of, text_of


def _check(noun: str, settings: Settings, by: User) -> None:
    text_of(settings, "title", longest=300)
    number_of(settings, "days")
    if settings.get("owner"):
        person_of(settings, "owner")


def _run(occasion: Occasion, settings: Settings) -> dict[str, object]:
    """Without a named person it goes to the owner of the record, and where nobody owns it to the owner of the rule."""
    keeper = getattr(occasion.record, "owner", None)
    owner = (
        person_of(settings, "owner")
        if settings.get("owner")
        else keeper
        if keeper and keeper.is_active
        else occasion.by
    )
    customer_id = noun_of(occasion.noun).customer_of(occasion.record)
    task = create_task(
        TaskDraft(
            title=text_of(settings, "title", longest=300),
            times=Times(due_on=timezone.localdate() + timedelta(days=number_of(settings, "days"))),
            owner=owner,
            customer=Customer.objects.filter(pk=customer_id).first() if customer_id else None,
        ),
        by=occasion.by,
    )
    return {"task_id": task.pk, "owner_id": task.owner_id}


ACT = Act(
    "task", _("Make a task"),
    (
        Setting("title", _("What is to be done"), "text"),
        Setting("days", _("Due in days"), "days"),
        Setting("owner", _("Person"), "person", is_required=False, hint=_("Nobody chosen: the owner of the record.")),
    ),
    _check, _run,
)  # fmt: skip
