"""After purchases or customers came in, or were taken back, scores and segments are computed again."""

from idic.domain.differentiate.operations.refresh import start_refresh
from idic.domain.differentiate.queries.scores import newest_watermark
from idic.foundation.events.models import Event
from idic.foundation.events.subscriptions import on


@on("import.customers", "import.purchases", "import.undone", name="refresh_after_import")
def refresh_after_import(event: Event) -> None:
    """Joins a refresh that still waits, so that several files in a row cost one; nothing new costs none, and neither
    does an import that a snapshot holds already."""
    is_known = newest_watermark() >= event.pk
    if not is_known and (event.verb == "import.undone" or event.after.get("new") or event.after.get("changed")):
        start_refresh(by=None)
