"""Standards, targets and how far they were kept, in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from idic.domain.differentiate.enums import Tier
from idic.domain.interact.contact import AccessMode, Priority, Purpose
from idic.domain.interact.standards.enums import CLOCKS, Measure, Offered, Told
from idic.foundation.accounts.enums import Language
from idic.foundation.languages import formats
from idic.methods.attainment import Attainment

#: The two blocks of the access map.
BLOCKS = (
    (
        gettext_lazy("Forms of access"),
        (AccessMode.EMAIL, AccessMode.WEB_FORM, AccessMode.PORTAL, AccessMode.CHAT, AccessMode.PHONE, AccessMode.LETTER,
         AccessMode.FAX, AccessMode.LINE, AccessMode.MESSENGER),
    ),
    (
        gettext_lazy("Forms of contact"),
        (AccessMode.COUNTER, AccessMode.VISIT, AccessMode.CLUB, AccessMode.OTHER),
    ),
)  # fmt: skip
#: As the published maps label them; only a label, since texts swap the letters.
LETTERS = {Purpose.REQUEST_SERVICE: "A", Purpose.COMPLAIN: "B", Purpose.SEEK_INFORMATION: "C"}
OFFERED_TONES = {Offered.YES: "success", Offered.PLANNED: "info", Offered.NO: "neutral"}
OFFERED_ICONS = {Offered.YES: "circle-check", Offered.PLANNED: "clock", Offered.NO: "minus"}


@dataclass(frozen=True)
class Judged:
    """A share beside its target: `tone` is a colour, `words` say the same."""

    tone: str
    words: str
    share: str
    interval: str
    n: int


def span(minutes: float) -> str:
    """Of open time: 45 min, 4 h, 4 h 30 min."""
    hours, rest = divmod(round(minutes), 60)
    if not hours:
        return _("%(minutes)s min") % {"minutes": rest}
    if not rest:
        return _("%(hours)s h") % {"hours": formats.number(hours)}
    return _("%(hours)s h %(minutes)s min") % {"hours": formats.number(hours), "minutes": rest}


def target_words(
    measure: str, share: Decimal | float, minutes: int | None, *, time_of: Callable[[int], str] = span
) -> str:
    told = formats.percent(share)
    if measure in CLOCKS and minutes is not None:
        return _("%(share)s within %(time)s") % {"share": told, "time": time_of(minutes)}
    if measure == Measure.REOPENED:
        return _("at most %(share)s") % {"share": told}
    return _("at least %(share)s") % {"share": told}


def step_words(step: Mapping[str, Any]) -> str:
    """At 150 %: the manager is told and gets the case; priority at least High."""
    parts = []
    if step["tell"]:
        who = Told(step["tell"]).label
        words = _("%(who)s is told and gets the case") if step["assign"] else _("%(who)s is told")
        parts.append(words % {"who": who})
    if step["priority"]:
        parts.append(_("priority at least %(priority)s") % {"priority": Priority(step["priority"]).label})
    told = {"share": formats.percent(step["share"] / 100, 0), "what": "; ".join(parts)}
    return _("At %(share)s of the time: %(what)s.") % told


def most_pause_words(minutes: int | None, *, for_others: bool = True) -> str:
    if minutes is None and not for_others:
        return _("While a case waits for the customer or an agreed date, its clock stands still.")
    if minutes is None:
        return _("While a case waits for the customer, an agreed date or somebody else, its clock stands still.")
    if minutes == 0:
        return _("The clock never stands still, whatever a case waits for.")
    return _("All pauses of a case together count for %(time)s of open time at most; then its clock runs on.") % {
        "time": span(minutes)
    }


def scope_words(mode: str, purpose: str, tier: str = "", priority: str = "") -> str:
    parts = [
        str(choices(code).label)
        for choices, code in ((AccessMode, mode), (Purpose, purpose), (Tier, tier), (Priority, priority))
        if code
    ]
    return " · ".join(parts) or _("All contacts")


def side_words(measure: str) -> tuple[str, str]:
    """The two lists behind a share."""
    match measure:
        case Measure.FIRST_CONTACT:
            return _("Solved at the first contact"), _("Came again")
        case Measure.REOPENED:
            return _("Opened again"), _("Stayed ended")
        case Measure.CONFIRMED:
            return _("Confirmed"), _("Not confirmed")
        case Measure.OUT_OF_HOURS:
            return _("Answered before we opened"), _("Not answered before we opened")
    return _("Kept"), _("Not kept")


def basis_words(measure: str) -> str:
    """Of which cases a share is counted that no clock measures."""
    match measure:
        case Measure.FIRST_CONTACT:
            return _(
                "Of ended cases with a customer and a topic, a week old: nobody came or called again about it within seven days, "
                "and it was not opened again."
            )
        case Measure.REOPENED:
            return _("Of the cases that had ended: opened again since.")
        case Measure.CONFIRMED:
            return _("Of the cases that the customer was asked about: confirmed. Who says nothing has not confirmed.")
        case Measure.OUT_OF_HOURS:
            return _("Of what came while we are closed: answered by a person before we open again.")
    return ""


def judged(kept: Attainment | None, target: Decimal | float | None, measure: str = "") -> Judged:
    """Below the target is told as a fact only where the interval lies below it; else it may be chance. Of what should not
    happen the target is the most that may."""
    if kept is None or kept.share is None:
        return Judged(
            "neutral", _("nothing due yet") if measure in ("", *CLOCKS) else _("nothing to count yet"), "", "", 0
        )
    share = kept.share
    interval = _("%(low)s to %(high)s") % {"low": formats.percent(share.low, 0), "high": formats.percent(share.high, 0)}
    if target is None:
        tone, words = "neutral", _("no target")
    elif measure == Measure.REOPENED and share.share > float(target):
        is_sure = share.low > float(target)
        tone = "danger" if is_sure else "warning"
        words = _("above target") if is_sure else _("above target, may be chance")
    elif measure == Measure.REOPENED or share.share >= float(target):
        tone, words = "success", _("kept")
    elif share.high < float(target):
        tone, words = "danger", _("below target")
    else:
        tone, words = "warning", _("below target, may be chance")
    return Judged(tone, words, formats.percent(share.share, 0), interval, kept.n)


def in_language(texts: dict[str, str], language: str | None = None) -> str:
    """In the reader's language, else in English, else in whatever it was written in."""
    asked = language or translation.get_language() or "en"
    return texts.get(asked) or texts.get("en") or next((one for one in texts.values() if one), "")


def html_language(code: str) -> str:
    return {"zh-hans": "zh-Hans", "zh-hant": "zh-Hant"}.get(code, code)


def languages() -> list[tuple[str, str]]:
    """Each under its own name."""
    return [(str(one.value), str(one.label)) for one in Language]
