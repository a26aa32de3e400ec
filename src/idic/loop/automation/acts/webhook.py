from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from idic.foundation.accounts.models import User
from idic.loop.automation.acts.registry import Act, Occasion, Setting, Settings
from idic.loop.automation.acts.settings import text_of
from idic.loop.automation.errors import ActRefused, WebhookRefused
from idic.loop.automation.operations.webhooks import checked_url, queue_webhook


def _check(noun: str, settings: Settings, by: User) -> None:
    try:
        checked_url(text_of(settings, "url", longest=500))
    except WebhookRefused as error:
        raise ActRefused(str(error), name="url") from error


def _run(occasion: Occasion, settings: Settings) -> dict[str, object]:
    event = occasion.event
    delivery = queue_webhook(
        occasion.rule, url=text_of(settings, "url", longest=500), event_id=event.pk,
        body={
            "event": event.pk, "verb": event.verb, "at": event.at.isoformat(), "subject_kind": event.subject_kind,
            "subject_id": event.subject_id, "customer_id": event.customer_id, "before": event.before,
            "after": event.after, "rule": occasion.rule.name,
        },
    )  # fmt: skip
    return {"webhook_id": delivery.pk}


ACT = Act(
    "webhook", _("Tell another system (webhook)"),
    (Setting("url", _("Address"), "url", hint=_("Signed with the secret shown on the page of the rule.")),),
    _check, _run,
)  # fmt: skip
