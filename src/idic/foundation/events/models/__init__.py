from idic.foundation.events.models.cursor import EventCursor
from idic.foundation.events.models.event import Event
from idic.foundation.events.models.horizon import EventHorizon
from idic.foundation.events.models.redaction import EventRedaction
from idic.foundation.events.models.seal import EventSeal

__all__ = ["Event", "EventCursor", "EventHorizon", "EventRedaction", "EventSeal"]
