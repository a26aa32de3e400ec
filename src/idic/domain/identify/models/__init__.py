from idic.domain.identify.models.contact_point import ContactPoint
from idic.domain.identify.models.customer import Customer
from idic.domain.identify.models.import_batch import ImportBatch, ImportRefusal
from idic.domain.identify.models.link import Link
from idic.domain.identify.models.possible_duplicate import PossibleDuplicate
from idic.domain.identify.models.record_version import RecordVersion
from idic.domain.identify.models.source import Source
from idic.domain.identify.models.source_record import SourceRecord

__all__ = [
    "ContactPoint",
    "Customer",
    "ImportBatch",
    "ImportRefusal",
    "Link",
    "PossibleDuplicate",
    "RecordVersion",
    "Source",
    "SourceRecord",
]
