from __future__ import annotations

import ssl

from idic.domain.interact.mail.models import Mailbox


def context_for(mailbox: Mailbox) -> ssl.SSLContext:
    """The certificate is always checked, and so is its name. Where certificates are named, none but these are trusted: an
    authority of one's own, or that of the server itself, whoever issued it."""
    if not mailbox.trusted:
        return ssl.create_default_context()
    context = ssl.create_default_context(cadata=mailbox.trusted)
    context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
    return context
