"""Who the sample company is, as people outside read it, and the addresses that customers would write and fax to. The
mailboxes and the fax gateway are switched off from their first moment and their hosts are of a domain that is kept for
examples: nothing is ever asked there."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from idic.domain.interact.fax.models import FaxGateway
from idic.domain.interact.fax.operations.gateways import GatewayDraft, save_gateway, switch_gateway
from idic.domain.interact.mail.models import Mailbox
from idic.domain.interact.mail.operations.mailboxes import MailboxDraft, Server, pause_mailbox, save_mailbox
from idic.foundation.accounts.models import User
from idic.foundation.organisation.operations import OrganisationDraft, change_organisation
from idic.foundation.organisation.queries import organisation
from idic.sample.service.moments import said

NAMES = {"en": "Lamplight Stores", "th": "ร้านแสงโคม", "zh-hans": "灯明商店", "zh-hant": "燈明商店"}
_ADDRESSES = {
    "en": "12 Lantern Road\nBangkok 10500", "th": "12 ถนนโคมไฟ\nกรุงเทพฯ 10500", "zh-hans": "曼谷 10500\n灯笼路 12 号",
    "zh-hant": "曼谷 10500\n燈籠路 12 號",
}  # fmt: skip
_MAILBOX = {
    "en": "Example: service desk", "th": "ตัวอย่าง: ฝ่ายบริการ", "zh-hans": "示例：服务台", "zh-hant": "範例：服務台",
}  # fmt: skip
_FAX = {"en": "Example: fax", "th": "ตัวอย่าง: แฟกซ์", "zh-hans": "示例：传真", "zh-hant": "範例：傳真"}
_HOUSE, _FLAME = (24, 94, 117), (255, 196, 84)


def make_house(staff: Sequence[User]) -> None:
    """Whoever has a name or a mailbox keeps them."""
    if not organisation().version:
        draft = OrganisationDraft(
            name=said(NAMES), names=NAMES, address=said(_ADDRESSES), addresses=_ADDRESSES, telephone="+66 2 000 0000",
            email="hello@lamplight.example", website="https://lamplight.example", logo=_logo(),
        )  # fmt: skip
        change_organisation(draft, version=0, by=None)
    if not Mailbox.objects.exists():
        _box(staff, said(_MAILBOX), "desk")
        if not FaxGateway.objects.exists():
            _gateway(staff, _box(staff, said(_FAX), "fax"))


def _box(staff: Sequence[User], name: str, local: str) -> Mailbox:
    box = MailboxDraft(
        name, f"{local}@lamplight.example", Server("imap.lamplight.example", 993),
        Server("smtp.lamplight.example", 587, "starttls"), team=staff[1].team,
    )  # fmt: skip
    return pause_mailbox(save_mailbox(None, box, by=staff[0]), by=staff[0])


def _gateway(staff: Sequence[User], box: Mailbox) -> None:
    draft = GatewayDraft(
        said(_FAX), box, ["@fax.lamplight.example"], "{number}@fax.lamplight.example", number_pattern="Fax from {number}",
        delivered_words=["successfully sent"], failed_words=["not delivered", "failed"],
    )  # fmt: skip
    switch_gateway(save_gateway(None, draft, by=staff[0]), is_active=False, by=staff[0])


def _logo() -> bytes:
    """A lamp in a round window."""
    from PIL import Image, ImageDraw  # late: nothing else of the sample draws

    size = 800
    picture = Image.new("RGBA", (size, size))
    pen = ImageDraw.Draw(picture)
    pen.ellipse((0, 0, size - 1, size - 1), fill=_HOUSE)
    pen.rounded_rectangle((370, 90, 430, 210), 30, fill="white")
    pen.polygon(((280, 300), (330, 200), (470, 200), (520, 300)), fill="white")
    pen.rounded_rectangle((270, 300, 530, 610), 40, fill="white")
    pen.ellipse((335, 400, 465, 560), fill=_FLAME)
    pen.polygon(((337, 470), (400, 335), (463, 470)), fill=_FLAME)
    pen.rounded_rectangle((290, 630, 510, 690), 25, fill="white")
    kept = BytesIO()
    picture.resize((200, 200), Image.Resampling.LANCZOS).save(kept, "PNG")
    return kept.getvalue()
