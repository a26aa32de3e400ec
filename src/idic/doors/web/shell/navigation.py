"""The left navigation: the loop in its order. A page that is not installed, or not for this user, is not shown."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from django.urls import NoReverseMatch, get_script_prefix, get_urlconf, reverse
from django.utils.translation import gettext_lazy as _

from idic.foundation.accounts.rules import may

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser
    from django.utils.functional import _StrPromise

    from idic.foundation.accounts.models import User


@dataclass(frozen=True)
class Item:
    label: str | _StrPromise
    url_name: str
    icon: str
    permission: str | None = None


@dataclass(frozen=True)
class Section:
    """`station` is the place in the loop, 1 to 4; 0 stands outside it."""

    code: str
    label: str | _StrPromise
    items: tuple[Item, ...]
    station: int = 0


@dataclass(frozen=True)
class Link:
    label: str
    url: str
    icon: str
    current: bool


@dataclass(frozen=True)
class ShownSection:
    code: str
    label: str
    station: int
    links: tuple[Link, ...]

    @property
    def current(self) -> bool:
        return any(link.current for link in self.links)


SECTIONS: tuple[Section, ...] = (
    Section("home", "", (Item(_("Home"), "home", icon="home"),)),
    Section(
        "work",
        _("Work"),
        (
            Item(_("Tasks"), "tasks:list", icon="checkbox", permission="task.see"),
            Item(_("Calendar"), "calendar", icon="calendar", permission="task.see"),
        ),
    ),
    Section(
        "identify",
        _("Identify"),
        (
            Item(_("Customers"), "customers:list", icon="users", permission="customer.see"),
            Item(_("Matching"), "matching:list", icon="git-merge", permission="customer.merge"),
            Item(_("Imports"), "imports:list", icon="file-import", permission="import.run"),
            Item(_("Survivorship rules"), "survivorship:rules", icon="adjustments", permission="survivorship.manage"),
        ),
        station=1,
    ),
    Section(
        "differentiate",
        _("Differentiate"),
        (
            Item(_("Segments"), "segments:list", icon="chart-pie", permission="segment.see"),
            Item(_("Value"), "value:overview", icon="diamond", permission="value.see"),
            Item(_("Who is about to leave"), "risk:overview", icon="door-exit", permission="value.see"),
            Item(_("Needs"), "needs:overview", icon="heart-handshake", permission="value.see"),
            Item(_("Customer life"), "life:overview", icon="seedling", permission="value.see"),
            Item(_("Behaviour"), "behaviour:baskets", icon="basket", permission="value.see"),
            Item(_("Customer experience"), "experience:overview", icon="mood-search", permission="segment.see"),
            Item(_("Market map"), "market:map", icon="map", permission="segment.see"),
        ),
        station=2,
    ),
    Section(
        "interact",
        _("Interact"),
        (
            Item(_("Cases"), "cases:list", icon="inbox", permission="case.see"),
            Item(_("Live chats"), "chats:desk", icon="message", permission="case.change"),
            Item(_("Calls"), "calls:list", icon="phone", permission="case.see"),
            Item(_("Counters"), "counters:list", icon="ticket", permission="case.see"),
            Item(_("Complaints"), "complaints:list", icon="mood-search", permission="case.see"),
            Item(_("Service standards"), "standards:map", icon="target", permission="case.see"),
            Item(_("Follow-ups"), "followups:list", icon="checklist", permission="follow_up.see"),
            Item(_("Knowledge"), "knowledge:list", icon="book", permission="knowledge.see"),
            Item(_("Templates"), "letters:list", icon="mail", permission="letter.see"),
        ),
        station=3,
    ),
    Section(
        "customize",
        _("Customize"),
        (
            Item(_("Campaigns"), "campaigns:list", icon="speakerphone", permission="campaign.see"),
            Item(_("Loyalty programmes"), "loyalty:list", icon="ticket", permission="loyalty.see"),
        ),
        station=4,
    ),
    Section(
        "analysis",
        _("Analysis"),
        (
            Item(_("Executive page"), "executive:overview", icon="dashboard", permission="executive.see"),
            Item(_("Questions"), "questions:list", icon="message-question", permission="question.ask"),
            Item(_("Dashboards"), "dashboards:list", icon="layout-dashboard", permission="question.ask"),
            Item(_("Map"), "places:overview", icon="map-2", permission="question.ask"),
            Item(_("Reports"), "reports:list", icon="report", permission="question.ask"),
            Item(_("Alerts"), "alerts:list", icon="bell", permission="question.ask"),
            Item(_("SQL"), "sql:ask", icon="file-type-sql", permission="sql.ask"),
            Item(_("Models"), "models:list", icon="flask", permission="value.see"),
            Item(_("Warehouse"), "warehouse:overview", icon="database", permission="warehouse.see"),
        ),
    ),
    Section(
        "records",
        _("Records"),
        (
            Item(_("Catalogue"), "catalogue:list", icon="package", permission="product.see"),
            Item(_("Purchases"), "purchases:list", icon="receipt", permission="purchase.see"),
        ),
    ),
    Section(
        "privacy",
        _("Privacy"),
        (
            Item(_("Consents"), "consents:list", icon="user-check", permission="consent.see"),
            Item(_("Purposes"), "purposes:list", icon="shield-lock", permission="privacy.see"),
            Item(_("Privacy notices"), "notices:list", icon="file-text", permission="privacy.see"),
            Item(_("Data requests"), "privacy_requests:overview", icon="user-question", permission="privacy.see"),
            Item(_("Retention"), "retention:rules", icon="hourglass", permission="privacy.see"),
            Item(_("Breach log"), "breaches:list", icon="alert-triangle", permission="privacy.see"),
            Item(_("Registers"), "registers:overview", icon="notes", permission="privacy.see"),
            Item(_("Public table"), "registers:public_table", icon="table", permission="customer.export"),
        ),
    ),
    Section(
        "administration",
        _("Administration"),
        (
            Item(_("Automation"), "automation:list", icon="bolt", permission="automation.see"),
            Item(_("Users"), "users:list", icon="user-cog", permission="user.manage"),
            Item(_("Organisation"), "organisation:edit", icon="building", permission="organisation.manage"),
            Item(_("Custom attributes"), "attributes:list", icon="forms", permission="attribute.manage"),
            Item(_("Business calendars"), "calendars:list", icon="clock", permission="calendar.manage"),
            Item(_("Mailboxes"), "mailboxes:list", icon="mail", permission="channel.manage"),
            Item(_("Fax gateways"), "fax:list", icon="printer", permission="channel.manage"),
            Item(_("Telephone systems"), "telephone:list", icon="phone", permission="channel.manage"),
            Item(_("Messengers"), "hooks:list", icon="webhook", permission="channel.manage"),
            Item(_("Chats on web sites"), "chat_sites:list", icon="message", permission="channel.manage"),
            Item(_("Web forms"), "web_forms:list", icon="forms", permission="channel.manage"),
            Item(_("Jobs"), "jobs:list", icon="progress", permission="job.see"),
            Item(_("Audit trail"), "audit:list", icon="history", permission="audit.see"),
            Item(_("Sample company"), "sample:overview", icon="building-store", permission="sample.remove"),
        ),
    ),
)


def url_or_none(name: str) -> str | None:
    return _url(name, get_urlconf(), get_script_prefix())


@lru_cache(maxsize=256)
def _url(name: str, urlconf: str | None, prefix: str) -> str | None:
    try:
        return reverse(name, urlconf)
    except NoReverseMatch:
        return None


def navigation_for(user: User | AnonymousUser, path: str) -> tuple[ShownSection, ...]:
    """`path` is the page on show: its link, the longest that starts it, is marked as current."""
    found: list[tuple[Section, tuple[tuple[Item, str], ...]]] = []
    for section in SECTIONS:
        items = [
            (item, url)
            for item in section.items
            if (url := url_or_none(item.url_name)) is not None
            and (item.permission is None or may(user, item.permission))
        ]
        if items:
            found.append((section, tuple(items)))
    urls = [url for _section, items in found for _item, url in items]
    current = max((url for url in urls if path == url or (url != "/" and path.startswith(url))), key=len, default=None)
    return tuple(
        ShownSection(
            section.code,
            str(section.label),
            section.station,
            tuple(Link(str(item.label), url, item.icon, url == current) for item, url in items),
        )
        for section, items in found
    )
