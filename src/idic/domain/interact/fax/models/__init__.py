from idic.domain.interact.fax.models.gateway import FaxGateway
from idic.domain.interact.fax.models.sending import FaxSending

__all__ = ["FaxGateway", "FaxSending"]
