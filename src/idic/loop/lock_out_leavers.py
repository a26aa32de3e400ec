"""Who is deactivated loses tokens and open sessions: neither waits until somebody thinks of it."""

from idic.foundation.accounts.models import User
from idic.foundation.accounts.operations.sessions import end_every_session
from idic.foundation.events.models import Event
from idic.foundation.events.subscriptions import on
from idic.foundation.tokens.operations.tokens import revoke_tokens_of


@on("user.changed", name="lock_out_leavers")
def lock_out_leavers(event: Event) -> None:
    if event.after.get("is_active") is False:
        user = User.objects.filter(pk=event.subject_id, is_active=False).first()
        if user is not None:
            revoke_tokens_of(user, by=None)
            end_every_session(user, by=None)
