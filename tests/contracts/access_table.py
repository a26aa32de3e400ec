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
# executive.see, report.manage and question.share go to the same people
REPORTERS = only("administrator", "manager", "analyst", "quality")
PLANNERS = all_but("analyst")
SQL_ASKERS = only("administrator", "manager", "analyst")
REPORTERS = only("administrator", "manager", "analyst", "quality")
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
    # there is no pending second step, and nobody who is signed in has one
    "mfa_authenticate": get(ok=302, open=True),
    "mfa_login_webauthn": get(ok=302, open=True),
    # no provider is set up
    "openid_connect_login": get(ok=404, open=True, names={"provider_id": "provider"}),
    "openid_connect_callback": get(ok=404, open=True, names={"provider_id": "provider"}),
}
SHELL = {
    "shell:preferences": post(ok=400, open=True),
    "favicon": get(ok=302, open=True),
    "search": get(),
    "healthz": get(ok=503, open=True),  # no worker beats in this test
    "home": get(),
}
ACCOUNT = {
    "account": get(),
    "account-password": post(ok=422),
    # the cast has neither password nor factor: there is no way to confirm
    "account_reauthenticate": get(ok=403),
    "mfa_reauthenticate": get(ok=403),
    "mfa_reauthenticate_webauthn": get(ok=403),
    "account-factor": get(),
    "account-totp": get(),
    "account-totp-remove": post(ok=404),
    # nobody has codes yet
    "account-codes": get(ok=302),
    "account-passkeys": get(),
    "account-passkey-add": get(),
    "account-passkey-rename": post(names={"pk": "passkey"}, ok=302),
    "account-passkey-remove": post(ok=404, names={"pk": "passkey"}),
    "account-sessions": get(),
    "account-sessions-end-others": post(),
    "account-session-end": post(ok=404, names={"pk": "passkey"}),
    "account-tokens": get(),
    "account-token-revoke": post(ok=404, names={"pk": "passkey"}),
    # answers a token, whoever is signed in
    "account-token-check": get(ok=401, open=True),
    "account-reset-factor": get(only("administrator"), names={"pk": "user"}),
}
AUDIT = {
    "audit:list": get(only("administrator", "manager", "quality")),
    "audit:verify": post(only("administrator", "manager", "quality")),
    "audit:export": post(only("administrator", "manager", "quality"), ok=200),
}
USERS = {
    "users:list": get(only("administrator")),
    "users:create": get(only("administrator")),
    "users:edit": get(only("administrator"), names={"pk": "user"}),
    "users:teams": get(only("administrator")),
    "users:roles": get(only("administrator")),
    "users:role": get(only("administrator"), names={"code": "role"}),
    "users:role-create": get(only("administrator")),
    "users:role-rename": post(only("administrator"), ok=422, names={"code": "role"}),
    "users:role-delete": post(only("administrator"), names={"code": "role"}),
    # a role of the organisation was never delivered
    "users:role-reset": post(only("administrator"), ok=422, names={"code": "role"}),
    "users:why": get(only("administrator")),
    # nothing is asked for; who may see what is tested beside the page
    "reveal": post(ok=422),
}
ATTRIBUTES = {
    "attributes:list": get(only("administrator", "manager")),
    "attributes:create": get(only("administrator", "manager")),
    "attributes:preview": post(only("administrator", "manager"), ok=200),
    "attributes:formula": post(only("administrator", "manager"), ok=200),
    "attributes:edit": get(only("administrator", "manager"), names={"pk": "attribute"}),
    "attributes:move": post(only("administrator", "manager"), names={"pk": "attribute"}),
    "attributes:archive": post(only("administrator", "manager"), names={"pk": "attribute"}),
    "attributes:restore": post(only("administrator", "manager"), names={"pk": "attribute"}),
    "attributes:delete": post(only("administrator", "manager"), names={"pk": "attribute"}),
    "attributes:type": get(only("administrator", "manager"), names={"pk": "attribute"}),
    "attributes:undo-type": post(only("administrator", "manager"), names={"pk": "attribute"}),
}
CALENDAR_KEEPERS = only("administrator", "manager")
CALENDARS = {
    "calendars:list": get(CALENDAR_KEEPERS),
    "calendars:create": get(CALENDAR_KEEPERS),
    "calendars:detail": get(CALENDAR_KEEPERS, names={"pk": "business_calendar"}),
    "calendars:edit": get(CALENDAR_KEEPERS, names={"pk": "business_calendar"}),
    "calendars:default": post(CALENDAR_KEEPERS, names={"pk": "business_calendar"}),
    "calendars:archive": post(CALENDAR_KEEPERS, names={"pk": "business_calendar"}),
    "calendars:restore": post(CALENDAR_KEEPERS, names={"pk": "business_calendar"}),
    "calendars:holidays": post(CALENDAR_KEEPERS, names={"pk": "business_calendar"}),
    "calendars:remove-day": post(CALENDAR_KEEPERS, names={"pk": "business_calendar"}),
}
MAILBOXES = {
    "mailboxes:list": get(CALENDAR_KEEPERS),
    "mailboxes:create": get(CALENDAR_KEEPERS),
    "mailboxes:house": get(CALENDAR_KEEPERS),
    "mailboxes:house-again": post(CALENDAR_KEEPERS, names={"mail_id": "house_mail"}),
    "mailboxes:detail": get(CALENDAR_KEEPERS, names={"pk": "mailbox"}),
    "mailboxes:edit": get(CALENDAR_KEEPERS, names={"pk": "mailbox"}),
    "mailboxes:pause": post(CALENDAR_KEEPERS, names={"pk": "mailbox"}),
    "mailboxes:resume": post(CALENDAR_KEEPERS, names={"pk": "mailbox"}),
    "mailboxes:read-anew": post(CALENDAR_KEEPERS, names={"pk": "mailbox"}),
    "mailboxes:file-again": post(CALENDAR_KEEPERS, names={"pk": "mailbox", "mail_id": "unfiled_mail"}),
    "mailboxes:send-again": post(CALENDAR_KEEPERS, names={"pk": "mailbox", "mail_id": "unsent_mail"}),
}
_FORM = {"pk": "web_form"}
WEB_FORMS = {
    "web_forms:list": get(CALENDAR_KEEPERS),
    "web_forms:create": get(CALENDAR_KEEPERS),
    "web_forms:detail": get(CALENDAR_KEEPERS, names=_FORM),
    "web_forms:edit": get(CALENDAR_KEEPERS, names=_FORM),
    "web_forms:preview": get(CALENDAR_KEEPERS, names=_FORM),
    "web_forms:switch-on": post(CALENDAR_KEEPERS, names=_FORM),
    "web_forms:switch-off": post(CALENDAR_KEEPERS, names=_FORM),
    "web_forms:release": post(CALENDAR_KEEPERS, names={**_FORM, "submission_id": "held_submission"}),
    "web_forms:put-aside": post(CALENDAR_KEEPERS, names={**_FORM, "submission_id": "held_submission"}),
    "web_forms_public:form": get(open=True, names={"key": "web_form_key"}),
    "web_forms_public:loader": get(ok=302, open=True),
    # the token is the key, and this one opens nothing
    "web_forms_public:thanks": get(ok=404, open=True, names={"key": "web_form_key", "token": "word"}),
}
# Staff are strangers on the portal: whoever has not come in through a link is sent to its own sign-in.
PORTAL = {
    "portal:sign-in": get(open=True),
    "portal:enter": get(ok=404, open=True, names={"key": "word"}),
    "portal:choose": get(ok=302, open=True),
    "portal:sign-out": post(open=True),
    "portal:home": get(ok=302, open=True),
    "portal:ask": get(ok=302, open=True),
    "portal:case": get(ok=302, open=True, names={"pk": "case"}),
    "portal:answer": post(open=True, names={"pk": "case"}),
    "portal:verdict": post(open=True, names={"pk": "case"}),
    "portal:file": get(ok=302, open=True, names={"pk": "case", "file_id": "case"}),
    "portal:choices": get(ok=302, open=True),
    "portal:details": get(ok=302, open=True),
    "portal:points": get(ok=302, open=True),
    "portal:help": get(ok=302, open=True),
    "portal:article": get(ok=302, open=True, names={"pk": "article"}),
    "portal:vote": post(open=True, names={"pk": "article"}),
    "portal:image": get(ok=302, open=True, names={"pk": "article_image"}),
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
    "customers:likely": post(CUSTOMER_EDITORS, ok=200, names={"pk": "customer"}),
    "customers:pairs": get(),
    "customers:dismiss-pair": post(CUSTOMER_EDITORS, names={"pk": "pair"}, differing={"sales": 404}),
    "customers:detail": get(names={"pk": "customer"}),
    "customers:edit": get(CUSTOMER_EDITORS, names={"pk": "customer"}),
    # nothing is typed: back to the page, which says so
    "customers:add-contact": post(CUSTOMER_EDITORS, names={"pk": "customer"}),
    # that record was not added so
    "customers:remove-contact": post(CUSTOMER_EDITORS, ok=404, names={"pk": "customer", "record_pk": "record"}),
    "customers:timeline": get(names={"pk": "customer"}),
    "customers:campaigns": get(names={"pk": "customer"}),
    "customers:record": get(names={"pk": "customer", "record_pk": "record"}),
    "customers:membership": get(names={"pk": "customer", "segment_pk": "segment"}),
}
MERGERS = only("administrator", "manager", "service")
_OF_FIELD = {"pk": "customer", "field": "golden_field"}
MERGING = {
    # two are to be named
    "customers:merge": get(MERGERS, ok=302),
    "customers:merge-with": get(MERGERS, names={"pk": "customer"}),
    "customers:merges": get(names={"pk": "customer"}),
    # nobody was merged into the customer of the world, who has one record
    "customers:undo-merge": post(MERGERS, ok=404, names={"pk": "customer", "merge_pk": "grade"}),
    "customers:split-record": post(MERGERS, names={"pk": "customer", "record_pk": "record"}),
    "customers:provenance": get(all_but("analyst"), names=_OF_FIELD),
    "customers:choose-value": post(CUSTOMER_EDITORS, names=_OF_FIELD),
    "customers:verify-value": post(CUSTOMER_EDITORS, names=_OF_FIELD),
    "survivorship:rules": get(only("administrator", "manager")),
    "survivorship:preview": post(only("administrator", "manager"), ok=422),
    "survivorship:apply": post(only("administrator", "manager"), ok=422),
    "survivorship:restore": post(only("administrator", "manager"), names={"pk": "grade"}),
}
MANAGERS = only("administrator", "manager")
_OF_RUN = {"pk": "linkage_run"}
MATCHING = {
    "matching:list": get(MERGERS),
    # nobody is named to be compared: back to the list
    "matching:start": post(MANAGERS),
    "matching:run": get(MERGERS, names=_OF_RUN),
    "matching:approve": post(MANAGERS, names=_OF_RUN),
    "matching:merge": post(MANAGERS, names=_OF_RUN),
    "matching:thresholds": get(MERGERS, names=_OF_RUN),
    "matching:sample": post(MANAGERS, names=_OF_RUN),
    "matching:pairs": get(MERGERS),
    "matching:merges": get(MERGERS),
    "matching:labels": get(MERGERS),
    "matching:review": get(MERGERS),
    # no answer is given, and nothing was decided
    "matching:decide": post(MERGERS, names={"pk": "linkage_pair"}),
    "matching:undo": post(MERGERS),
    "matching:stewardship": get(MERGERS),
    "matching:records": get(MERGERS),
}
RELATIONS = {
    "relations:detail": get(names={"pk": "customer"}),
    "relations:panel": get(names={"pk": "customer"}),
    "relations:picture": get(names={"pk": "customer"}),
    "relations:find": get(CUSTOMER_EDITORS, names={"pk": "customer"}),
    "relations:add": get(CUSTOMER_EDITORS, names={"pk": "customer"}),
    "relations:edit": get(CUSTOMER_EDITORS, names={"pk": "customer", "relation_pk": "relation"}),
    "relations:end": post(CUSTOMER_EDITORS, names={"pk": "customer", "relation_pk": "relation"}),
    "relations:remove": post(CUSTOMER_EDITORS, names={"pk": "customer", "relation_pk": "relation"}),
    "relations:household": get(CUSTOMER_EDITORS, names={"pk": "customer"}),
    "relations:household-name": get(CUSTOMER_EDITORS, names={"pk": "customer", "household_pk": "household"}),
    "relations:member-add": get(CUSTOMER_EDITORS, names={"pk": "customer", "household_pk": "household"}),
    "relations:member-edit": get(CUSTOMER_EDITORS, names={"pk": "customer", "member_pk": "member"}),
    "relations:member-end": post(CUSTOMER_EDITORS, names={"pk": "customer", "member_pk": "member"}),
    "relations:member-remove": post(CUSTOMER_EDITORS, names={"pk": "customer", "member_pk": "member"}),
    "relations:share-add": get(CUSTOMER_EDITORS, names={"pk": "customer"}),
    "relations:share-remove": post(CUSTOMER_EDITORS, names={"pk": "customer", "share_pk": "share"}),
}
IMPORTS = {
    "imports:list": get(IMPORTERS),
    "imports:create": get(IMPORTERS),
    "imports:detail": get(IMPORTERS, names={"pk": "batch"}),
    "imports:reading": post(IMPORTERS, names={"pk": "batch"}),
    "imports:mapping": post(IMPORTERS, names={"pk": "batch"}),
    "imports:discard": post(IMPORTERS, names={"pk": "batch"}),
    "imports:start": post(IMPORTERS, names={"pk": "batch"}),
    # a batch that has ended has no dry run: its page is shown
    "imports:trial": get(IMPORTERS, ok=302, names={"pk": "batch"}),
    "imports:undo": post(IMPORTERS, names={"pk": "batch"}),
    "imports:schedules": get(IMPORTERS),
    "imports:schedule_create": get(IMPORTERS),
    "imports:schedule": get(IMPORTERS, names={"pk": "schedule"}),
    "imports:schedule_visit": post(IMPORTERS, names={"pk": "schedule"}),
    "imports:schedule_remove": post(IMPORTERS, names={"pk": "schedule"}),
    "imports:arrival_retry": post(IMPORTERS, names={"pk": "arrival"}),
    "imports:arrival_discard": post(IMPORTERS, names={"pk": "arrival"}),
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
    "segments:choices": get(),
    "segments:compare": get(),
    "segments:create-list": get(SEGMENT_EDITORS),
    "segments:history": get(names={"pk": "segment"}),
    "segments:detail": get(names={"pk": "segment"}),
    "segments:quality": get(names={"pk": "segment"}),
    "segments:edit": get(SEGMENT_EDITORS, names={"pk": "segment"}),
    "segments:archive": post(SEGMENT_EDITORS, names={"pk": "segment"}),
}
MODELS = {
    "models:list": get(),
    "models:card": get(names={"pk": "churn_model"}),
    "models:compare": get(ok=404),
    # approved already, and the first of its kind
    "models:approve": post(REFRESHERS, ok=422, names={"pk": "churn_model"}),
    "models:roll_back": post(REFRESHERS, ok=422, names={"pk": "churn_model"}),
    "models:retire": post(REFRESHERS, names={"pk": "needs_model"}),
    # no draft
    "models:discard": post(REFRESHERS, ok=422, names={"pk": "churn_model"}),
    "risk:overview": get(),
    "risk:new": get(REFRESHERS),
    "risk:run": get(names={"pk": "churn_model"}),
    "risk:change": get(REFRESHERS, names={"pk": "model_draft"}),
    "risk:train": post(REFRESHERS, names={"pk": "model_draft"}),
    "risk:lists": get(),
    "risk:make": post(PLANNERS),
    "risk:list": get(names={"pk": "risk_list"}),
    "risk:signals": get(),
    "risk:customer": get(names={"pk": "customer"}),
    "risk:what_if": get(names={"pk": "customer"}),
    "needs:overview": get(),
    "needs:new": get(REFRESHERS),
    "needs:run": get(names={"pk": "needs_model"}),
    "needs:names": post(REFRESHERS, names={"pk": "needs_model"}),
}
LIFE = {
    "life:overview": get(),
    "life:customers": get(ok=302, names={"kind": "life_kind"}),
    "executive:overview": get(REPORTERS),
    "executive:figure": get(REPORTERS, names={"code": "executive_figure"}),
    "executive:remove_target": post(REPORTERS, names={"code": "executive_figure", "month": "target_month"}),
    "places:overview": get(),
    "experience:overview": get(),
    "experience:field": get(SEGMENT_EDITORS, names={"stage": "buying_stage", "lever": "utility_lever"}),
    "questions:list": get(),
    "questions:ask": get(),
    "questions:ready": get(ok=302, names={"code": "ready_question"}),
    "questions:customers": get(),
    "questions:make-list": post(SEGMENT_EDITORS),
    # nothing is asked in this address
    "questions:download": get(ok=422, names={"kind": "download_kind"}),
    "questions:save": post(),
    "questions:detail": get(names={"pk": "question"}),
    "questions:change": post(names={"pk": "question"}),
    "questions:copy": post(names={"pk": "question"}),
    "questions:delete": post(names={"pk": "question"}),
    "dashboards:list": get(),
    "dashboards:create": post(),
    "dashboards:detail": get(names={"pk": "dashboard"}),
    "dashboards:change": post(names={"pk": "dashboard"}),
    "dashboards:delete": post(names={"pk": "dashboard"}),
    "dashboards:star": post(names={"pk": "dashboard"}),
    "dashboards:arrange": post(names={"pk": "dashboard"}),
    "dashboards:add": post(names={"pk": "dashboard"}, refused=404, ok=404),
    "dashboards:tile": get(names={"pk": "dashboard", "tile_pk": "tile"}),
    "market:map": get(),
    "market:wallets": get(),
    "market:add": get(SEGMENT_EDITORS),
    "market:change": get(SEGMENT_EDITORS, names={"pk": "market_figure"}),
    "market:remove": post(SEGMENT_EDITORS, names={"pk": "market_figure"}),
}
BEHAVIOUR = {
    "behaviour:baskets": get(),
    "behaviour:paths": get(),
    "behaviour:cohorts": get(),
    "behaviour:rhythm": get(),
    "behaviour:prices": get(),
    "behaviour:study": get(names={"pk": "price_study"}),
    # somebody else's is removed by whoever may refresh all figures
    "behaviour:remove": post(REFRESHERS, names={"pk": "price_study"}),
    "behaviour:ask": post(names={"kind": "analysis_kind"}),
    "behaviour:progress": get(names={"pk": "analysis"}),
    # no line of the analysis is named
    "behaviour:list": post(SEGMENT_EDITORS, ok=404, names={"pk": "analysis"}),
}
VALUE = {
    "value:overview": get(),
    "value:validation": get(),
    "value:settings": get(REFRESHERS),
    "value:cell": get(names={"r": "grade", "f": "grade"}),
    "refresh:list": get(),
    "refresh:start": post(REFRESHERS),
    "refresh:progress": get(names={"job": "job"}),
    "warehouse:overview": get(REPORTERS),
    "warehouse:refresh": post(REFRESHERS),
    "warehouse:mart": get(REPORTERS, names={"name": "mart"}),
    "warehouse:snapshots": get(REPORTERS),
}
PLAN_KEEPERS = only("administrator", "manager", "quality")
FOLLOW_UPS = {
    "followups:list": get(),
    "followups:create": get(PLANNERS, query="customer=customer"),
    "followups:plan": get(PLANNERS, query="segment=segment"),
    "followups:detail": get(all_but("service"), refused=404, names={"pk": "follow_up"}),
    "followups:reschedule": post(FOLLOWERS, ok=422, names={"pk": "follow_up"}, differing=OF_SALES),
    "followups:complete": post(FOLLOWERS, ok=422, names={"pk": "follow_up"}, differing=OF_SALES),
    "followups:cancel": post(FOLLOWERS, names={"pk": "follow_up"}, differing=OF_SALES),
    "followups:reopen": post(FOLLOWERS, names={"pk": "follow_up"}, differing=OF_SALES),
    "followups:next": get(all_but("analyst"), ok=302),
    "plans:list": get(),
    "plans:create": get(PLAN_KEEPERS),
    "plans:detail": get(names={"pk": "plan"}),
    "plans:edit": get(PLAN_KEEPERS, names={"pk": "plan"}),
    "plans:switch": post(PLAN_KEEPERS, names={"pk": "plan"}),
    "plans:archive": post(PLAN_KEEPERS, names={"pk": "plan"}),
    "plans:stop": post(PLAN_KEEPERS, names={"pk": "plan"}),
    "plans:restore": post(PLAN_KEEPERS, names={"pk": "plan"}),
    "plans:results": get(names={"pk": "plan"}),
    "plans:findings": get(),
    "plans:finding": get(all_but("service"), refused=404, names={"pk": "finding"}),
    "plans:finding-close": post(FOLLOWERS, ok=422, names={"pk": "finding"}, differing=OF_SALES),
    "plans:finding-give": post(FOLLOWERS, ok=422, names={"pk": "finding"}, differing=OF_SALES),
    "plans:finding-case": post(FOLLOWERS, names={"pk": "finding"}, differing=OF_SALES),
}
# The task of the world is the sales team's: seen by the own team and by who sees all, changed by its owner.
TASK_READERS = all_but("service", "analyst")
TASK_EDITORS = only("administrator", "manager", "sales")
NOT_MY_TASK = {"service": 404, "analyst": 404, "quality": 404}
TASKS = {
    "tasks:list": get(),
    "tasks:create": get(),
    "tasks:agenda": get(),
    "tasks:customers": get(query="customer_name=word"),
    "tasks:of_record": get(names={"noun": "customer_noun", "pk": "customer"}),
    "tasks:detail": get(TASK_READERS, refused=404, names={"pk": "task"}),
    "tasks:edit": get(TASK_EDITORS, refused=404, names={"pk": "task"}),
    "tasks:complete": post(TASK_EDITORS, refused=404, names={"pk": "task"}),
    "tasks:cancel": post(TASK_EDITORS, refused=404, names={"pk": "task"}),
    "tasks:reopen": post(TASK_EDITORS, refused=404, names={"pk": "task"}),
    "tasks:delete": post(TASK_EDITORS, refused=404, names={"pk": "task"}),
    "calendar": get(),
    # nothing is said of where to: back to the calendar
    "calendar:move": post(),
    "calendar:own": get(),
    "calendar:make-feed": post(ok=200),
    "calendar:revoke-feed": post(),
    "calendar:absences": post(ok=422),
    "calendar:end-absence": post(only(), refused=404, names={"pk": "task"}),
    "calendar:feed": get(ok=404, open=True, names={"token": "word"}),
}
# The case of the world is the sales team's; those who may work on any case may work on it.
CASE_WORKERS = all_but("analyst")
CASE_KEEPERS = only("administrator", "manager", "quality")
_CASE = {"pk": "case"}
CASES = {
    "board:wall": get(),
    "board:wall-live": get(),
    "board:pictures": get(),
    "board:timeline": get(names=_CASE),
    "cases:list": get(),
    "cases:live": get(),
    "cases:own": get(),
    "cases:next": get(ok=302),
    "cases:create": get(),
    "cases:customers": get(query="customer_name=word"),
    "cases:products": get(query="product_name=word"),
    "cases:of_customer": get(names={"pk": "customer"}),
    "cases:topics": get(CASE_KEEPERS),
    "cases:replies": get(),
    "cases:macros": get(),
    "cases:rules": get(CASE_KEEPERS),
    "cases:rule-order": post(CASE_KEEPERS, names={"pk": "assignment_rule"}),
    "cases:archive": post(CASE_KEEPERS, names={"kind": "case_kept", "pk": "canned_reply"}),
    "cases:detail": get(names=_CASE),
    "cases:reply": post(ok=422, names=_CASE),
    "cases:beat": post(ok=200, names=_CASE),
    "cases:draft": post(CASE_WORKERS, ok=204, refused=404, names=_CASE),
    "cases:take-draft": post(CASE_WORKERS, refused=404, names={**_CASE, "draft_id": "reply_draft"}),
    "cases:offered-replies": get(names=_CASE),
    "cases:offered-macros": get(CASE_WORKERS, refused=404, names=_CASE),
    # the bytes of that file are gone
    "cases:file": get(ok=404, refused=404, names={**_CASE, "file_id": "message_file"}),
    "cases:picture": get(ok=404, refused=404, names={**_CASE, "file_id": "message_file"}),
    # that message is text alone
    "cases:formatted": get(ok=404, refused=404, names={**_CASE, "message_id": "case_message"}),
    # that message came in: said on the page
    "cases:resend": post(CASE_WORKERS, refused=404, names={**_CASE, "message_id": "case_message"}),
    "cases:attach": post(CASE_WORKERS, ok=422, refused=404, names=_CASE),
    "cases:detach": post(CASE_WORKERS, ok=200, refused=404, names={**_CASE, "file_id": "draft_file"}),
    "cases:draft-file": get(ok=404, refused=404, names={**_CASE, "file_id": "draft_file"}),
    "cases:people": get(CASE_WORKERS, refused=404, names=_CASE),
    "cases:find": get(CASE_WORKERS, refused=404, names=_CASE),
    # nothing is said of with which one: back to the case
    "cases:merge": post(CASE_WORKERS, refused=404, names=_CASE),
    "cases:link": post(CASE_WORKERS, refused=404, names=_CASE),
    "cases:whose": get(CASE_WORKERS, refused=404, names=_CASE),
    "cases:customer": post(CASE_WORKERS, refused=404, names=_CASE),
    "cases:product": post(CASE_WORKERS, refused=404, names=_CASE),
    "cases:split": get(CASE_WORKERS, refused=404, names={**_CASE, "message_id": "case_message"}),
    "cases:delete": post(only("administrator", "manager"), names=_CASE),
    "cases:act": post(CASE_WORKERS, refused=404, names={**_CASE, "act": "case_act"}),
}
_COMPLAINT = {"pk": "complaint"}
_CORRECTIVE = {"pk": "corrective"}
COMPLAINTS = {
    "complaints:list": get(),
    "complaints:figures": get(),
    "complaints:figures-cost": get(),
    "complaints:figures-recovery": get(),
    "complaints:figures-silence": get(),
    "complaints:figures-people": get(),
    "complaints:silence-said": get(CASE_KEEPERS),
    "complaints:silence-back": post(CASE_KEEPERS),
    "complaints:training": get(),
    "complaints:training-back": post(CASE_KEEPERS, names={"pk": "complaint_training"}),
    "complaints:deadlines": get(),
    "complaints:deadline-back": post(CASE_KEEPERS),
    "complaints:actions": get(),
    "complaints:action-new": get(CASE_KEEPERS),
    # the administrator's own: others see only what is theirs
    "complaints:action": get(CASE_KEEPERS, refused=404, names=_CORRECTIVE),
    "complaints:action-act": post(CASE_KEEPERS, ok=422, refused=404, names={**_CORRECTIVE, "act": "corrective_act"}),
    "complaints:open": post(CASE_WORKERS, refused=404, names=_CASE),
    "complaints:detail": get(names=_COMPLAINT),
    "complaints:letter": get(names=_COMPLAINT),
    "complaints:advice": post(ok=200, names=_COMPLAINT),
    "complaints:review": get(CASE_KEEPERS, names=_COMPLAINT),
    "complaints:prevent": get(CASE_KEEPERS, names=_COMPLAINT),
    "complaints:act": post(CASE_WORKERS, ok=422, refused=404, names={**_COMPLAINT, "act": "complaint_act"}),
}
STANDARDS = {
    "standards:map": get(),
    "standards:cell": get(CASE_KEEPERS, names={"mode": "access_mode", "purpose": "access_purpose"}),
    "standards:defaults": post(CASE_KEEPERS),
    "standards:list": get(),
    "standards:create": get(CASE_KEEPERS),
    "standards:detail": get(names={"pk": "standard"}),
    "standards:edit": get(CASE_KEEPERS, names={"pk": "standard"}),
    "standards:archive": post(CASE_KEEPERS, names={"pk": "standard"}),
    "standards:restore": post(CASE_KEEPERS, names={"pk": "standard"}),
    "standards:requirements": get(),
    "standards:charter": get(),
    "standards:charter-pdf": get(),
    "standards:publish": post(only("administrator")),
    "standards:people": get(),
    "standards:escalation": get(),
    "standards:evidence": get(),
    "standards:measured": post(only("administrator", "manager", "analyst", "quality"), ok=200),
    "standards:functions": get(),
    "standards:function": get(CASE_KEEPERS, names={"code": "centre_function"}),
    "standards:promises": get(),
    "standards:skills": get(CASE_KEEPERS),
    "standards:skills-of": get(CASE_KEEPERS, names={"pk": "user"}),
    "standards:staffing": get(),
    # in the world nobody has switched it on
    "charter:page": get(ok=404, open=True),
    "charter:pdf": get(ok=404, open=True),
}
PROGRAMME_KEEPERS = only("administrator", "manager")
REDEEMERS = only("administrator", "manager", "service", "sales")
_OF_CUSTOMER = {"pk": "customer", "programme_pk": "programme"}
LOYALTY = {
    "loyalty:list": get(),
    "loyalty:create": get(PROGRAMME_KEEPERS),
    "loyalty:detail": get(names={"pk": "programme"}),
    "loyalty:edit": get(PROGRAMME_KEEPERS, names={"pk": "programme"}),
    "loyalty:switch": post(PROGRAMME_KEEPERS, names={"pk": "programme"}),
    "loyalty:archive": post(PROGRAMME_KEEPERS, names={"pk": "programme"}),
    "loyalty:restore": post(PROGRAMME_KEEPERS, names={"pk": "programme"}),
    "loyalty:count": post(PROGRAMME_KEEPERS, names={"pk": "programme"}),
    "loyalty:of_customer": get(names={"pk": "customer"}),
    "loyalty:join": post(REDEEMERS, names=_OF_CUSTOMER),
    "loyalty:leave": post(REDEEMERS, names=_OF_CUSTOMER),
    "loyalty:redeem": post(REDEEMERS, names=_OF_CUSTOMER),
    "loyalty:adjust": post(PROGRAMME_KEEPERS, names=_OF_CUSTOMER),
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
EXPORTERS = only("administrator", "manager", "analyst")
_OF_CUSTOMERS = {"noun": "customer_noun"}
_OF_THE_VIEW = {"noun": "customer_noun", "pk": "view"}
LISTS = {
    "lists:changes": get(),
    "lists:change": get(only("administrator", "manager"), refused=404, names={"pk": "bulk_change"}),
    "lists:progress": get(only("administrator", "manager"), refused=404, names={"pk": "bulk_change"}),
    "lists:undo": post(only("administrator", "manager"), refused=404, names={"pk": "bulk_change"}),
    "lists:keep": post(only("administrator", "manager"), refused=404, names={"pk": "bulk_change"}),
    # quality downloads lists of cases, and the file of the world is one of customers
    "lists:exports": get(EXPORTERS | only("quality")),
    "lists:decide": post(EXPORTERS, names={"pk": "export"}, differing={"quality": 404}),
    "lists:download": get(EXPORTERS, ok=302, names={"pk": "export"}, differing={"quality": 404}),
    "lists:filter": get(names=_OF_CUSTOMERS),
    "lists:found": get(names=_OF_CUSTOMERS),
    "lists:count": post(ok=200, names=_OF_CUSTOMERS),
    "lists:total": get(names=_OF_CUSTOMERS),
    "lists:groups": get(names=_OF_CUSTOMERS),
    # no act is named: back to the list, with a notice
    "lists:act": post(names=_OF_CUSTOMERS),
    # no purpose is named: the list with the question
    "lists:export": post(EXPORTERS, ok=422, names=_OF_CUSTOMERS),
    # customers have no board
    "lists:move": post(only(), refused=404, names=_OF_CUSTOMERS),
    # no name is given: the list with the question
    "lists:save-view": post(ok=422, names=_OF_CUSTOMERS),
    "lists:change-view": post(ok=422, names=_OF_THE_VIEW),
    "lists:view-settings": post(ok=422, names=_OF_THE_VIEW),
    "lists:copy-view": post(names=_OF_THE_VIEW),
    "lists:delete-view": post(names=_OF_THE_VIEW),
    "lists:move-view": post(names=_OF_THE_VIEW),
    "lists:first-view": post(names=_OF_THE_VIEW),
}
SAMPLE = {
    "sample:overview": get(only("administrator")),
    "sample:load": post(only("administrator")),
    "sample:remove": post(only("administrator")),
}

# Notes, following and stars: who sees the record; tags, files and checklists: who may change it.
RECORDS = {
    "records:record": get(ok=302, names={"noun": "noun", "pk": "customer"}),
    "records:panel": get(names={"noun": "noun", "pk": "customer"}),
    "records:fields": get(names={"noun": "noun", "pk": "customer"}),
    "records:field": get(
        CUSTOMER_EDITORS, names={"noun": "noun", "pk": "customer", "name": "field"}, query="edit=edit"
    ),
    "records:field-history": get(names={"noun": "noun", "pk": "customer", "name": "open_field"}),
    "records:history": get(names={"noun": "noun", "pk": "customer"}),
    "records:tab": post(ok=204, names={"noun": "noun"}),
    "records:follow": post(names={"noun": "noun", "pk": "customer"}),
    "records:star": post(names={"noun": "noun", "pk": "customer"}),
    "records:notes": get(ok=302, names={"noun": "noun", "pk": "customer"}),
    "records:note": get(ok=302, names={"pk": "note"}),
    "records:note-pin": post(names={"pk": "note"}),
    "records:note-delete": post(names={"pk": "note"}),
    "records:note-versions": get(names={"pk": "note"}),
    "records:note-preview": post(ok=200),
    "records:people": get(names={"noun": "noun", "pk": "customer"}),
    "records:files": get(ok=302, names={"noun": "noun", "pk": "customer"}),
    "records:file": get(names={"pk": "attachment"}),
    "records:file-preview": get(ok=404, refused=404, names={"pk": "attachment"}),
    "records:file-remove": post(CUSTOMER_EDITORS, names={"pk": "attachment"}),
    "records:checklists": get(ok=302, names={"noun": "noun", "pk": "customer"}),
    "records:checklist-items": post(CUSTOMER_EDITORS, names={"pk": "checklist"}),
    "records:checklist-item": post(CUSTOMER_EDITORS, names={"pk": "checklist", "number": "checklist_item"}),
    "records:checklist-delete": post(CUSTOMER_EDITORS, names={"pk": "checklist"}),
    "records:tag-add": post(CUSTOMER_EDITORS, names={"noun": "noun", "pk": "customer"}),
    "records:tag-take": post(CUSTOMER_EDITORS, names={"noun": "noun", "pk": "customer", "tag": "tag"}),
    "records:tag-offered": get(names={"noun": "noun", "pk": "customer"}),
    "records:tags": get(only("administrator", "manager", "quality"), names={"noun": "noun"}),
    "records:tag-change": post(
        only("administrator", "manager", "quality"), ok=422, names={"noun": "noun", "tag": "tag"}
    ),
    "records:tag-merge": post(
        only("administrator", "manager", "quality"), ok=422, names={"noun": "noun", "tag": "tag"}
    ),
    "records:tag-delete": post(only("administrator", "manager", "quality"), names={"noun": "noun", "tag": "tag"}),
}
NOTIFICATIONS = {
    "notifications:list": get(),
    "notifications:indicator": get(),
    "notifications:choices": get(),
    "notifications:read-all": post(),
    # a notice is its reader's alone
    "notifications:open": post(only("administrator"), refused=404, names={"pk": "notification"}),
    "notifications:read": post(only("administrator"), refused=404, names={"pk": "notification"}),
}

WRITERS = only("administrator", "manager", "quality")
LETTERS = {
    "letters:list": get(),
    "letters:create": get(WRITERS),
    "letters:edit": get(names={"pk": "letter"}),
    "letters:archive": post(WRITERS, names={"pk": "letter"}),
    "letters:preview": post(ok=200),
    "letters:print": get(names={"noun": "noun", "pk": "customer"}),
    "letters:write": get(names={"noun": "noun", "pk": "customer"}),
    "letters:unsent": get(CALENDAR_KEEPERS),
    "letters:again": post(names={"pk": "unsent_letter"}),
    "letters:of-record": get(names={"noun": "noun", "pk": "customer"}),
}
RULE_READERS = only("administrator", "manager", "quality")
RULE_WRITERS = only("administrator", "manager")
AUTOMATION = {
    "automation:list": get(RULE_READERS),
    "automation:choose": get(RULE_WRITERS),
    "automation:create": get(RULE_WRITERS, names={"trigger": "trigger"}),
    # without a trigger there is nothing to show
    "automation:act": get(RULE_WRITERS, ok=404),
    "automation:value": get(RULE_WRITERS, ok=404),
    "automation:detail": get(RULE_READERS, names={"pk": "rule"}),
    "automation:edit": get(RULE_WRITERS, names={"pk": "rule"}),
    "automation:trial": get(RULE_READERS, names={"pk": "rule"}),
    "automation:switch": post(RULE_WRITERS, names={"pk": "rule"}),
    "automation:webhook-again": post(RULE_WRITERS, names={"pk": "rule", "delivery_id": "webhook"}),
    "automation:archive": post(RULE_WRITERS, names={"pk": "rule"}),
}
PALETTE = {
    "palette:keys": get(),
    # an event of somebody else: a notice says so, and nothing is done
    "undo": post(names={"event_id": "event"}),
}

PRIVACY_READERS = only("administrator", "manager", "quality")
PRIVACY_MANAGERS = only("administrator", "manager")
CONSENTS = {
    "consents:list": get(),
    "consents:coverage": get(PRIVACY_READERS),
    "consents:quiet": get(PRIVACY_READERS),
    "consents:detail": get(names={"pk": "consent"}),
    "consents:of-customer": get(names={"pk": "customer"}),
    "consents:record": get(CUSTOMER_EDITORS, names={"pk": "customer"}),
    # no purpose is named: back to the customer, with a notice
    "consents:ask": post(CUSTOMER_EDITORS, names={"pk": "customer"}),
    "consents:under-age": post(CUSTOMER_EDITORS, names={"pk": "customer"}),
    "purposes:list": get(PRIVACY_READERS),
    "purposes:create": get(PRIVACY_MANAGERS),
    "purposes:officer": post(only("administrator")),
    "purposes:edit": get(PRIVACY_READERS, names={"pk": "purpose"}),
    "notices:list": get(PRIVACY_READERS),
    "notices:create": get(PRIVACY_MANAGERS),
    "notices:start": post(PRIVACY_MANAGERS, names={"pk": "notice"}),
    "notices:version": get(PRIVACY_READERS, names={"pk": "notice_version"}),
    "notices:publish": post(PRIVACY_MANAGERS, names={"pk": "notice_version"}),
    "notices:withdraw": post(PRIVACY_MANAGERS, names={"pk": "notice_version"}),
    # the token is the key, and this one opens nothing
    "privacy_public:unsubscribe": get(ok=404, open=True, names={"token": "word"}),
    "privacy_public:opt_in": get(ok=404, open=True, names={"token": "word"}),
    "privacy_public:preferences": get(ok=404, open=True, names={"token": "word"}),
    "privacy_public:notices": get(open=True),
}

# Whoever may see privacy sees the requests of everybody: they are about the law and not about a team.
DATA_REQUESTS = {
    "privacy_requests:overview": get(PRIVACY_READERS),
    "privacy_requests:list": get(PRIVACY_READERS),
    "privacy_requests:create": get(PRIVACY_MANAGERS),
    "privacy_requests:clocks": get(PRIVACY_READERS),
    "privacy_requests:clock": get(PRIVACY_MANAGERS, names={"pk": "request_clock"}),
    "privacy_requests:of_customer": get(PRIVACY_READERS, names={"pk": "customer"}),
    "privacy_requests:detail": get(PRIVACY_READERS, names={"pk": "privacy_request"}),
    # the request is at another step than the one that is posted
    "privacy_requests:step": post(PRIVACY_MANAGERS, ok=422, names={"pk": "privacy_request", "act": "closing_act"}),
    "privacy_requests:link": post(PRIVACY_MANAGERS, ok=404, names={"pk": "privacy_request"}),
    "privacy_requests:erasure": get(PRIVACY_READERS, names={"pk": "privacy_request"}),
    "privacy_requests:confirm": post(PRIVACY_MANAGERS, names={"pk": "privacy_request"}),
    "privacy_requests:withdraw": post(PRIVACY_MANAGERS, names={"pk": "privacy_request"}),
    "privacy_requests:certificate": get(PRIVACY_READERS, ok=404, names={"pk": "erasure"}),
    # the secret is the key; the page asks before it fetches
    "privacy_requests:fetch": get(open=True, names={"secret": "word"}),
    "retention:rules": get(PRIVACY_READERS),
    "retention:create": get(PRIVACY_MANAGERS),
    "retention:rule": get(PRIVACY_READERS, names={"pk": "retention_rule"}),
    "retention:listing": post(PRIVACY_MANAGERS, names={"pk": "retention_rule"}),
    # nothing was listed
    "retention:execute": post(PRIVACY_MANAGERS, ok=404, names={"pk": "retention_rule"}),
    "retention:hold": post(PRIVACY_MANAGERS, ok=422),
    "retention:release": post(PRIVACY_MANAGERS, names={"pk": "hold"}),
    "breaches:list": get(PRIVACY_READERS),
    "breaches:create": get(PRIVACY_MANAGERS),
    "breaches:detail": get(PRIVACY_READERS, names={"pk": "breach"}),
    "breaches:decide": post(PRIVACY_MANAGERS, ok=422, names={"pk": "breach", "whom": "whom"}),
    "breaches:tell": post(PRIVACY_MANAGERS, names={"pk": "breach", "whom": "whom"}),
    "breaches:close": post(PRIVACY_MANAGERS, names={"pk": "breach"}),
    "registers:overview": get(ok=302),
    "registers:list": get(PRIVACY_READERS, names={"code": "register"}),
    "registers:create": get(PRIVACY_MANAGERS, names={"code": "register"}),
    "registers:export": get(PRIVACY_READERS, names={"code": "register"}),
    "registers:entry": get(PRIVACY_READERS, names={"code": "register", "pk": "assessment"}),
    "registers:remove": post(PRIVACY_MANAGERS, names={"code": "register", "pk": "assessment"}),
    "registers:decide": post(PRIVACY_MANAGERS, names={"pk": "assessment"}),
    "registers:public_table": get(IMPORTERS),
}

# An answer is seen by its asker alone; of a shared question its owner alone changes anything.
OWN_ANSWER = {"pk": "sql_run"}
SQL = {
    "sql:ask": get(SQL_ASKERS),
    "sql:history": get(SQL_ASKERS),
    "sql:run": get(only("administrator"), names=OWN_ANSWER, differing={"manager": 404, "analyst": 404}),
    "sql:state": get(only("administrator"), names=OWN_ANSWER, differing={"manager": 404, "analyst": 404}),
    # the answer is no longer kept
    "sql:download": get(only("administrator"), ok=404, names=OWN_ANSWER, differing={"manager": 404, "analyst": 404}),
    "sql:saved": get(SQL_ASKERS),
    "sql:save": post(SQL_ASKERS),
    "sql:change": post(only("administrator"), names={"pk": "sql_query"}),
    "sql:archive": post(only("administrator"), names={"pk": "sql_query"}),
}
# Who does not manage reports finds only what is sent to them.
REPORTS = {
    "reports:list": get(),
    "reports:create": get(REPORTERS),
    "reports:detail": get(REPORTERS, refused=404, names={"pk": "report"}),
    "reports:edit": get(REPORTERS, refused=404, names={"pk": "report"}),
    # nothing was ever refreshed: the page says so
    "reports:download": get(REPORTERS, ok=302, refused=404, names={"pk": "report"}),
    "reports:send": post(REPORTERS, refused=404, names={"pk": "report"}),
    "reports:archive": post(REPORTERS, refused=404, names={"pk": "report"}),
    "reports:leave": get(open=True, names={"token": "report_token"}),
    "alerts:list": get(),
    "alerts:create": get(REPORTERS),
    "alerts:detail": get(REPORTERS, refused=404, names={"pk": "alert"}),
    "alerts:edit": get(REPORTERS, refused=404, names={"pk": "alert"}),
    "alerts:acknowledge": post(REPORTERS, ok=422, refused=404, names={"pk": "alert"}),
    "alerts:archive": post(REPORTERS, refused=404, names={"pk": "alert"}),
}

ARTICLE_WRITERS = only("administrator", "manager", "service", "quality")
_TEXT = {"pk": "article", "language": "article_language"}
KNOWLEDGE = {
    "knowledge:list": get(),
    "knowledge:due": get(),
    "knowledge:gaps": get(),
    "knowledge:settle": post(ARTICLE_WRITERS, names={"pk": "knowledge_gap"}),
    "knowledge:figures": get(),
    "knowledge:create": get(ARTICLE_WRITERS),
    "knowledge:image": get(names={"pk": "article_image"}),
    "knowledge:case": get(names=_CASE),
    "knowledge:case-search": get(names=_CASE, query="q=word"),
    "knowledge:case-draft": post(ARTICLE_WRITERS, names=_CASE),
    "knowledge:case-use": post(CASE_WORKERS, ok=200, refused=404, names={**_CASE, "text_id": "article_text"}),
    "knowledge:case-unuse": post(CASE_WORKERS, ok=200, refused=404, names={**_CASE, "text_id": "article_text"}),
    "knowledge:article": get(names={"pk": "article"}),
    "knowledge:keep": get(ARTICLE_WRITERS, names={"pk": "article"}),
    "knowledge:confirm": post(ARTICLE_WRITERS, names={"pk": "article"}),
    "knowledge:add-image": post(ARTICLE_WRITERS, names={"pk": "article"}),
    "knowledge:edit": get(ARTICLE_WRITERS, names=_TEXT),
    "knowledge:versions": get(ARTICLE_WRITERS, names=_TEXT),
    "knowledge:vote": post(names=_TEXT),
    "knowledge:act": post(ARTICLE_WRITERS, names={**_TEXT, "step": "article_step"}),
    "help:home": get(open=True),
    "help:article": get(open=True, names={"pk": "article"}),
    "help:vote": post(open=True, names={"pk": "article"}),
    "help:image": get(open=True, names={"pk": "article_image"}),
}


_LETTER = {"pk": "letter_case", "message_id": "letter_answer"}
_COUNTER, _TICKET = {"pk": "counter"}, {"pk": "desk", "ticket_id": "ticket"}
CONTACT_PLACES = {
    "organisation:edit": get(only("administrator")),
    "organisation:letter": get(only("administrator")),
    # no picture of this name
    "organisation:logo": get(ok=404, refused=404, open=True, names={"digest": "counter_key"}),
    "papers:take": get(),
    "papers:visit": get(ok=404, refused=404, names={"pk": "task"}),
    # the letter is with the administrator, whose team is none
    "papers:file": get(names={"pk": "letter_case", "file_id": "letter_file"}, differing={"sales": 404}),
    "papers:paper": get(names=_LETTER, differing={"sales": 404}),
    "papers:sent": post(CASE_WORKERS, refused=404, names=_LETTER, differing={"sales": 404}),
    "papers:make": post(CASE_WORKERS, refused=404, names=_LETTER, differing={"sales": 404}),
    # it is a letter and no fax: said on the page
    "fax:again": post(CASE_WORKERS, refused=404, names=_LETTER, differing={"sales": 404}),
    "fax:list": get(CALENDAR_KEEPERS),
    "fax:create": get(CALENDAR_KEEPERS),
    "fax:detail": get(CALENDAR_KEEPERS, names={"pk": "fax_gateway"}),
    "fax:edit": get(CALENDAR_KEEPERS, names={"pk": "fax_gateway"}),
    "fax:switch": post(CALENDAR_KEEPERS, names={"pk": "fax_gateway"}),
    "calls:list": get(),
    # nobody of the cast has an extension
    "calls:pop": get(ok=204),
    "calls:dial": post(ok=409),
    "calls:figures": get(),
    "calls:back": get(),
    "calls:ask": get(),
    "calls:to-case": get(names={"pk": "call_back"}),
    "calls:act": post(names={"pk": "call_back", "act": "call_act"}),
    "calls:of_customer": get(names={"pk": "customer"}),
    "calls:detail": get(names={"pk": "call"}),
    "calls:case": post(ok=422, names={"pk": "call"}),
    "calls:link": post(names={"pk": "call"}),
    "calls:note": post(names={"pk": "call"}),
    "telephone:list": get(CALENDAR_KEEPERS),
    "telephone:create": get(CALENDAR_KEEPERS),
    "telephone:people": get(CALENDAR_KEEPERS),
    "telephone:extension": post(CALENDAR_KEEPERS, names={"pk": "user"}),
    "telephone:detail": get(CALENDAR_KEEPERS, names={"pk": "exchange"}),
    "telephone:edit": get(CALENDAR_KEEPERS, names={"pk": "exchange"}),
    "telephone:renew": post(CALENDAR_KEEPERS, names={"pk": "exchange"}),
    "telephone:switch": post(CALENDAR_KEEPERS, names={"pk": "exchange"}),
    # who signs nothing is no telephone system
    "cti:told": post(ok=401, open=True, names={"key": "exchange_key"}),
    "counters:list": get(),
    "counters:create": get(CALENDAR_KEEPERS),
    "counters:detail": get(names=_COUNTER),
    "counters:edit": get(CALENDAR_KEEPERS, names=_COUNTER),
    "counters:add-service": post(CALENDAR_KEEPERS, ok=422, names=_COUNTER),
    "counters:drop-service": post(CALENDAR_KEEPERS, names={**_COUNTER, "service_id": "counter_service"}),
    "counters:add-desk": post(CALENDAR_KEEPERS, ok=422, names=_COUNTER),
    "counters:drop-desk": post(CALENDAR_KEEPERS, names={**_COUNTER, "desk_id": "desk"}),
    "counters:desk": get(names={"pk": "desk"}),
    "counters:waiting": get(names={"pk": "desk"}),
    "counters:seat": post(names={"pk": "desk"}),
    "counters:next": post(names={"pk": "desk"}),
    "counters:case": post(ok=422, names=_TICKET),
    "counters:act": post(names={**_TICKET, "act": "ticket_act"}),
    "counter:kiosk": get(open=True, names={"key": "counter_key"}),
    "counter:take": post(open=True, names={"key": "counter_key"}),
    "counter:display": get(open=True, names={"key": "counter_key"}),
    "counter:display-state": get(open=True, names={"key": "counter_key"}),
    "counter:ticket": get(open=True, names={"key": "ticket_key"}),
    "counter:ticket-state": get(open=True, names={"key": "ticket_key"}),
    "counter:back": post(open=True, names={"key": "ticket_key"}),
}

_CHAT = {"key": "chat_key"}
# those who work on their own cases alone are not offered what is nobody's
CHATTERS = all_but("analyst", "sales")
CHATS = {
    "chat:page": get(open=True, names=_CHAT),
    "chat:loader": get(open=True, names=_CHAT),
    # not from our own page
    "chat:begin": post(ok=403, open=True, names=_CHAT),
    "chat:say": post(ok=403, open=True, names=_CHAT),
    "chat:look": post(ok=403, open=True, names=_CHAT),
    "chat:end": post(ok=403, open=True, names=_CHAT),
    "chat:transcript": post(ok=403, open=True, names=_CHAT),
    # without the cookie of a conversation
    "chat:file": get(ok=404, open=True, names={**_CHAT, "pk": "message_file"}),
    "chat:picture": get(ok=404, open=True, names={**_CHAT, "pk": "message_file"}),
    "chats:desk": get(),
    "chats:now": get(),
    "chats:availability": post(CHATTERS),
    "chats:next": post(CHATTERS),
    "chats:take": post(CHATTERS, refused=404, names={"pk": "chat"}),
    "chats:end": post(CHATTERS, refused=404, names={"pk": "chat"}),
    "chat_sites:list": get(CALENDAR_KEEPERS),
    "chat_sites:create": get(CALENDAR_KEEPERS),
    "chat_sites:edit": get(CALENDAR_KEEPERS, names={"pk": "chat_site"}),
    "chat_sites:pause": post(CALENDAR_KEEPERS, names={"pk": "chat_site"}),
    "chat_sites:resume": post(CALENDAR_KEEPERS, names={"pk": "chat_site"}),
    # not signed
    "hook_feed:receive": post(ok=401, open=True, names={"key": "hook_key"}),
    "line_feed:receive": post(ok=401, open=True, names={"key": "line_key"}),
    "hooks:list": get(CALENDAR_KEEPERS),
    "hooks:create": get(CALENDAR_KEEPERS, names={"kind": "hook_kind"}),
    "hooks:detail": get(CALENDAR_KEEPERS, names={"pk": "hook"}),
    "hooks:edit": get(CALENDAR_KEEPERS, names={"pk": "hook"}),
    "hooks:pause": post(CALENDAR_KEEPERS, names={"pk": "hook"}),
    "hooks:resume": post(CALENDAR_KEEPERS, names={"pk": "hook"}),
    "hooks:secret": post(CALENDAR_KEEPERS, names={"pk": "hook"}),
    "hooks:again": post(CALENDAR_KEEPERS, names={"pk": "hook", "delivery_id": "unsent_answer"}),
}

TABLE: dict[str, Row] = {
    **SQL, **REPORTS, **CONTACT_PLACES,
    **SIGN_IN_AND_OUT, **SHELL, **ACCOUNT, **AUDIT, **USERS, **CATALOGUE, **PURCHASES, **CUSTOMERS,
    **RECORDS, **MERGING, **MATCHING, **NOTIFICATIONS, **RELATIONS, **IMPORTS,
    **ATTRIBUTES, **SEGMENTS, **LIFE, **BEHAVIOUR, **VALUE, **FOLLOW_UPS, **TASKS, **CASES, **COMPLAINTS, **STANDARDS,
    **KNOWLEDGE, **CAMPAIGNS, **LOYALTY, **JOBS, **LISTS,
    **LETTERS, **AUTOMATION, **CALENDARS, **MAILBOXES, **WEB_FORMS, **PORTAL, **CHATS,
    **MODELS,
    **PALETTE, **SAMPLE, **CONSENTS, **DATA_REQUESTS,
}  # fmt: skip

#: What stands in the address for a thing that belongs to the service team.
FOREIGN = {
    "customer": "foreign_customer", "note": "foreign_note", "attachment": "foreign_attachment",
    "checklist": "foreign_checklist", "purchase": "foreign_purchase", "follow_up": "foreign_follow_up",
    "finding": "foreign_finding",
}  # fmt: skip


def _of_another_team() -> list[tuple[str, str, dict[str, str]]]:
    """Every address that names something of a customer: for the sales team what the service team has is not there."""
    found = []
    for name, row in TABLE.items():
        names = {part: FOREIGN.get(thing, thing) for part, thing in row.names.items()}
        if names != row.names:
            found.append(("sales", name, names))
    return found


#: What belongs to the service team is not there for the sales team; what is of sales is not there for service.
OTHER_TEAM = (
    *_of_another_team(),
    ("service", "followups:detail", {"pk": "follow_up"}),
    ("service", "plans:finding", {"pk": "finding"}),
    *(("service", name, row.names) for name, row in TASKS.items() if "task" in row.names.values()),
)
#: The colleague of the same team is let in.
OWN_TEAM = (
    ("service_colleague", "customers:detail", {"pk": "foreign_customer"}),
    ("service_colleague", "purchases:detail", {"pk": "foreign_purchase"}),
    ("service_colleague", "followups:detail", {"pk": "foreign_follow_up"}),
    ("sales_colleague", "followups:detail", {"pk": "follow_up"}),
    ("sales_colleague", "tasks:detail", {"pk": "task"}),
)
