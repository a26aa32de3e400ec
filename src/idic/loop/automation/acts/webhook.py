from __future__ import annotations

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from idic.domain.identify.privacy.checks import living
from idic.domain.identify.privacy.errors import PrivacyError
from idic.domain.identify.privacy.queries.basis import use_of, verdict_of
from idic.foundation.accounts.models import User
from idic.loop.automation.acts.registry import Act, Occasion, Setting, Settings
from idic.loop.automation.acts.settings import text_of
from idic.loop.automation.errors import ActRefused, WebhookRefused
from idic.loop.automation.operations.webhooks import checked_url, queue_webhook

#: What is told is told for a purpose: only of people whom it may use.
_PURPOSES = (
    ("service", _("Service and contract")), ("profiling", _("Scores and segments")),
    ("sharing", _("Passing on to a partner")),
)  # fmt: skip


def _check(noun: str, settings: Settings, by: User) -> None:
    if settings.get("purpose") and settings["purpose"] not in dict(_PURPOSES):
        raise ActRefused(_now("Choose one from the list."), name="purpose")
    try:
        checked_url(text_of(settings, "url", longest=500))
    except WebhookRefused as error:
        raise ActRefused(str(error), name="url") from error


def _run(occasion: Occasion, settings: Settings) -> dict[str, object]:
    event = occasion.event
    reason = _left_out(event.customer_id, str(settings.get("purpose") or "service"))
    if reason:
        return {"left_out": reason}
    delivery = queue_webhook(
        occasion.rule, url=text_of(settings, "url", longest=500), event_id=event.pk,
        body={
            "event": event.pk, "verb": event.verb, "at": event.at.isoformat(), "subject_kind": event.subject_kind,
            "subject_id": event.subject_id, "customer_id": event.customer_id, "before": event.before,
            "after": event.after, "rule": occasion.rule.name,
        },
    )  # fmt: skip
    return {"webhook_id": delivery.pk}


def _left_out(customer_id: int | None, purpose: str) -> str:
    """Why nothing is told of this customer, as a code; empty where it may be told. Rules from before purposes were asked
    for serve the customers, and leave out only those whose data may not be used at all."""
    customer = living(customer_id)
    if customer is None:
        return ""
    try:
        verdict = verdict_of(customer.pk, use_of(purpose))
    except PrivacyError:
        return "purpose_unknown"
    return "" if verdict.may else verdict.value


ACT = Act(
    "webhook", _("Tell another system (webhook)"),
    (
        Setting("url", _("Address"), "url", hint=_("Signed with the secret shown on the page of the rule.")),
        Setting("purpose", _("Purpose"), "choice", choices=_PURPOSES, is_required=False),
    ),
    _check, _run,
)  # fmt: skip
