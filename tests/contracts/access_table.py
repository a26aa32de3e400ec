"""Every address of the web and who gets what there. One small table for each area; an address without a row fails.

A row names the roles that are let in and what they are answered; all other roles get `refused`, and a person who is
not signed in is sent to sign in unless the row is `open`. `names` maps the parts of the address to things of the
world (tests/contracts/world.py).
"""

from __future__ import annotations

from dataclasses import dataclass, field

ROLES = ("administrator", "manager", "service", "sales", "analyst", "quality")
EVERYBODY = frozenset(ROLES)
SIGN_IN = 302


def only(*roles: str) -> frozenset[str]:
    assert set(roles) <= EVERYBODY
    return frozenset(roles)


def all_but(*roles: str) -> frozenset[str]:
    assert set(roles) <= EVERYBODY
    return EVERYBODY - set(roles)


IMPORTERS = only("administrator", "manager", "analyst")
CUSTOMER_EDITORS = all_but("analyst", "quality")
SEGMENT_EDITORS = only("administrator", "manager", "analyst", "quality")
REFRESHERS = only("administrator", "manager", "analyst")
PLANNERS = all_but("analyst")
FOLLOWERS = all_but("service", "analyst")
# The follow-up of the world is one of the sales team.
OF_SALES = {"service": 404}


@dataclass(frozen=True)
class Row:
    allowed: frozenset[str] = EVERYBODY
    ok: int = 200
    refused: int = 403
    post: bool = False
    open: bool = False
    names: dict[str, str] = field(default_factory=dict)
    query: str = ""
    # who is let in by the role and refused by the record, or the other way round
    differing: dict[str, int] = field(default_factory=dict)


def get(allowed: frozenset[str] = EVERYBODY, **more: object) -> Row:
    return Row(allowed, **more)  # type: ignore[arg-type]


def post(allowed: frozenset[str] = EVERYBODY, *, ok: int = 302, **more: object) -> Row:
    return Row(allowed, ok=ok, post=True, **more)  # type: ignore[arg-type]


