"""After a refresh the director's figures are read from its snapshot: series, forecasts, and what moved them."""

from idic.domain.differentiate.executive.operations.reading import start_reading
from idic.domain.differentiate.models import Refresh
from idic.foundation.events.models import Event
from idic.foundation.events.subscriptions import on


@on("refresh.finished", name="read_figures_after_refresh")
def read_figures_after_refresh(event: Event) -> None:
    """Only of the newest: one that a later refresh has overtaken is nobody's to look at."""
    refresh = Refresh.objects.order_by("-id").first()
    if refresh is not None and refresh.pk == event.subject_id:
        start_reading(refresh)
