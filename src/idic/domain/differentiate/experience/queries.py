from __future__ import annotations

from dataclasses import dataclass

from idic.domain.differentiate.models import ExperienceField
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require
from idic.methods.experience import Field, Lever, Offered, Stage, Told, UtilityMap, summarise


@dataclass(frozen=True)
class Experience:
    """Judged fields by stage and lever; a field that is missing was never judged."""

    fields: dict[Field, ExperienceField]
    summary: UtilityMap


def experience_map(user: User) -> Experience:
    require(user, "segment.see")
    kept = {(Stage(one.stage), Lever(one.lever)): one for one in ExperienceField.objects.select_related("changed_by")}
    return Experience(kept, summarise({field: Told(Offered(one.offered), one.pain) for field, one in kept.items()}))
