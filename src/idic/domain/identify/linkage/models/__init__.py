from idic.domain.identify.linkage.models.label import Label
from idic.domain.identify.linkage.models.pair import LinkagePair
from idic.domain.identify.linkage.models.run import LinkageRun

__all__ = ["Label", "LinkagePair", "LinkageRun"]
