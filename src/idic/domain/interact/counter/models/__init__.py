from idic.domain.interact.counter.models.counter import Counter, CounterService
from idic.domain.interact.counter.models.desk import Desk
from idic.domain.interact.counter.models.ticket import Ticket

__all__ = ["Counter", "CounterService", "Desk", "Ticket"]
