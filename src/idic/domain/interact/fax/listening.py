"""Mails of a gateway: a fax that came, or a report on one that went out."""

from __future__ import annotations

from idic.domain.interact.fax.models import FaxGateway, FaxSending
from idic.domain.interact.fax.numbers import says_fax
from idic.domain.interact.fax.operations.receiving import take_fax
from idic.domain.interact.fax.operations.reporting import report
from idic.domain.interact.fax.papers import is_paper
from idic.domain.interact.fax.queries.gateways import is_its
from idic.domain.interact.fax.reports import fax_to_number, named_fax, said_of
from idic.domain.interact.mail.models import IncomingMail
from idic.domain.interact.mail.parsing import ParsedMail
from idic.domain.interact.mail.parsing.automatic import BOUNCE
from idic.domain.interact.mail.readers import Taken, read_by


def read_fax_mail(row: IncomingMail, mail: ParsedMail) -> Taken | None:
    """None for whatever is not the gateway's, or what it writes besides, such as its bills."""
    gateway: FaxGateway | None = getattr(row.mailbox, "fax_gateway", None)
    if gateway is None or not gateway.is_active or mail.is_forged or not is_its(gateway, mail.sender.address):
        return None
    said, has_paper = said_of(gateway, mail), any(is_paper(one) for one in mail.files)
    sending: FaxSending | None = named_fax(gateway, mail)
    if sending is None and said is not None and not has_paper:
        sending = fax_to_number(gateway, mail)
        if sending is None:
            return Taken(reason="unknown_fax")
    if sending is not None:
        if said is None and mail.automatic == BOUNCE:
            return None
        report(sending, said, mail.subject if said is None or not mail.new_text else f"{mail.subject}: {mail.new_text}")
        return Taken(sending.message, "fax_report")
    is_fax = has_paper or (said is None and mail.automatic != BOUNCE and says_fax(gateway, mail))
    return Taken(take_fax(gateway, row, mail)) if is_fax else None


read_by("fax", read_fax_mail)
