from idic.domain.identify.arrivals.places.found import Found
from idic.domain.identify.arrivals.places.opening import open_place

__all__ = ["Found", "open_place"]
