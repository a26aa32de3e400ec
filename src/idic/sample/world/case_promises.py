from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from idic.domain.interact.standards.enums import Measure
from idic.domain.interact.standards.operations.standards import Said, create_standard
from idic.sample.world.cases import FIRST_ANSWER, RESOLUTION, Promises


def make_promises() -> Promises:
    """Two standards for everybody, round the clock, older than every case."""
    numbers, since = {}, timezone.now() - timedelta(days=3 * 365)
    for measure, minutes in ((Measure.FIRST_RESPONSE, FIRST_ANSWER), (Measure.RESOLUTION, RESOLUTION)):
        standard = create_standard(measure, Said(Decimal("0.9"), minutes, valid_from=since), by=None)
        numbers[measure] = standard.versions.get().pk
    return Promises(numbers[Measure.FIRST_RESPONSE], numbers[Measure.RESOLUTION])
