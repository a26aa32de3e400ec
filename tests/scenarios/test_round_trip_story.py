"""A mail in Thai becomes a case, its answer arrives, the complaint that follows walks the six steps to a cause that is judged
gone; and when it comes again, what was judged is open again by itself. With a real worker between real mail servers."""

from __future__ import annotations

import base64
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from email.message import EmailMessage

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, FilePayload, Page, expect

from tests.doors.feeds.mail.letters import THAI, THAI_SUBJECT, letter
from tests.doors.feeds.mail.peers import PASSWORD, USER, ImapPeer, SmtpPeer, imap_server, smtp_server
from tests.scenarios.looks import LOOKS
from tests.scenarios.people import COLLEAGUE
from tests.scenarios.product import Product
from tests.scenarios.test_case_story import press, write
from tests.scenarios.visits import Watcher, desk_page, signed_in_context

pytestmark = pytest.mark.xdist_group("browser")

FOLDER = "trip"
# one dot
PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
CASE_OF = "SELECT case_id FROM cases_message WHERE external_id = %s"
CLOCKS = "SELECT count(*), count(stopped_at) FROM cases_caseclock WHERE case_id = %s"
COMPLAINT = "SELECT id, state, severity, corrective_id FROM complaints_complaint WHERE case_id = %s"
# One of its own: of what is told often, the product opens an action by itself.
OWN_TOPIC = (
    "INSERT INTO cases_casetopic (code, name, is_archived, version) VALUES ('trip', 'Kettles', false, 1) RETURNING id"
)
ACTION = "SELECT state, reopened FROM complaints_correctiveaction WHERE id = %s"


def reached(look: Callable[[], object], seconds: float = 300) -> object:
    deadline = time.monotonic() + seconds
    while not (found := look()):
        assert time.monotonic() < deadline
        time.sleep(0.2)
    return found


def arrives(product: Product, imap: ImapPeer, mail: bytes, message_id: str) -> int:
    """The case into which the worker has filed it."""
    imap.put(FOLDER, mail)
    rows = reached(lambda: product.rows(CASE_OF, message_id))
    return int(rows[0][0])  # type: ignore[index]


def open_mailbox(page: Page, imap: ImapPeer, smtp: SmtpPeer) -> None:
    page.goto("/settings/mailboxes/new/")
    typed = {
        "name": "Round trip", "address": "trip@example.org", "imap_host": "127.0.0.1", "imap_port": str(imap.port),
        "imap_user": USER, "imap_password": PASSWORD, "folder": FOLDER, "smtp_host": "127.0.0.1", "smtp_port": str(smtp.port),
    }  # fmt: skip
    for name, value in typed.items():
        page.locator(f"[name={name}]").fill(value)
    for name in ("imap_security", "smtp_security"):
        page.locator(f"[name={name}]").select_option("none")
    page.locator("form:has([name=imap_host]) .btn-primary").last.click()
    page.wait_for_url(re.compile(r"/mailboxes/\d+/$"))


def act(page: Page, name: str, **values: object) -> None:
    """One step of a complaint, or of its corrective action, with its form on the page."""
    form = page.locator(f"form[action$='/{name}/']")
    form.evaluate("form => { const kept = form.closest('details'); if (kept) kept.open = true; }")
    for field, value in values.items():
        one = form.locator(f"[name={field}]")
        kind = one.first.evaluate("one => one.type || one.localName")
        if kind in ("checkbox", "radio"):
            form.locator(f"[name={field}][value='{value}']").check()
        elif kind == "select-one":
            one.select_option(str(value))
        else:
            one.fill(str(value))
    with page.expect_navigation():
        form.locator("button:not([formaction])").last.click()
    expect(page.locator(".is-invalid")).to_have_count(0)


