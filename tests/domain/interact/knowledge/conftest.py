from __future__ import annotations

from collections.abc import Callable

import pytest

from idic.domain.interact.knowledge.models import ArticleText
from idic.domain.interact.knowledge.operations.states import publish_text, submit_text
from idic.domain.interact.knowledge.operations.writing import ArticleDraft, create_article
from tests.domain.interact.cases.conftest import make_case

__all__ = ["make_case"]


@pytest.fixture
def make_article(cast) -> Callable[..., ArticleText]:
    """Written by the service desk, approved by the manager unless it is to stay a draft."""

    def make(
        title: str = "How to return a kettle", text: str = "Bring it **back** to any shop.", **named
    ) -> ArticleText:
        is_published = named.pop("is_published", True)
        draft = ArticleDraft(title, named.pop("language", "en"), text, **named)
        made = create_article(draft, by=cast.service)
        return published(made, cast) if is_published else made

    return make


def published(text: ArticleText, cast) -> ArticleText:
    row = submit_text(text, version=text.version, by=cast.service)
    return publish_text(row, version=row.version, by=cast.manager)
