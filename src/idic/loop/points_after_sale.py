"""After purchases came in, or were taken back, the points of the members among the customers follow."""

from idic.domain.customize.loyalty.operations.earning import earn_all
from idic.foundation.events.models import Event
from idic.foundation.events.operations.append import caused_by
from idic.foundation.events.subscriptions import on


@on("import.purchases", "import.undone", name="points_after_sale")
def points_after_sale(event: Event) -> None:
    """What an undone import had brought is no longer there to say whose it was: all are looked through."""
    with caused_by(event.pk):
        if event.verb == "import.undone":
            earn_all()
        elif event.after.get("new") or event.after.get("changed"):
            earn_all(batch_id=event.subject_id)
