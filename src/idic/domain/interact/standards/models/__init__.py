from idic.domain.interact.standards.models.cell import AccessCell
from idic.domain.interact.standards.models.standard import Standard
from idic.domain.interact.standards.models.version import StandardVersion

__all__ = ["AccessCell", "Standard", "StandardVersion"]