def complain(page: Page, product: Product, case: int, topic: int) -> int:
    """Of a case, as far as its severity is known."""
    page.goto(f"/cases/{case}/")
    with page.expect_navigation():
        page.locator("form[action*='/complaints/of-case/'] button").click()
    complaint = int(product.rows(COMPLAINT, case)[0][0])  # type: ignore[call-overload]
    page.goto(f"/complaints/{complaint}/")
    act(page, "receipt", channel="phone", handler="English", note="We are sorry and will see to it.")
    act(page, "assessment", impacts="defect_minor", topic=topic, reach=2)
    return complaint


def prevented(page: Page, product: Product, complaint: int) -> int:
    """Opened for that complaint, its cause found, carried out forty days ago by somebody else than whoever will judge it."""
    colleague = int(product.rows("SELECT id FROM accounts_user WHERE email = %s", COLLEAGUE.email)[0][0])  # type: ignore[call-overload]
    today = timezone.localdate()
    page.goto(f"/complaints/{complaint}/action/")
    form = page.locator("form:has([name=trigger])")
    form.locator("[name=title]").fill("Seals that last")
    form.locator("[name=owner]").select_option(str(colleague))
    form.locator("[name=due_on]").fill((today + timedelta(days=10)).isoformat())
    form.locator("button").last.click()
    page.wait_for_url(re.compile(r"/complaints/actions/\d+/$"))
    act(
        page, "sheet", **{"why-0": "The seal is brittle", "why-1": "Another rubber", "bone-material": "Rubber"},
        problem="Kettles leak", root_cause="A new supplier", evidence="Measured at ten kettles", metric="Leaks a month",
        target="None",
    )  # fmt: skip
    act(page, "step", what="Seals of the old supplier", owner=colleague, due_on=today.isoformat())
    act(page, "step-done")
    act(page, "completion", on=(today - timedelta(days=40)).isoformat())
    return int(re.findall(r"/actions/(\d+)/", page.url)[0])


def attach(page: Page) -> None:
    """Two are chosen, one of them is taken away again, a third is dropped; all of it outlives the page."""
    chosen = [("ใบรับประกัน.pdf", "application/pdf", b"%PDF guarantee"), ("wrong.txt", "text/plain", b"wrong")]
    page.locator("#reply-file-input").set_input_files(
        [FilePayload(name=name, mimeType=kind, buffer=data) for name, kind, data in chosen]
    )
    page.locator("#reply-files li", has_text="wrong.txt").locator("[data-detach]").click()
    expect(page.locator("#reply-files li")).to_have_count(1)
    dropped = page.evaluate_handle(
        """() => {
            const held = new DataTransfer();
            held.items.add(new File(["dropped"], "dropped.bin", { type: "application/octet-stream" }));
            return held;
        }"""
    )
    page.dispatch_event("#reply", "drop", {"dataTransfer": dropped})
    expect(page.locator("#reply-files li")).to_have_count(2)
    page.reload()
    expect(page.locator("#reply-files li")).to_have_count(2)


