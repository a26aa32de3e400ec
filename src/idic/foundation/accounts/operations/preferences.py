from django.db import transaction

from idic.foundation.accounts.enums import Era, Language, Theme
from idic.foundation.accounts.models import User


@transaction.atomic
def set_preferences(
    user: User, *, language: str | None = None, theme: str | None = None, era: str | None = None
) -> None:
    """How one person likes to read is theirs alone: it leaves no event."""
    changed = []
    for name, value, allowed in (
        ("language", language, Language.values),
        ("theme", theme, Theme.values),
        ("era", era, Era.values),
    ):
        if value is None:
            continue
        if value not in allowed:
            raise ValueError(f"unknown {name} {value!r}")
        setattr(user, name, value)
        changed.append(name)
    if changed:
        user.save(update_fields=changed)
