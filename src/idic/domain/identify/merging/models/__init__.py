from idic.domain.identify.merging.models.cannot_link import CannotLink
from idic.domain.identify.merging.models.judgement import Judgement
from idic.domain.identify.merging.models.merge import Merge
from idic.domain.identify.merging.models.moved import MovedRecord, MovedRows
from idic.domain.identify.merging.models.rule_set import RuleSet

__all__ = ["CannotLink", "Judgement", "Merge", "MovedRecord", "MovedRows", "RuleSet"]
