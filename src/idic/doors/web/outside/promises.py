"""What somebody who got in touch may count on next, by the standards that hold for everybody."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from idic.domain.interact.contact import Priority
from idic.domain.interact.standards.enums import Measure
from idic.domain.interact.standards.queries.targets import Contact, target_for
from idic.doors.web.standards.wording import span


def promised(mode: str, purpose: str) -> list[str]:
    """Sentences. What we promise to some by their value to us is told to nobody here."""
    asked = Contact(mode, purpose, priority=Priority.NORMAL)
    found = []
    for measure, sentence in (
        (Measure.FIRST_RESPONSE, _("You get a first answer within %(time)s of our opening hours.")),
        (Measure.RESOLUTION, _("We want to have it solved within %(time)s of our opening hours.")),
    ):
        target = target_for(asked, measure, at=timezone.now())
        if target is not None and target.minutes is not None:
            found.append(sentence % {"time": span(target.minutes)})
    return found or [_("Somebody reads it and answers you as soon as possible.")]