def laid_out(message_id: str) -> bytes:
    """With a picture of its own and one that would tell that it was read."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "Suda <suda@customer.example>", "trip@example.org", "กาต้มน้ำรั่ว"
    mail["Message-ID"] = message_id
    mail.set_content("กาต้มน้ำตัวใหม่ก็รั่ว")
    mail.add_alternative(
        '<p style="position:fixed;inset:0">กาต้มน้ำ<b>ตัวใหม่</b>ก็รั่ว</p><img src="cid:photo"><script>document.title = "ran"</script>'
        '<img src="http://spy.invalid/1.gif">', subtype="html",
    )  # fmt: skip
    mail.get_payload()[1].add_related(PICTURE, maintype="image", subtype="png", cid="<photo>")  # type: ignore[index, union-attr]
    return mail.as_bytes()


def look_at(page: Page, product: Product, case: int) -> None:
    page.goto(f"/cases/{case}/")
    watcher = Watcher(page, product)
    page.locator("[data-formatted] [value=formatted]").click()
    sheet = page.frame_locator(".said-sheet")
    expect(sheet.locator("b")).to_have_text("ตัวใหม่")
    expect(sheet.locator(".told")).to_contain_text("1 remote picture")
    page.wait_for_function(
        "() => document.querySelector('.said-sheet')?.contentDocument?.images[0]?.naturalWidth === 1"
    )
    assert watcher.troubles + watcher.foreign + watcher.barriers() == []
    assert "ran" not in page.title()


@contextmanager
def judge_of(browser: Browser, product: Product) -> Iterator[Page]:
    """Somebody else who reads English."""
    look = next(look for look in LOOKS if look.name == "dark")
    context = signed_in_context(browser, product, look)
    yield context.new_page()
    context.close()


def test_a_mail_an_answer_a_complaint_its_cause_and_what_came_again(browser: Browser, product: Product) -> None:
    today = timezone.localdate()
    with imap_server() as imap, smtp_server() as smtp, desk_page(browser, product) as page:
        imap.make_folder(FOLDER)
        open_mailbox(page, imap, smtp)
        first = letter(
            THAI, subject=THAI_SUBJECT, charset="tis-620", message_id="<trip-1@customer.example>", to="trip@example.org"
        )
        case = arrives(product, imap, first, "trip-1@customer.example")
        page.goto(f"/cases/{case}/")
        expect(page.locator("#case-thread")).to_contain_text(THAI)
        running = product.rows(CLOCKS, case)[0]
        assert running[0] > 0

        press(page, "c", "In hand")
        attach(page)
        write(page, "r", "กำลังตรวจสอบให้ค่ะ")
        answer = reached(lambda: smtp.read())[0]  # type: ignore[index]
        assert [(one.get_filename(), one.get_content()) for one in answer.iter_attachments()] == [
            ("ใบรับประกัน.pdf", b"%PDF guarantee"), ("dropped.bin", b"dropped"),
        ]  # fmt: skip
        expect(page.locator(".said-right .said-files")).to_contain_text("ใบรับประกัน.pdf")
        assert "กำลังตรวจสอบให้ค่ะ" in answer.get_body(("plain",)).get_content()
        assert answer["In-Reply-To"] == "<trip-1@customer.example>"
        assert "anan@customer.example" in answer["To"]
        assert product.rows(CLOCKS, case)[0][1] > running[1]

        angry = letter(
            "กาต้มน้ำรั่วอีกแล้ว ขอร้องเรียนค่ะ", subject=f"Re: {THAI_SUBJECT}", message_id="<trip-2@customer.example>",
            more=(f"In-Reply-To: {answer['Message-ID']}", f"References: {answer['Message-ID']}"), to="trip@example.org",
        )  # fmt: skip
        assert arrives(product, imap, angry, "trip-2@customer.example") == case

        topic = int(product.rows(OWN_TOPIC)[0][0])  # type: ignore[call-overload]
        complaint = complain(page, product, case, topic)
        act(page, "investigation")
        act(
            page, "proposal", customer_facts="It leaks again", our_facts="The seal is brittle", root_cause="A new supplier",
            options="A new kettle or the money back",
        )  # fmt: skip
        act(
            page, "decision", decision="You get a new kettle on Friday.", promise="A new kettle", promised_for=today.isoformat()
        )  # fmt: skip
        act(page, "verdict", verdict="yes", satisfied_handling=5, satisfied_outcome=4)
        act(page, "promise", on=today.isoformat())
        act(page, "end")
        assert product.rows(COMPLAINT, case)[0][1] == "closed"

        action = prevented(page, product, complaint)
        with judge_of(browser, product) as judge:
            judge.goto(f"/complaints/actions/{action}/")
            act(judge, "judgement", judgement="yes", finding="No leak for a month")
        assert product.rows(ACTION, action) == [("effective", 0)]

        another = arrives(product, imap, laid_out("<trip-3@customer.example>"), "trip-3@customer.example")
        assert another != case
        look_at(page, product, another)
        complain(page, product, another, topic)
        reached(lambda: product.rows(ACTION, action) == [("ineffective", 1)])
        assert product.rows(COMPLAINT, another)[0][3] == action
        page.goto("/settings/mailboxes/")
        page.locator("a", has_text="Round trip").first.click()
        expect(page.locator("main")).to_contain_text("trip@example.org")
