"""Mails are kept as they came: what they say stands in base64, where no search for plain words finds it."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path

from django.conf import settings

from idic.domain.identify.privacy.stores.files import files_naming, forget_in_files
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
