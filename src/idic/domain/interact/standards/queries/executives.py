from __future__ import annotations

from idic.domain.interact.standards.models import Executive


def executive_ids() -> set[int]:
    return set(Executive.objects.filter(user__is_active=True).values_list("pk", flat=True))
