from __future__ import annotations

from idic.domain.interact.mail.carriers import Trial
from idic.domain.interact.mail.errors import PeerFailed
from idic.domain.interact.mail.models import Mailbox
from idic.doors.feeds.mail.imap import Imap
from idic.doors.feeds.mail.smtp import Smtp

#: Somebody waits before a page.
_PATIENCE = 8.0


def try_servers(mailbox: Mailbox) -> Trial:
    mails, fetch, send = 0, PeerFailed(""), PeerFailed("")
    if mailbox.imap_host:
        try:
            with Imap(mailbox, patience=_PATIENCE) as imap:
                _validity, mails = imap.open_folder()
        except PeerFailed as error:
            fetch = error
    if mailbox.smtp_host:
        try:
            Smtp(mailbox, patience=_PATIENCE).close()
        except PeerFailed as error:
            send = error
    return Trial(
        fetches=bool(mailbox.imap_host), sends=bool(mailbox.smtp_host), folder_mails=mails, fetch_fault=fetch.code,
        fetch_said=fetch.said, send_fault=send.code, send_said=send.said,
    )  # fmt: skip
