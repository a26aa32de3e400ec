"""How many mails a second become messages: kept on the disk, read, filed into cases, with all that a case brings with it.

    python benchmarks/mail_intake.py --home /tmp/mail-intake
    python benchmarks/mail_intake.py --home /tmp/mail-intake --mails 2000

Mails are invented in four languages, a fifth of them answers to earlier ones, one in ten with a file of 50 KB. The database
is the embedded one under `--home` with the settings of the product, so every batch and every filed mail is on the disk. One
process does it all, as one reader does. Wall and processor time stand side by side, with the load.
"""

import argparse
import os
import random
import resource
import subprocess
import sys
import time
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

TEXTS = {
    "en": "The kettle leaks since Monday. Please send me a new one, or my money back. My order is number {n}.",
    "th": "กาต้มน้ำรั่วตั้งแต่วันจันทร์ ขอเปลี่ยนสินค้าหรือคืนเงินด้วยครับ หมายเลขสั่งซื้อ {n}",
    "zh-hans": "水壶从星期一开始漏水,请换货或退款,谢谢。订单号 {n}。",
    "zh-hant": "水壺從星期一開始漏水,請換貨或退款,謝謝。訂單號碼 {n}。",
}
BATCH = 50


def mails(count: int) -> list[bytes]:
    from django.utils import timezone

    chance = random.Random(1)
    found, names = [], list[tuple[str, str]]()
    for number in range(count):
        letter = EmailMessage()
        answers = bool(names) and chance.random() < 0.2
        earlier = chance.choice(names) if answers else ("", "")
        sender = earlier[1] if answers else f"customer{number}@customer.example"
        name = f"{number}.{chance.getrandbits(64):x}@customer.example"
        letter["From"], letter["To"], letter["Message-ID"] = f"Customer <{sender}>", "desk@example.org", f"<{name}>"
        letter["Date"] = format_datetime(timezone.now())
        letter["Subject"] = f"{'Re: ' if answers else ''}Kettle {number}"
        if answers:
            letter["In-Reply-To"] = f"<{earlier[0]}>"
        text = TEXTS[chance.choice(list(TEXTS))].format(n=number)
        letter.set_content("\n\n".join([text] * 4))
        letter.add_alternative("".join(f"<p>{text}</p>" for _ in range(4)), subtype="html")
        if chance.random() < 0.1:
            letter.add_attachment(chance.randbytes(50_000), maintype="image", subtype="jpeg", filename="kettle.jpg")
        names.append((name, sender))
        found.append(letter.as_bytes())
    return found


def processor() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def measure(count: int) -> None:
    from idic.domain.interact.cases.models import Case, Message
    from idic.domain.interact.mail.models import IncomingMail, Mailbox
    from idic.domain.interact.mail.operations.filing import file_mails
    from idic.domain.interact.mail.operations.taking import Fetched, take_mails

    validity = int(time.time())
    box, _made = Mailbox.objects.update_or_create(
        address="desk@example.org",
        defaults={"name": "Desk", "imap_host": "localhost", "uid_validity": validity, "last_uid": 0},
    )
    letters = mails(count)
    before = Message.objects.count()
    keeping = filing = 0.0
    began, used = time.perf_counter(), processor()
    for start in range(0, count, BATCH):
        batch = [Fetched(start + number + 1, data) for number, data in enumerate(letters[start : start + BATCH])]
        at = time.perf_counter()
        ids = take_mails(box, validity, batch)
        keeping += time.perf_counter() - at
        at = time.perf_counter()
        file_mails(ids)
        filing += time.perf_counter() - at
    wall, cpu = time.perf_counter() - began, processor() - used
    made = Message.objects.count() - before
    left = IncomingMail.objects.filter(mailbox=box, uid_validity=validity).exclude(state="filed").count()
    print(f"{count} mails, {made} messages, {left} not filed, {Case.objects.count()} cases in all")
    print(
        f"{count / wall:.0f} mails/s: {wall:.1f} s wall (kept {keeping:.1f}, filed {filing:.1f}), {cpu:.1f} s of our processor"
    )
    print("load", " ".join(f"{one:.1f}" for one in os.getloadavg()))


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    asked.add_argument("--home", type=Path, required=True)
    asked.add_argument("--mails", type=int, default=1000)
    given = asked.parse_args()
    os.environ.update(IDIC_HOME=str(given.home), DJANGO_SETTINGS_MODULE="idic.settings")
    given.home.mkdir(parents=True, exist_ok=True)

    from idic.foundation.storage.embedded import held_database

    with held_database(given.home):
        subprocess.run([sys.executable, "-m", "idic.doors.cli.main", "prepare"], check=True)
        import django

        django.setup()
        measure(given.mails)


if __name__ == "__main__":
    main()
