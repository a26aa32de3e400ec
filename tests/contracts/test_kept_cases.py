"""Nothing of a case that is kept from somebody stands in any answer that they get, whatever else they may see."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client

from idic.foundation.accounts.models import RoleDefinition, Team, User
from idic.foundation.accounts.rules import SCOPED
from tests.contracts.access_table import TABLE
from tests.contracts.kept import WORDS, WORDS_OF_CUSTOMER, Kept, make_kept
from tests.contracts.test_urls import address
from tests.contracts.world import World

#: Whatever an address calls its text, this is looked for; and what stands behind a tab.
SUNFISH = urlencode(dict.fromkeys(("q", "customer_name", "product_name", "text", "title", "name"), "sunfish"))
ASKED = {
    "search": (SUNFISH,), "cases:list": (SUNFISH,), "cases:find": (SUNFISH,), "cases:customers": (SUNFISH,),
    "calls:list": (SUNFISH, "sort=-began&cols=case,topic,first_contact,note"), "calls:back": ("which=done",),
    "complaints:list": (SUNFISH, "gap=handled", "late=promise"), "customers:list": (SUNFISH,), "tasks:customers": (SUNFISH,),
    "tasks:list": (SUNFISH,), "knowledge:list": (SUNFISH,), "knowledge:case-search": (SUNFISH,), "audit:list": (SUNFISH,),
    "relations:find": (SUNFISH,), "purchases:list": (SUNFISH,), "records:people": (SUNFISH,), "web_forms:detail": ("tab=filed",),
    "plans:findings": ("closed",), "notifications:list": ("show=unread",),
    "standards:evidence": tuple(
        f"what={what}&kept={kept}" for what in ("called_back", "courtesy", "by_name", "in_language") for kept in ("yes", "no")
    ),
    "standards:promises": ("measure=resolution&kept=no",),
}  # fmt: skip
#: What shows many at once.
LISTS = (
    "home", "search", "board:wall", "board:pictures", "cases:list", "cases:own", "calls:list", "calls:back", "complaints:list",
    "complaints:figures", "complaints:actions", "customers:list", "customers:pairs", "tasks:list", "tasks:agenda", "calendar",
    "plans:findings", "plans:results", "followups:list", "knowledge:gaps", "knowledge:article", "standards:list",
    "standards:detail", "standards:evidence", "standards:people", "notifications:list", "lists:changes", "audit:list",
    "audit:export", "standards:measured", "matching:list", "matching:pairs", "matching:records", "consents:list", "chats:desk",
    "counters:desk", "mailboxes:detail", "web_forms:detail", "fax:detail", "hooks:detail", "purchases:list", "risk:signals",
    "catalogue:detail", "calls:of_customer", "cases:of_customer", "customers:detail", "customers:timeline",
)  # fmt: skip
#: What leaves the house is asked for by a form.
POSTED = ("audit:export", "standards:measured")


def addresses(world: World, kept: Kept) -> Iterator[tuple[str, str, bool]]:
    """Every page as it stands and with what is asked of it; every address of what is kept and of what leads to it."""
    worlds = [kept.things, *kept.near]
    for name, row in TABLE.items():
        if row.open:
            continue
        things, url = set(row.names.values()), address(world, name, row.names, row.query)
        if not row.post or name in POSTED:
            yield name, url, row.post
        for asked in ASKED.get(name, ()):
            yield f"{name}?{asked}", f"{url.partition('?')[0]}?{asked}", False
        for place, other in enumerate(worlds):
            if things & set(other):
                yield f"{name} ({place})", address(replace(world, **other), name, row.names, row.query), row.post


def told_by(client: Client, urls: Iterator[tuple[str, str, bool]], words: tuple[str, ...]) -> dict[str, list[str]]:
    """Where which of the words were told; what a request changes is undone after it."""
    found: dict[str, list[str]] = {}
    for name, url, is_post in urls:
        with transaction.atomic():
            told = answer_of(client.post(url) if is_post else client.get(url))
            transaction.set_rollback(True)
        if heard := [word for word in words if word in told]:
            found.setdefault(name, []).extend(heard)
    return found


def answer_of(response: HttpResponseBase) -> str:
    content = b"".join(response) if response.streaming else response.content  # type: ignore[attr-defined, arg-type]
    return f"{response.get('Location', '')}\n{content.decode(errors='replace')}"


def of_another_team(person: User) -> User:
    """Everything that a manager may, and of all that belongs to somebody what is of the own team."""
    RoleDefinition.objects.filter(code="manager").update(grants={name: "team" for name in SCOPED if name != "job.see"})
    person.team = Team.objects.get(name="Sales north")
    person.save()
    return person


def test_no_answer_tells_of_a_case_that_is_kept_from_its_reader(
    world: World, cast: Any, signed_in: Callable[[str], Client]
) -> None:
    kept = make_kept(world, cast, (cast.administrator,))
    assert told_by(signed_in("administrator"), addresses(world, kept), WORDS) == {}
    # whoever has the case reads every word of it: what is told to nobody would prove nothing
    told = [told_by(signed_in(role), its_pages(world, kept), WORDS) for role in ("service", "quality")]
    # both sides' facts stand in the form of their step alone
    shown = {word for pages in told for words in pages.values() for word in words} | {"zqtheirs", "zqours"}
    assert set(WORDS) - shown == set()


def test_no_answer_tells_of_a_case_and_a_customer_of_another_team(
    world: World, cast: Any, signed_in: Callable[[str], Client]
) -> None:
    of_another_team(cast.manager)
    kept = make_kept(world, cast, (cast.manager,), is_named=False)
    # what names nothing and lists nobody is asked for above
    urls = (one for one in addresses(world, kept) if "(" in one[0] or "?" in one[0] or one[0] in LISTS)
    assert told_by(signed_in("manager"), urls, WORDS + WORDS_OF_CUSTOMER) == {}


def its_pages(world: World, kept: Kept) -> Iterator[tuple[str, str, bool]]:
    beyond = replace(world, **kept.things)
    for name in ("cases:detail", "complaints:detail", "complaints:review", "calls:list"):
        yield name, address(beyond, name, TABLE[name].names), False
    yield "audit:list", f"{address(beyond, 'audit:list', {})}?noun=case", False
    for tab in ("history", "notes", "files", "checklists"):
        yield tab, f"{address(beyond, 'cases:detail', {'pk': 'case'})}?tab={tab}", False
