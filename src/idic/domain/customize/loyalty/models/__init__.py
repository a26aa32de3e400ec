from idic.domain.customize.loyalty.models.ledger import Entry, Lot
from idic.domain.customize.loyalty.models.member import Member
from idic.domain.customize.loyalty.models.programme import Programme, Rule

__all__ = ["Entry", "Lot", "Member", "Programme", "Rule"]
