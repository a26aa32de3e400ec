from __future__ import annotations

from idic.domain.identify.models import Source


def all_sources() -> list[Source]:
    return list(Source.objects.order_by("name", "pk"))
