"""Mails are kept as they came: what they say stands in base64, where no search for plain words finds it."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path

from django.conf import settings

from idic.domain.identify.privacy.stores.files import files_naming, forget_in_files
from idic.domain.interact.cases.drafts import CaseDraft, FileDraft, MessageDraft
from idic.domain.interact.cases.models import MessageFile
from idic.domain.interact.cases.operations.messages import receive_message
from idic.domain.interact.cases.operations.open import open_case
from idic.foundation.files.storage import local_path, store_file


def _kept(text: str) -> Path:
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "somebody@example.com", "Hello"
    mail.set_content(text, cte="base64")
    return local_path(store_file([bytes(mail)], folder="mail/00", suffix=".eml").path)


def test_a_kept_mail_that_names_the_erased_goes_and_others_stay(db):
    assert Path(settings.CONFIGURATION.home).is_dir()
    theirs, other = _kept("I am Wannaporn Thongdee, please call me."), _kept("I am somebody else.")
    assert theirs in files_naming(["wannaporn thongdee"])
    forget_in_files(["wannaporn thongdee"])
    assert not theirs.exists()
    assert other.exists()
    other.unlink()


def test_a_message_that_nobody_linked_says_that_its_file_went(cast):
    """Otherwise it offered a file, by the person's name, that is not there."""
    kept = store_file([b"Yours, Wannaporn Thongdee"], folder="messages/00", suffix="")
    case = open_case(CaseDraft("A lid", mode="email"), by=cast.service)
    file = FileDraft("Thongdee.txt", "text/plain", kept.size, kept.digest, kept.path)
    receive_message(case, MessageDraft("Look", files=(file,)))
    forget_in_files(["wannaporn thongdee"])
    assert not local_path(kept.path).exists()
    row = MessageFile.objects.get()
    assert (row.name, row.refused) == ("***", "erased")
