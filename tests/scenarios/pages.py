"""Every page that a browser can open, and the states of a page that look different."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse

from tests.contracts.access_table import TABLE

#: Answers that are no page: a part that a page asks for, a file, or JSON.
PARTS = (
    "chat:loader", "chats:now", "healthz", "search", "jobs:indicator", "jobs:progress", "refresh:progress",
    "segments:quality", "notifications:indicator", "relations:find", "records:fields", "records:people",
    "records:tag-offered", "records:file", "tasks:agenda", "tasks:customers", "tasks:of_record", "lists:progress",
    "lists:filter", "lists:found", "lists:groups", "lists:total", "letters:print", "registers:export", "standards:charter-pdf",
    "consents:of-customer", "privacy_requests:of_customer", "segments:choices", "segments:history", "board:wall-live",
    "board:timeline", "cases:live", "cases:own", "cases:customers", "cases:products", "cases:of_customer",
    "cases:whose", "cases:offered-replies", "cases:offered-macros", "cases:people", "calls:of_customer", "papers:file",
    "papers:paper", "organisation:letter", "counters:waiting", "counter:ticket-state", "counter:display-state",
    "knowledge:case", "knowledge:case-search",
    "knowledge:image", "help:image", "loyalty:of_customer", "cases:find", "complaints:letter", "behaviour:progress",
    "dashboards:tile", "risk:customer", "sql:state", "complaints:figures-cost", "complaints:figures-recovery",
    "complaints:figures-silence", "complaints:figures-people",
)  # fmt: skip

#: Pages that only the person who asked is shown, and each look signs in as somebody else; tests/doors/web looks at them.
OWN = ("sql:run",)

#: What every run looks at from a desk too, where it measures contrasts, which costs as much as all else that axe looks at,
#: and looks at the frame around the page: every shared part, what has colours of its own, and what is laid out there in a
#: way of its own (lists, boards, a panel beside, records, forms, a calendar). The rest is seen so in `make test-slow`.
CONTRASTS = (
    "home", "customers:detail", "cases:list", "cases:detail", "board:wall", "board:pictures",
    "complaints:detail", "standards:map", "value:overview",
    "segments:detail", "counter:display", "portal:sign-in", "chat:page", "help:article", "sign-in",
    "cases:list board", "customers:list beside", "calendar day",
)  # fmt: skip


@dataclass(frozen=True)
class Page:
    id: str
    name: str = ""
    # parts of the address, and of the query, as names of things
    names: dict[str, str] = field(default_factory=dict)
    query: str = ""
    path: str = ""
    signed_in: bool = True
    status: int = 200

    def address(self, things: dict[str, Any]) -> str:
        path = self.path or reverse(self.name, kwargs={part: things[thing] for part, thing in self.names.items()})
        return f"{path}?{self.query.format(**things)}" if self.query else path


def _of_the_table() -> list[Page]:
    pages = []
    for name, row in TABLE.items():
        if row.post or row.ok != 200 or name in (*PARTS, *OWN):
            continue
        part, _equals, thing = row.query.partition("=")
        pages.append(Page(name, name, row.names, f"{part}={{{thing}}}" if part else ""))
    return pages


PAGES = (
    *_of_the_table(),
    Page("charter", path="/charter/", signed_in=False),
    Page("charter thai", path="/charter/", query="language=th", signed_in=False),
    Page("sign-in", path="/sign-in/", signed_in=False),
    Page("sign-out", "account_logout"),
    Page("not-found", path="/customers/999999999/", status=404),
    Page("no-such-page", path="/nothing-here/", status=404),
    Page("imports:detail draft", "imports:detail", {"pk": "draft_batch"}),
    Page("jobs:detail failed", "jobs:detail", {"pk": "failed_job"}),
    Page("followups:detail done", "followups:detail", {"pk": "done_follow_up"}),
    Page("followups:list everybody's", "followups:list", query="whose=all"),
    Page("followups:list done", "followups:list", query="whose=all&tab=done"),
    Page("followups:plan choose", "followups:plan"),
    Page("followups:create choose", "followups:create"),
    Page("customers:list searched", "customers:list", query="q=สมชาย"),
    Page("customers:list nothing found", "customers:list", query="q=qqqqqqqq"),
    Page("customers:list by value", "customers:list", query="sort=-value"),
    Page("segments:detail a past day", "segments:detail", {"pk": "segment"}, query="on=2026-10-31"),
    Page("customers:list beside", "customers:list", query="panel=/records/customer/{customer}/panel/"),
    Page("customers:list grouped", "customers:list", query="by=kind"),
    Page(
        "customers:list filtered",
        "customers:list",
        query='where={{"all":[{{"field":"kind","op":"in","value":["person"]}}]}}',
    ),
    *(
        Page(f"customers:detail {tab}", "customers:detail", {"pk": "customer"}, query=f"tab={tab}")
        for tab in ("overview", "timeline", "notes", "tasks", "files", "checklists", "relations", "letters", "history")
    ),
    Page("board:pictures flow", "board:pictures", query="show=flow"),
    Page("board:pictures people", "board:pictures", query="show=people"),
    Page("cases:list all", "cases:list", query="view=all"),
    Page("cases:list board", "cases:list", query="display=board"),
    Page("cases:detail notes", "cases:detail", {"pk": "case"}, query="tab=notes"),
    Page("complaints:list not recorded", "complaints:list", query="gap=unrecorded"),
    Page(
        "complaints:figures iceberg", "complaints:figures", query="asked=300&dissatisfied=18&complained=6&base=900000"
    ),
    Page("customers:detail cases", "customers:detail", {"pk": "customer"}, query="tab=cases"),
    Page("tasks:list board", "tasks:list", query="display=board"),
    *(Page(f"calendar {look}", "calendar", query=f"look={look}") for look in ("day", "month")),
    Page("catalogue:list searched", "catalogue:list", query="q=milk"),
)
