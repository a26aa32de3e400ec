from __future__ import annotations

from functools import partial

from django.utils.translation import gettext_lazy as _

from idic.doors.web.palette.acts import find_acts, offered_acts
from idic.doors.web.palette.places import find_pages, recent_records, starred_records
from idic.doors.web.palette.records import find_records, source_of
from idic.doors.web.shell.search import Hit, Source, register_source
from idic.foundation.accounts.models import User
from idic.foundation.nouns.registry import nouns

_OWN_SEARCH = ("customer",)


def _nothing(user: User, text: str, limit: int) -> list[Hit]:
    return []


def register_palette() -> None:
    """Before a text is typed, the palette offers what a person is likely to want next."""
    register_source(Source("recent", _("Last opened"), icon="clock", find=_nothing, order=1, offer=recent_records))
    register_source(Source("starred", _("Starred"), icon="star", find=_nothing, order=2, offer=starred_records))
    searched = [(place, one) for place, one in enumerate(nouns()) if one.search and one.code not in _OWN_SEARCH]
    find = partial(find_records, tuple(one.code for _place, one in searched))
    for place, noun in searched:
        register_source(Source(source_of(noun.code), noun.plural, icon=noun.icon, find_together=find, order=20 + place))
    register_source(Source("pages", _("Go to"), icon="arrow-right", find=find_pages, order=50))
    register_source(Source("acts", _("Do"), icon="bolt", find=find_acts, order=60, offer=offered_acts))
