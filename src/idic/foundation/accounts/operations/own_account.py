from __future__ import annotations

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from idic.foundation.accounts.errors import PasswordTooWeak, PasswordWrong
from idic.foundation.accounts.models import User
from idic.foundation.events.operations.append import NewEvent, append_event


@transaction.atomic
def change_own_name(*, display_name: str, by: User) -> User:
    user = User.objects.select_for_update().get(pk=by.pk)
    before, user.display_name = user.display_name, display_name.strip()
    if user.display_name != before:
        user.save(update_fields=["display_name"])
        append_event(
            NewEvent(
                "user.changed", "user", user.pk,
                before={"display_name": before}, after={"display_name": user.display_name},
            ),
            by=by,
        )  # fmt: skip
    return user


@transaction.atomic
def change_own_password(*, old_password: str, new_password: str, by: User) -> User:
    """Every other session of the user ends with the old password; the caller keeps its own alive."""
    user = User.objects.select_for_update().get(pk=by.pk)
    if not user.check_password(old_password):
        raise PasswordWrong
    try:
        validate_password(new_password, user)
    except ValidationError as error:
        raise PasswordTooWeak(error.messages) from error
    user.set_password(new_password)
    user.save(update_fields=["password"])
    append_event(NewEvent("user.changed", "user", user.pk, after={"password": "changed"}), by=by)
    return user
