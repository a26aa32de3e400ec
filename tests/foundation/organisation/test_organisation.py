"""The organisation's own name, and its logo drawn anew."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from idic.foundation.accounts.errors import NotAllowed
from idic.foundation.events.models import Event
from idic.foundation.organisation.errors import EmailRefused, LogoRefused, OrganisationOutdated, WebsiteRefused
from idic.foundation.organisation.logos import logo_bytes
from idic.foundation.organisation.operations import OrganisationDraft, change_organisation
from idic.foundation.organisation.queries import organisation, organisation_shown
from idic.foundation.printing.letters import Letter, letter_pdf, paragraphs


def picture(kind: str = "JPEG", size: tuple[int, int] = (1200, 300)) -> bytes:
    kept = BytesIO()
    Image.new("RGB", size, (20, 90, 160)).save(kept, kind)
    return kept.getvalue()


def words_on(paper: bytes) -> str:
    import pypdfium2

    with pypdfium2.PdfDocument(paper) as document:
        return "\n".join(str(page.get_textpage().get_text_bounded()) for page in document)


def test_each_language_has_its_own_name_or_that_for_all(cast: Any) -> None:
    draft = OrganisationDraft(
        " Town  Hall ", {"th": "เทศบาลตัวอย่าง", "en": "Town Hall", "fr": "x"}, "1 Main Road\n\n10200 Bangkok",
        {"zh-hans": "主路1号"}, "+66 2 000 0000", "desk@example.org", "https://town.example",
    )  # fmt: skip
    change_organisation(draft, version=0, by=cast.administrator)
    assert organisation().names == {"th": "เทศบาลตัวอย่าง"}
    shown = {code: organisation_shown(code) for code in ("en", "th", "zh-hans")}
    assert [one.name for one in shown.values()] == ["Town Hall", "เทศบาลตัวอย่าง", "Town Hall"]
    assert shown["en"].address == ("1 Main Road", "10200 Bangkok")
    assert (shown["zh-hans"].address, shown["en"].dialled) == (("主路1号",), "+6620000000")
    told = Event.objects.get(verb="organisation.changed")
    assert (told.actor_id, told.after["name"]) == (cast.administrator.pk, "Town Hall")
    change_organisation(draft, version=1, by=cast.administrator)
    assert Event.objects.filter(verb="organisation.changed").count() == 1


def test_only_who_may_and_never_over_somebody_else(cast: Any) -> None:
    with pytest.raises(NotAllowed):
        change_organisation(OrganisationDraft("A"), version=0, by=cast.manager)
    change_organisation(OrganisationDraft("A"), version=0, by=cast.administrator)
    with pytest.raises(OrganisationOutdated):
        change_organisation(OrganisationDraft("B"), version=0, by=cast.administrator)
    for bad, error in (({"website": "javascript:alert(1)"}, WebsiteRefused), ({"email": "nobody"}, EmailRefused)):
        with pytest.raises(error):
            change_organisation(OrganisationDraft("B", **bad), version=1, by=cast.administrator)


def test_a_logo_is_drawn_anew_and_what_is_none_is_refused(cast: Any) -> None:
    hidden = picture() + b"<script>alert(1)</script>"
    change_organisation(OrganisationDraft("A", logo=hidden), version=0, by=cast.administrator)
    kept = logo_bytes(organisation().logo_digest)
    assert kept.startswith(b"\x89PNG")
    assert b"script" not in kept
    with Image.open(BytesIO(kept)) as drawn:
        assert drawn.size == (640, 160)
    for bad in (b"<svg/>", picture("GIF"), b"\x89PNG\r\n", picture("PNG", (6000, 6000)), b"0" * 6_000_000):
        with pytest.raises(LogoRefused):
            change_organisation(OrganisationDraft("A", logo=bad), version=1, by=cast.administrator)
    change_organisation(OrganisationDraft("A", logo=b""), version=1, by=cast.administrator)
    assert organisation().logo_digest == ""


def test_a_letter_stands_under_the_letterhead_in_four_scripts(cast: Any) -> None:
    letter = Letter("About it", paragraphs("# *no* markup\nline two\n\nสวัสดี 您好 點收"), sender="Malee Suk")
    assert "Malee Suk" in words_on(letter_pdf(letter, language="en"))
    draft = OrganisationDraft("Town Hall", {"th": "เทศบาล"}, "1 Main Road", telephone="02 000", logo=picture())
    change_organisation(draft, version=0, by=cast.administrator)
    words = words_on(letter_pdf(letter, language="th"))
    assert "เทศบาล" in words
    assert "1 Main Road" in words
    assert "# *no* markup" in words
    assert "您好" in words
    assert words.index("เทศบาล") < words.index("About it") < words.index("Malee Suk")
