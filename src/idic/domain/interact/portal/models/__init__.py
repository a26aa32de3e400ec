from idic.domain.interact.portal.models.link import SignInLink
from idic.domain.interact.portal.models.session import PortalSession

__all__ = ["PortalSession", "SignInLink"]
