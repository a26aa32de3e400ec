from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from idic.foundation.nouns.registry import nouns

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

#: What is no noun of the lists and yet has a history.
_FURTHER: dict[str, str | _StrPromise] = {
    "access_cell": _("Access map"),
    "attribute": _("Custom attributes"),
    "automation": _("Automation rules"),
    "bulk_change": _("Bulk changes"),
    "calendar": _("Business calendars"),
    "campaign": _("Campaigns"),
    "case_setting": _("Settings of the inbox"),
    "complaint_deadline": _("Deadlines of complaints"),
    "complaint_silence": _("Estimate of silent customers"),
    "complaint_training": _("Training in complaints"),
    "corrective": _("Corrective actions"),
    "charter": _("Service charter"),
    "chat_agent": _("People who take chats"),
    "chat_site": _("Chats on web sites"),
    "executives": _("Executives of escalations"),
    "export": _("Exports"),
    "fax_gateway": _("Fax gateways"),
    "finding": _("Findings"),
    "follow_up": _("Follow-ups"),
    "follow_up_plan": _("Follow-up plans"),
    "hook": _("Messengers"),
    "import": _("Imports"),
    "linkage_pair": _("Pairs to compare"),
    "linkage_run": _("Matching runs"),
    "letter": _("Templates"),
    "loyalty_member": _("Members of loyalty programmes"),
    "loyalty_programme": _("Loyalty programmes"),
    "mailbox": _("Mailboxes"),
    "organisation": _("Organisation"),
    "service_function": _("Service catalogue"),
    "web_form": _("Web forms"),
    "refresh": _("Refreshes of the figures"),
    "role": _("Roles"),
    "sample": _("Sample company"),
    "segment": _("Segments"),
    "source": _("Sources"),
    "standard": _("Service standards"),
    "survivorship": _("Survivorship rules"),
    "tag": _("Tags"),
    "team": _("Teams"),
    "token": _("API tokens"),
    "user": _("Users"),
    "view": _("Saved views"),
}


def subject_words() -> dict[str, str]:
    """Kind of record -> its name in the plural, in the order of the names."""
    found = {code: str(words) for code, words in _FURTHER.items()} | {noun.code: str(noun.plural) for noun in nouns()}
    return dict(sorted(found.items(), key=lambda one: one[1]))
