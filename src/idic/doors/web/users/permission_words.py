"""Each permission, kind of record and reach as an administrator reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from idic.foundation.accounts.enums import Scope
from idic.foundation.accounts.rules import SCOPED

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

PERMISSION_WORDS: dict[str, str | _StrPromise] = {
    "customer.see": _("See customers"),
    "customer.create": _("Add customers"),
    "customer.change": _("Change customers"),
    "customer.merge": _("Merge customers, and undo merges"),
    "customer.export": _("Download lists of customers"),
    "customer.reveal": _("Show masked details of a customer, with a reason"),
    "bulk.change": _("Change many records at once"),
    "import.run": _("Import files"),
    "privacy.see": _("See privacy requests, retention, breaches and registers"),
    "privacy.manage": _("Answer privacy requests, erase, and keep purposes, notices and registers"),
    "consent.see": _("See consents"),
    "consent.create": _("Write down consents and withdrawals"),
    "consent.export": _("Download the consent ledger"),
    "survivorship.manage": _("Manage the survivorship rules"),
    "linkage.manage": _("Start matching runs, set thresholds and merge by run"),
    "purchase.see": _("See purchases"),
    "product.see": _("See the catalogue"),
    "segment.see": _("See segments"),
    "segment.change": _("Make and change segments"),
    "value.see": _("See what customers are worth"),
    "refresh.run": _("Bring the figures up to date"),
    "warehouse.see": _("Read the data dictionary and the snapshots of the warehouse"),
    "question.ask": _("Ask questions of the figures"),
    "question.share": _("Share questions and dashboards"),
    "sql.ask": _("Ask the warehouse in SQL"),
    "model.manage": _("Train, approve and roll back models"),
    "report.manage": _("Schedule reports and set alerts"),
    "executive.see": _("See the executive page"),
    "follow_up.see": _("See follow-ups"),
    "follow_up.create": _("Plan follow-ups"),
    "follow_up.change": _("Complete and move follow-ups"),
    "follow_up.manage": _("Make and switch follow-up plans"),
    "campaign.see": _("See campaigns"),
    "loyalty.see": _("See loyalty programmes and customers’ points"),
    "loyalty.redeem": _("Let customers join and leave, and redeem their points"),
    "loyalty.adjust": _("Give and take points by hand, with a reason"),
    "loyalty.manage": _("Make and switch loyalty programmes"),
    "job.see": _("See jobs"),
    "task.see": _("See tasks, calls, visits and meetings"),
    "task.create": _("Add tasks, calls, visits and meetings"),
    "task.change": _("Change tasks, calls, visits and meetings"),
    "task.delete": _("Delete tasks, calls, visits and meetings"),
    "task.export": _("Download lists of tasks"),
    "case.see": _("See cases and what was said in them"),
    "case.create": _("Open cases"),
    "case.change": _("Work on cases: answer, assign, merge, resolve"),
    "case.delete": _("Delete cases"),
    "case.export": _("Download lists of cases"),
    "complaint.manage": _("Lead complaints, corrective actions and quality checks"),
    "standard.manage": _("Set service standards and the access map"),
    "skill.manage": _("Say what colleagues can take: languages, topics, how many cases"),
    "channel.manage": _("Set up mailboxes, forms and other channels"),
    "knowledge.see": _("Read the knowledge base"),
    "knowledge.change": _("Write and approve knowledge articles"),
    "tag.manage": _("Manage tags"),
    "view.share": _("Share views with a team or everybody"),
    "attribute.manage": _("Manage custom attributes"),
    "calendar.manage": _("Manage business calendars and their holidays"),
    "automation.see": _("See automation rules and what they did"),
    "automation.manage": _("Make and switch automation rules"),
    "letter.see": _("See and use templates"),
    "letter.change": _("Make and change templates"),
    "user.manage": _("Manage users, teams and roles"),
    "organisation.manage": _("Set the organisation’s name, logo and letterhead"),
    "audit.see": _("Read the audit trail"),
    "sample.remove": _("Load and remove the sample company"),
}

#: The kinds of records that have a row of their own; every other permission stands in the list below them.
NOUN_WORDS: dict[str, str | _StrPromise] = {
    "customer": _("Customers"),
    "task": _("Tasks"),
    "case": _("Cases"),
    "complaint": _("Complaints"),
    "standard": _("Service standards"),
    "channel": _("Channels"),
    "knowledge": _("Knowledge"),
    "follow_up": _("Follow-ups"),
    "purchase": _("Purchases"),
    "product": _("Catalogue"),
    "segment": _("Segments"),
    "campaign": _("Campaigns"),
    "letter": _("Templates"),
}

ACTION_WORDS: dict[str, str | _StrPromise] = {
    "see": _("See"),
    "create": _("Add"),
    "change": _("Change"),
    "delete": _("Delete"),
    "export": _("Export"),
}


def scope_words(permission: str, scope: Scope) -> str:
    """What asks for no owner is held or not; calling that "all" would promise a choice that is not there."""
    if permission not in SCOPED:
        return str(_("Yes") if scope > Scope.NONE else _("No"))
    return str(scope.label)
