from __future__ import annotations

from idic.foundation.accounts.models import User

_MANAGER = "nok.srisawat@example.com"


def sample_manager() -> User | None:
    """None where the sample company is not loaded, or was removed."""
    return User.objects.filter(email=_MANAGER, is_sample=True, is_active=True).first()
