"""By what cases, their messages and complaints can be split."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from idic.warehouse.measures.declaration import Dimension, Nature, Via

_CASES = ("cases", "resolutions", "backlog")
_BOTH = (*_CASES, "complaints")
_EVERY = (*_BOTH, "messages")

SERVICE = tuple(
    Dimension(code, label, meaning, nature, Via.OWN, column, facts=facts, below=below, family="service", mart="cases")
    for code, label, meaning, nature, column, facts, below in (
        ("case_mode", _("Channel of contact"), _("How the customer got in touch."), Nature.CODE, "mode", _EVERY, ""),
        ("case_purpose", _("Purpose of contact"), _("Why the customer got in touch."), Nature.CODE, "purpose",
         (*_CASES, "messages"), ""),
        ("case_topic_1", _("Highest topic"), _("The topics at the top of the tree."), Nature.TEXT, "topic_1", _BOTH,
         "case_topic"),
        ("case_topic", _("Topic"), _("The topic itself."), Nature.TEXT, "topic", _BOTH, ""),
        ("case_state", _("State of the case"), _("As it was when the figures were refreshed."), Nature.CODE, "state",
         _CASES, ""),
        ("case_priority", _("Priority of the case"), _("Low to critical."), Nature.CODE, "priority", _CASES, ""),
        ("case_team", _("Team of the case"), _("The team that it was given to."), Nature.RECORD, "team_id", _BOTH,
         "case_owner"),
        ("case_owner", _("Who works on the case"), _("The single person."), Nature.RECORD, "owner_id", _BOTH, ""),
        ("case_outcome", _("Outcome of the case"), _("What came of it."), Nature.CODE, "outcome", _CASES, ""),
        ("case_verdict", _("The customer's word"), _("What the customer says of it."), Nature.CODE, "verdict", _CASES, ""),
        ("case_hour", _("Hour of the contact"), _("On the clock of the business; with days of the week, the whole week."),
         Nature.NUMBER, "received_hour", _CASES, ""),
        ("severity", _("Severity"), _("Of complaints, 1 to 5."), Nature.NUMBER, "severity", _BOTH, ""),
        ("complaint_state", _("Step of the complaint"), _("At which it stands."), Nature.CODE, "state", ("complaints",), ""),
        ("message_hour", _("Hour of the message"), _("On the clock of the business; with days of the week, the whole week."),
         Nature.NUMBER, "hour", ("messages",), ""),
        ("message_staff", _("Who wrote it"), _("Our people: who wrote the message, or wrote it down."), Nature.RECORD,
         "staff_id", ("messages",), ""),
    )
)  # fmt: skip
