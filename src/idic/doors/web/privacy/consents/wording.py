from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from idic.domain.identify.privacy.enums import Channel, ConsentKind, Verdict
from idic.domain.identify.privacy.models import ConsentEvent
from idic.doors.web.shell.parts.signs import Tone

KIND_TONES: dict[str, Tone] = {
    ConsentKind.GIVEN: "success", ConsentKind.WITHDRAWN: "danger", ConsentKind.EXPIRED: "neutral",
}  # fmt: skip
VERDICT_TONES: dict[str, Tone] = {
    Verdict.CONSENT: "success", Verdict.NO_OBJECTION: "info", Verdict.SOFT_OPT_IN: "info", Verdict.NOT_GIVEN: "neutral",
    Verdict.WITHDRAWN: "danger", Verdict.EXPIRED: "warning", Verdict.UNDER_AGE: "warning",
    Verdict.SUPPRESSED: "danger", Verdict.LOCKED: "danger",
}  # fmt: skip

EVIDENCE_LABELS: Mapping[str, object] = {
    "note": _("Note"), "call": _("Call"), "paper": _("Paper"), "file": _("File"), "ip": _("Internet address"),
    "agent": _("Browser"), "opt_in": _("Confirmation number"), "batch": _("Import"), "row": _("Row of the file"),
    "guardian": _("Parent or guardian"), "referrer": _("Page"),
}  # fmt: skip


def channel_label(channel: str) -> str:
    return str(Channel(channel).label) if channel else ""


def evidence_rows(event: ConsentEvent) -> list[tuple[str, str]]:
    return [(str(EVIDENCE_LABELS.get(name, name)), str(value)) for name, value in event.evidence.items()]
