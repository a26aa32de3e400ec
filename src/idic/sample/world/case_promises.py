from __future__ import annotations

from decimal import Decimal

from idic.domain.interact.standards.enums import Measure
from idic.domain.interact.standards.operations.standards import Said, create_standard
from idic.sample.world.cases import FIRST_ANSWER, RESOLUTION, Promises


def make_promises() -> Promises:
    """Two standards for everybody, round the clock."""
    numbers = {}
    for measure, minutes in ((Measure.FIRST_RESPONSE, FIRST_ANSWER), (Measure.RESOLUTION, RESOLUTION)):
        standard = create_standard(measure, Said(Decimal("0.9"), minutes), by=None)
        numbers[measure] = standard.versions.get().pk
    return Promises(numbers[Measure.FIRST_RESPONSE], numbers[Measure.RESOLUTION])
