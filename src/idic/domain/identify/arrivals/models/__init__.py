from idic.domain.identify.arrivals.models.arrival import Arrival
from idic.domain.identify.arrivals.models.change import Change
from idic.domain.identify.arrivals.models.schedule import Schedule
from idic.domain.identify.arrivals.models.trial import Trial
from idic.domain.identify.arrivals.models.undoing import Undoing

__all__ = ["Arrival", "Change", "Schedule", "Trial", "Undoing"]
