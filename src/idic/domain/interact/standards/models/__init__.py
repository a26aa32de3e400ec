from idic.domain.interact.standards.models.cell import AccessCell
from idic.domain.interact.standards.models.charter import CharterSettings
from idic.domain.interact.standards.models.executive import Executive
from idic.domain.interact.standards.models.function import ServiceFunction
from idic.domain.interact.standards.models.standard import Standard
from idic.domain.interact.standards.models.version import StandardVersion

__all__ = ["AccessCell", "CharterSettings", "Executive", "ServiceFunction", "Standard", "StandardVersion"]
