from __future__ import annotations

from django.db import transaction

from idic.foundation.accounts.models import User
from idic.foundation.accounts.operations.users import create_user
from idic.foundation.events.operations.append import NewEvent, append_event


@transaction.atomic
def admit_by_single_sign_on(*, email: str, display_name: str, role: str) -> User:
    """A person whom the provider vouches for becomes a user. He has no password: he comes in through the provider."""
    user = create_user(email=email, display_name=display_name, role=role, team=None, password="", by=None)
    user.set_unusable_password()
    user.save(update_fields=["password"])
    return user


def tell_provider_linked(user: User, *, provider: str) -> None:
    """Called in the transaction that keeps the provider's number for this person."""
    append_event(NewEvent("account.provider_linked", "user", user.pk, after={"provider": provider}), by=user)
