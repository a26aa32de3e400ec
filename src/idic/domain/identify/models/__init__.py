from idic.domain.identify.models.contact_point import ContactPoint
from idic.domain.identify.models.customer import Customer
from idic.domain.identify.models.household import Household, HouseholdMember
from idic.domain.identify.models.import_batch import ImportBatch, ImportRefusal
from idic.domain.identify.models.link import Link
from idic.domain.identify.models.possible_duplicate import PossibleDuplicate
from idic.domain.identify.models.record_version import RecordVersion
from idic.domain.identify.models.relation import Relation
from idic.domain.identify.models.source import Source
from idic.domain.identify.models.source_record import SourceRecord
from idic.domain.identify.models.wallet_share import Competitor, WalletShare

__all__ = [
    "Competitor",
    "ContactPoint",
    "Customer",
    "Household",
    "HouseholdMember",
    "ImportBatch",
    "ImportRefusal",
    "Link",
    "PossibleDuplicate",
    "RecordVersion",
    "Relation",
    "Source",
    "SourceRecord",
    "WalletShare",
]