SIGN_IN_AND_OUT = {
    # signed-in people are sent on to their home
    "account_login": get(ok=302, open=True),
    "account_logout": post(),
}
SHELL = {
    "shell:preferences": post(ok=400, open=True),
    "favicon": get(ok=302, open=True),
    "shell:search": get(),
    "healthz": get(ok=503, open=True),  # no worker beats in this test
    "home": get(),
}
ACCOUNT = {
    "account": get(),
    "account-password": post(ok=422),
}
AUDIT = {
    "audit:list": get(only("administrator", "manager", "quality")),
    "audit:verify": post(only("administrator", "manager", "quality")),
}
USERS = {
    "users:list": get(only("administrator")),
    "users:create": get(only("administrator")),
    "users:edit": get(only("administrator"), names={"pk": "user"}),
    "users:teams": get(only("administrator")),
    "users:roles": get(only("administrator")),
}
CATALOGUE = {
    "catalogue:list": get(),
    "catalogue:detail": get(names={"pk": "product"}),
}
PURCHASES = {
    "purchases:list": get(),
    "purchases:detail": get(names={"pk": "purchase"}),
}
CUSTOMERS = {
    "customers:list": get(),
    "customers:create": get(CUSTOMER_EDITORS),
    "customers:duplicates": post(CUSTOMER_EDITORS, ok=200),
    "customers:pairs": get(),
    "customers:dismiss-pair": post(CUSTOMER_EDITORS, names={"pk": "pair"}, differing={"sales": 404}),
    "customers:detail": get(names={"pk": "customer"}),
    "customers:edit": get(CUSTOMER_EDITORS, names={"pk": "customer"}),
    "customers:timeline": get(names={"pk": "customer"}),
    "customers:campaigns": get(names={"pk": "customer"}),
    "customers:record": get(names={"pk": "customer", "record_pk": "record"}),
    "customers:membership": get(names={"pk": "customer", "segment_pk": "segment"}),
}
IMPORTS = {
    "imports:list": get(IMPORTERS),
    "imports:create": get(IMPORTERS),
    "imports:detail": get(IMPORTERS, names={"pk": "batch"}),
    "imports:reading": post(IMPORTERS, names={"pk": "batch"}),
    "imports:mapping": post(IMPORTERS, names={"pk": "batch"}),
    "imports:discard": post(IMPORTERS, names={"pk": "batch"}),
    "imports:start": post(IMPORTERS, names={"pk": "batch"}),
    # a batch that has ended has no progress: its page is shown
    "imports:progress": get(IMPORTERS, ok=302, names={"pk": "batch"}),
    "imports:cancel": post(IMPORTERS, names={"pk": "batch"}),
    "imports:restart": post(IMPORTERS, names={"pk": "batch"}),
    "imports:refusals": get(IMPORTERS, names={"pk": "batch"}),
    # no row was refused: back to the list of refusals
    "imports:download": get(IMPORTERS, ok=302, names={"pk": "batch"}),
}
SEGMENTS = {
    "segments:list": get(),
    "segments:create": get(SEGMENT_EDITORS),
    "segments:count": post(ok=200),
    "segments:detail": get(names={"pk": "segment"}),
    "segments:quality": get(names={"pk": "segment"}),
    "segments:edit": get(SEGMENT_EDITORS, names={"pk": "segment"}),
    "segments:archive": post(SEGMENT_EDITORS, names={"pk": "segment"}),
}
VALUE = {
    "value:overview": get(),
    "value:cell": get(names={"r": "grade", "f": "grade"}),
    "refresh:list": get(),
    "refresh:start": post(REFRESHERS),
    "refresh:progress": get(names={"job": "job"}),
}
FOLLOW_UPS = {
    "followups:list": get(),
    "followups:create": get(PLANNERS, query="customer=customer"),
    "followups:plan": get(PLANNERS, query="segment=segment"),
    "followups:detail": get(all_but("service"), refused=404, names={"pk": "follow_up"}),
    "followups:reschedule": post(FOLLOWERS, ok=422, names={"pk": "follow_up"}, differing=OF_SALES),
    "followups:complete": post(FOLLOWERS, ok=422, names={"pk": "follow_up"}, differing=OF_SALES),
    "followups:cancel": post(FOLLOWERS, names={"pk": "follow_up"}, differing=OF_SALES),
    "followups:reopen": post(FOLLOWERS, names={"pk": "follow_up"}, differing=OF_SALES),
}
CAMPAIGNS = {
    "campaigns:list": get(),
    "campaigns:detail": get(names={"pk": "campaign"}),
}
JOBS = {
    "jobs:list": get(),
    "jobs:indicator": get(),
    "jobs:detail": get(all_but("service", "sales"), refused=404, names={"pk": "job"}),
    "jobs:progress": get(all_but("service", "sales"), refused=404, names={"pk": "job"}),
    "jobs:cancel": post(all_but("service", "sales"), refused=404, names={"pk": "job"}, differing={"quality": 403}),
    "jobs:retry": post(all_but("service", "sales"), refused=404, names={"pk": "job"}, differing={"quality": 403}),
}
SAMPLE = {
    "sample:overview": get(only("administrator")),
    "sample:load": post(only("administrator")),
    "sample:remove": post(only("administrator")),
}

TABLE: dict[str, Row] = {
    **SIGN_IN_AND_OUT, **SHELL, **ACCOUNT, **AUDIT, **USERS, **CATALOGUE, **PURCHASES, **CUSTOMERS, **IMPORTS,
    **SEGMENTS, **VALUE, **FOLLOW_UPS, **CAMPAIGNS, **JOBS, **SAMPLE,
}  # fmt: skip

#: What belongs to the service team is not there for the sales team; a follow-up of sales is not there for service.
OTHER_TEAM = (
    ("sales", "customers:detail", {"pk": "foreign_customer"}),
    ("sales", "customers:edit", {"pk": "foreign_customer"}),
    ("sales", "customers:timeline", {"pk": "foreign_customer"}),
    ("sales", "customers:campaigns", {"pk": "foreign_customer"}),
    ("sales", "customers:membership", {"pk": "foreign_customer", "segment_pk": "segment"}),
    ("sales", "customers:record", {"pk": "foreign_customer", "record_pk": "record"}),
    ("sales", "purchases:detail", {"pk": "foreign_purchase"}),
    ("sales", "followups:detail", {"pk": "foreign_follow_up"}),
    ("sales", "followups:complete", {"pk": "foreign_follow_up"}),
    ("sales", "followups:cancel", {"pk": "foreign_follow_up"}),
    ("sales", "followups:reschedule", {"pk": "foreign_follow_up"}),
    ("service", "followups:detail", {"pk": "follow_up"}),
)
#: The colleague of the same team is let in.
OWN_TEAM = (
    ("service_colleague", "customers:detail", {"pk": "foreign_customer"}),
    ("service_colleague", "purchases:detail", {"pk": "foreign_purchase"}),
    ("service_colleague", "followups:detail", {"pk": "foreign_follow_up"}),
    ("sales_colleague", "followups:detail", {"pk": "follow_up"}),
)
