"""The settings page, and what people outside read instead of the product's name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from idic.domain.interact.standards.operations.charter import show_charter
from idic.foundation.organisation.models import Organisation
from tests.contracts.contact_places import make_counter
from tests.foundation.organisation.test_organisation import picture

SignIn = Callable[[str], Client]
ADDRESS = "/settings/organisation/"


def typed(**more: object) -> dict[str, object]:
    return {"name": "Town Hall", "name_th": "เทศบาลตัวอย่าง", "telephone": "02 000 0000", "version": "0", **more}


def test_what_is_saved_is_read_outside_in_the_visitors_language(cast: Any, signed_in: SignIn) -> None:
    administrator = signed_in("administrator")
    assert administrator.post(ADDRESS, typed(website="nowhere")).status_code == 422
    assert administrator.post(ADDRESS, typed(logo=SimpleUploadedFile("a.png", b"no"))).status_code == 422
    assert administrator.post(ADDRESS, typed(logo=SimpleUploadedFile("a.jpg", picture()))).status_code == 302
    digest = Organisation.objects.get().logo_digest
    show_charter(is_public=True, shows_attainment=False, by=cast.administrator)
    counter = make_counter("Desk one", cast.administrator)
    visitor = Client()
    for path in ("/portal/", "/help/", f"/counter/{counter.key}/", "/choices/notices/", "/charter/"):
        page = visitor.get(path, {"lang": "th"}, HTTP_ACCEPT_LANGUAGE="th", follow=True).content.decode()
        assert "เทศบาลตัวอย่าง" in page, path
        assert ">IDIC<" not in page, path
        assert f"/organisation/logo/{digest}.png" in page, path
    assert "tel:020000000" in visitor.get("/help/").content.decode()
    board = visitor.get(f"/counter/{counter.key}/display/").content.decode()
    assert "เทศบาลตัวอย่าง" in board
    shown = visitor.get(f"/organisation/logo/{digest}.png")
    assert (shown.status_code, shown["Content-Type"]) == (200, "image/png")
    assert administrator.get(f"{ADDRESS}letter/?language=zh-hant").content.startswith(b"%PDF-")
    assert administrator.post(ADDRESS, typed()).status_code == 422


def test_without_a_name_it_is_the_products(cast: Any, signed_in: SignIn) -> None:
    assert "IDIC" in Client().get("/help/").content.decode()
    assert signed_in("manager").get(ADDRESS).status_code == 403
