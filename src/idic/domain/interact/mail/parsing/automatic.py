"""Whether a machine wrote it, and which kind of machine: such a mail is never answered by another."""

from __future__ import annotations

import re
from email.message import Message

from idic.domain.interact.mail.parsing.headers import words

REPLY, LIST, GENERATED, BOUNCE = "reply", "list", "generated", "bounce"

_MACHINES = re.compile(r"^(mailer-daemon|postmaster|no-?reply|do-?not-?reply|bounces?|noreply-.*)([+-].*)?@", re.I)
_AWAY = re.compile(
    r"^\s*(auto(matic)?[ -]?(reply|response)|out of (the )?office|ตอบกลับอัตโนมัติ|外出自动|自动回复|自動回覆|自動回復)",
    re.I,
)


def automatic(message: Message, sender: str, subject: str) -> str:
    """`reply`, `list`, `generated`, `bounce`, or nothing where a person wrote."""
    if is_report(message) or words(message, "Return-Path") == "<>":
        return BOUNCE if is_report(message) or _MACHINES.match(sender) else REPLY
    submitted = words(message, "Auto-Submitted").split(";")[0].strip().lower()
    if submitted.startswith("auto-replied") or any(
        words(message, name) for name in ("X-Autoreply", "X-Autorespond", "X-Auto-Response-From", "X-Autoresponder")
    ):
        return REPLY
    precedence = words(message, "Precedence").lower()
    if precedence == "auto_reply" or _AWAY.match(subject):
        return REPLY
    if words(message, "List-Id") or words(message, "List-Unsubscribe") or precedence in ("bulk", "list", "junk"):
        return LIST
    if submitted and submitted != "no":
        return GENERATED
    return GENERATED if _MACHINES.match(sender) else ""


def is_report(message: Message) -> bool:
    kind = str(message.get_param("report-type") or "").lower()
    return message.get_content_type() == "multipart/report" and kind in ("delivery-status", "", "none")
