from __future__ import annotations

from datetime import date

from idic.domain.differentiate.models import Segment
from idic.domain.differentiate.operations.market import FigureFacts, record_figure
from idic.domain.differentiate.operations.segments import ensure_ready_segments
from idic.foundation.accounts.models import User

#: Invented, like the sellers that the sample's shares of wallet name.
_MARKET, _WHOLESALE = "Sommut Fresh Market", "Tuayang Wholesale"
_STUDY, _VISITS = "Household panel of the (invented) chamber of trade", "Counted on visits by our sales team"
#: Ready segment, the whole market, and what the two sellers have.
_TOLD = (
    ("champions", 900, 240, 130),
    ("loyal", 1400, 420, 310),
    ("new", 2600, 700, 380),
    ("at_risk", 800, 260, 150),
)


def make_market(manager: User, *, today: date) -> None:
    ensure_ready_segments()
    segments = {one.code: one for one in Segment.objects.filter(code__in=[code for code, *_ in _TOLD])}
    for code, market, first, second in _TOLD:
        segment = segments[code]
        for year, growth in ((today.year - 1, 92), (today.year, 100)):
            for competitor, customers, source in (
                ("", market, _STUDY),
                (_MARKET, first, _STUDY),
                (_WHOLESALE, second, _VISITS),
            ):
                record_figure(
                    segment, FigureFacts(year, customers * growth // 100, source, competitor), by=manager
                )  # fmt: skip
