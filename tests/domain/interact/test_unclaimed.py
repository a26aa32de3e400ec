from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from idic.domain.interact.attachments import kept_file
from idic.domain.interact.cases.drafts import CaseDraft, MessageDraft
from idic.domain.interact.cases.models import MessageFile
from idic.domain.interact.cases.operations.messages import receive_message
from idic.domain.interact.cases.operations.open import open_case
from idic.domain.interact.mail.keeping import keep_bytes
from idic.domain.interact.unclaimed import drop_unclaimed
from idic.foundation.files.storage import local_path

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_left(db: None) -> None:
    """The folder outlives the rows of other tests."""
    drop_unclaimed()


def aged(path: Path) -> Path:
    os.utime(path, (1_700_000_000, 1_700_000_000))
    return path


def test_a_file_goes_the_night_after_the_last_row_that_names_it(cast: Any) -> None:
    case = open_case(CaseDraft(title="The kettle leaks", mode="email"), by=cast.service)
    message = receive_message(case, MessageDraft("Look at the picture."))
    file = kept_file("photo.jpg", "image/jpeg", b"\xff\xd8 of one face")
    other = kept_file("bill.pdf", "application/pdf", b"%PDF of somebody else")
    for one in (file, other):
        MessageFile.objects.create(
            message=message, name=one.name, media_type=one.media_type, size=one.size, digest=one.digest, path=one.path
        )
    raw = keep_bytes(b"From: somebody", folder="mail", suffix=".eml")
    message.raw_path = raw.path
    message.save(update_fields=["raw_path"])
    mine, theirs, mail = (aged(local_path(path)) for path in (file.path, other.path, raw.path))
    assert drop_unclaimed() == 0
    MessageFile.objects.filter(path=file.path).delete()
    message.raw_path = ""
    message.save(update_fields=["raw_path"])
    assert drop_unclaimed() == 2
    assert not mine.exists()
    assert not mail.exists()
    assert theirs.read_bytes() == b"%PDF of somebody else"


def test_what_is_being_kept_at_this_moment_stays(cast: Any) -> None:
    file = kept_file("photo.jpg", "image/jpeg", b"just come")
    place = local_path(file.path)
    assert drop_unclaimed() == 0
    assert place.exists()
    aged(place)
    again = kept_file("the same.jpg", "image/jpeg", b"just come")
    assert again.path == file.path
    assert drop_unclaimed() == 0
    assert place.read_bytes() == b"just come"
    aged(place)
    left = aged_draft(place)
    assert drop_unclaimed() == 1
    assert not place.exists()
    assert not left.exists()


def aged_draft(place: Path) -> Path:
    draft = place.with_name(".of-a-killed-writer")
    draft.write_bytes(b"half of")
    return aged(draft)
