from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import override_settings
from django.utils import translation

from idic.foundation.languages.formats import activate_era


@pytest.fixture(autouse=True)
def _a_reader_of_english_in_the_common_era() -> Iterator[None]:
    with translation.override("en"):
        activate_era("common")
        yield
        activate_era("common")


@pytest.fixture(autouse=True)
def _static_files_under_their_own_names() -> Iterator[None]:
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    with override_settings(STORAGES={**settings.STORAGES, "staticfiles": plain}):
        yield
