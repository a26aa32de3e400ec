from __future__ import annotations

from idic.domain.interact.standards.models import CharterSettings


def charter_settings() -> CharterSettings:
    return CharterSettings.objects.filter(pk=1).first() or CharterSettings(pk=1)
