"""A notification as one sentence, in the language that is active."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext as _

from idic.foundation.desk.enums import NotificationKind
from idic.foundation.desk.models import Notification
from idic.foundation.languages import formats
from idic.foundation.nouns.registry import fields_of

_MOST_FIELDS = 4


def sentence(told: Notification, *, title: str) -> str:
    """`title` is empty where the reader may no longer see the record: then nothing of it is said."""
    if not title:
        return _("A record that you may no longer see.")
    values = {"who": told.by.display_name if told.by else _("The system"), "title": title}
    text = _plain_text(told.data) or _of_complaints(told, values)
    match told.kind:
        case NotificationKind.MENTION:
            return _("%(who)s mentioned you in a note on “%(title)s”.") % values
        case NotificationKind.ASSIGNMENT:
            return text or _("%(who)s gave you “%(title)s”.") % values
        case NotificationKind.REMINDER:
            return text or _("“%(title)s” is due.") % values
        case NotificationKind.MESSAGE:
            return text or _("A rule points you to “%(title)s”.") % values
    return text or _changed(told, values)


def _of_complaints(told: Notification, values: Mapping[str, str]) -> str:
    """`data["title"]` names the corrective action or the article in its language, whatever the record is called."""
    data = told.data
    named = {**values, "action": str(data.get("title", "")), "day": _day(data.get("day"))}
    match data.get("what"):
        case "case.agreed_time":
            return _("The time that was agreed with the customer has come: “%(title)s”.") % named
        case "case.pause_used_up":
            return _("“%(title)s” has waited as long as its promise allows: the clock runs on.") % named
        case "finding.given":
            return _("%(who)s gave you what was found at “%(title)s”: see it under Findings.") % named
        case "finding.promise_soon":
            return _("What was promised to “%(title)s” is due on %(day)s.") % named
        case "finding.promise_due":
            return _("What was promised to “%(title)s” is due.") % named
        case "finding.promise_past":
            return _("What was promised to “%(title)s” by %(day)s is overdue.") % named
        case "case.critical":
            return _("“%(title)s” is critical: see that it is in good hands.") % named
        case "complaint.notice_due":
            return _("Tell the customer today how “%(title)s” stands.") % named
        case "complaint.deadline_missed":
            return _("A step of “%(title)s” is overdue: take it, and tell the customer how it stands.") % named
        case "complaint.heard":
            return (
                _("The customer wrote after the complaint “%(title)s” had ended: say what that means for it.") % named
            )
        case "complaint.promise_missed":
            return _("What was promised in “%(title)s” is overdue: tell the customer how it stands.") % named
        case "corrective.check_due":
            return _("Today it is to be checked whether the corrective action “%(action)s” works.") % named
        case "corrective.opened":
            return _("%(who)s gave you the corrective action “%(action)s”.") % named
        case "corrective.step_added":
            return _("%(who)s gave you a step of the corrective action “%(action)s”.") % named
        case "corrective.effective":
            return _("%(who)s judged that the corrective action “%(action)s” works.") % named
        case "corrective.ineffective":
            return _("%(who)s judged that the corrective action “%(action)s” does not work.") % named
        case "corrective.recurred":
            return _("The same complaint came again: the corrective action “%(action)s” is open again.") % named
        case "article.submitted":
            return (
                _("%(who)s handed in the article “%(action)s”: read it, and let readers see it or give it back.")
                % named
            )
        case "article.returned":
            return _("%(who)s gave the article “%(action)s” back to you: see why, and hand it in again.") % named
        case "article.published":
            return _("%(who)s approved the article “%(action)s”: readers see it now.") % named
    return ""


def _day(value: object) -> str:
    return formats.day(date.fromisoformat(value)) if isinstance(value, str) else ""


def _changed(told: Notification, values: Mapping[str, str]) -> str:
    match told.data.get("verb"):
        case "note.added":
            return _("%(who)s wrote a note on “%(title)s”.") % values
        case "case.message_received":
            return _("The customer wrote in “%(title)s”.") % values
        case "case.reopened":
            return _("“%(title)s” is open again.") % values
        case "case.delivery_failed":
            return _("A mail of “%(title)s” did not reach everybody.") % values
        case "letter.failed":
            return _("An e-mail that you wrote from “%(title)s” was not sent: see why under Letters.") % values
        case "letter.unsure":
            return _("An e-mail that you wrote from “%(title)s” was perhaps sent: see under Letters.") % values
        case "attachment.added":
            return _("%(who)s attached a file to “%(title)s”.") % values
    labels = _labels(told.noun, told.data.get("fields"))
    if labels:
        return _("%(who)s changed “%(title)s”: %(fields)s.") % {**values, "fields": ", ".join(labels[:_MOST_FIELDS])}
    return _("%(who)s changed “%(title)s”.") % values


def _labels(noun: str, names: object) -> list[str]:
    if not isinstance(names, list):
        return []
    known = fields_of(noun)
    return [str(known[name].label) for name in names if isinstance(name, str) and name in known]


def _plain_text(data: Mapping[str, object]) -> str:
    text = data.get("text")
    return text if isinstance(text, str) else ""
