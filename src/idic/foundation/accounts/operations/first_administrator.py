import secrets

from django.db import transaction

from idic.foundation.accounts.enums import Role
from idic.foundation.accounts.models import User
from idic.foundation.accounts.operations.users import create_user

FIRST_EMAIL = "admin@example.com"


@transaction.atomic
def ensure_first_administrator() -> tuple[str, str | None]:
    """The address to sign in with, and its password only in the moment it is made: nobody can read it later."""
    administrator = User.objects.filter(role=Role.ADMINISTRATOR, is_active=True).order_by("pk").first()
    if administrator is not None:
        return administrator.email, None
    password = secrets.token_urlsafe(12)
    user = create_user(
        email=FIRST_EMAIL, display_name="Administrator", role=Role.ADMINISTRATOR, team=None, password=password, by=None
    )
    return user.email, password
