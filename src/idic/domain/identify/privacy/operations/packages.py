"""The copy that a person gets of their data: JSON, CSV and a paper to read, behind a link for one fetch."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import secrets
import zipfile
from collections.abc import Mapping
from dataclasses import asdict
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from idic.domain.identify.privacy.enums import RequestKind, RequestState
from idic.domain.identify.privacy.errors import IdentityUnproven, LinkSpent, WrongState
from idic.domain.identify.privacy.models import AccessPackage, PrivacyRequest, RetentionRule
from idic.domain.identify.privacy.packages.content import Part, legend_of, parts_of, plain, score_sentences
from idic.domain.identify.privacy.packages.words import worded
from idic.domain.identify.privacy.person import Person, person_of
from idic.domain.identify.privacy.queries.receivers import Receiver, receivers_of
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require
from idic.foundation.events.operations.append import NewEvent, append_event
from idic.foundation.files.drafts import draft_folder
from idic.foundation.files.storage import local_path, remove_file, store_file
from idic.foundation.jobs.operations.jobs import start_job
from idic.foundation.jobs.progress import Progress
from idic.foundation.languages import formats
from idic.foundation.printing.pdf import pdf_of
from idic.foundation.tables.export import guarded

JOB = "access_package"
KEPT = timedelta(days=7)
_FOLDER = "privacy"
_MOST_PRINTED = 100
_KINDS = (RequestKind.ACCESS, RequestKind.PORTABILITY)


@transaction.atomic
def start_package(request: PrivacyRequest, *, by: User) -> PrivacyRequest:
    require(by, "privacy.manage")
    locked = PrivacyRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    if locked.kind not in _KINDS or locked.state not in (
        RequestState.IDENTIFIED, RequestState.SCOPED, RequestState.WORKING, RequestState.ANSWERED
    ):  # fmt: skip
        raise WrongState
    if locked.identity_at is None:
        raise IdentityUnproven
    if locked.state != RequestState.ANSWERED:
        locked.state = RequestState.WORKING
    locked.job = start_job(JOB, {"request": locked.pk}, by=by)
    locked.version += 1
    locked.save(update_fields=["state", "job", "version"])
    return locked


def make_package(request_id: int, *, progress: Progress) -> AccessPackage:
    """Safe to repeat: the file of a run that broke off is no package, and the next run makes its own."""
    request = PrivacyRequest.objects.select_related("customer").get(pk=request_id)
    person = person_of(request.customer)
    portable = request.kind == RequestKind.PORTABILITY
    with translation.override(request.language), draft_folder() as folder:
        progress.report("collect", 0, 3)
        parts = list(parts_of(person, portable=portable))
        receivers = [] if portable else receivers_of(person)
        progress.report("write", 1, 3)
        path = folder / "package.zip"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            _write_tables(archive, parts)
            archive.writestr("data.json", _json(request, person, parts, receivers))
            if not portable:
                progress.report("print", 2, 3)
                archive.writestr("overview.pdf", _paper(request, person, parts, receivers))
        with path.open("rb") as file:
            stored = store_file(iter(lambda: file.read(1 << 20), b""), folder=_FOLDER, suffix=".zip")
    with transaction.atomic():
        locked = PrivacyRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
        package = AccessPackage.objects.create(
            request=locked, file=stored.path, digest=stored.digest, size=stored.size,
            counts={part.code: len(part.rows) for part in parts}, expires_at=timezone.now() + KEPT,
            secret_digest=_digest(secrets.token_urlsafe(32)),
        )  # fmt: skip
        locked.figures = {"rows": sum(package.counts.values()), "tables": len(parts)}
        locked.save(update_fields=["figures"])
        append_event(
            NewEvent(
                "privacy_request.packed", "privacy", locked.pk, customer_id=locked.customer_id,
                after={"package_id": package.pk, "rows": sum(package.counts.values())},
            ),
            by=locked.owner, agent="privacy",
        )  # fmt: skip
    return package


@transaction.atomic
def hand_out(package: AccessPackage, *, by: User) -> str:
    """Answers with the secret of the link, which is shown this once; an older link ends."""
    require(by, "privacy.manage")
    locked = AccessPackage.objects.select_for_update().select_related("request").get(pk=package.pk)
    if not locked.file or locked.fetched_at is not None:
        raise LinkSpent
    secret = secrets.token_urlsafe(32)
    locked.secret_digest, locked.expires_at = _digest(secret), timezone.now() + KEPT
    locked.save(update_fields=["secret_digest", "expires_at"])
    request = locked.request
    if request.state == RequestState.WORKING:
        request.state, request.answered_at, request.version = (
            RequestState.ANSWERED, timezone.now(), request.version + 1
        )  # fmt: skip
        request.save(update_fields=["state", "answered_at", "version"])
    append_event(
        NewEvent(
            "privacy_request.answered", "privacy", request.pk, customer_id=request.customer_id,
            after={"package_id": locked.pk, "kind": request.kind, "state": request.state},
        ),
        by=by,
    )  # fmt: skip
    return secret


@transaction.atomic
def fetch_package(secret: str) -> tuple[AccessPackage, bytes]:
    """Once: two who follow the link at the same moment are told apart by the lock. The file goes with the fetch."""
    found = (
        AccessPackage.objects.select_for_update()
        .select_related("request")
        .filter(secret_digest=_digest(secret), fetched_at__isnull=True, expires_at__gt=timezone.now())
        .exclude(file="")
        .first()
    )
    if found is None:
        raise LinkSpent
    path = local_path(found.file)
    if not path.is_file():
        raise LinkSpent
    content, stored = path.read_bytes(), found.file
    found.fetched_at, found.file = timezone.now(), ""
    found.save(update_fields=["fetched_at", "file"])
    append_event(
        NewEvent(
            "privacy_request.fetched", "privacy", found.request_id, customer_id=found.request.customer_id,
            after={"package_id": found.pk},
        ),
        by=None, agent="person",
    )  # fmt: skip
    transaction.on_commit(lambda: remove_file(stored))
    return found, content


def drop_expired_packages() -> int:
    gone = list(AccessPackage.objects.filter(expires_at__lte=timezone.now()).exclude(file=""))
    for one in gone:
        remove_file(one.file)
        AccessPackage.objects.filter(pk=one.pk).update(file="")
    return len(gone)


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _write_tables(archive: zipfile.ZipFile, parts: list[Part]) -> None:
    for part in parts:
        text = io.StringIO(newline="")
        writer = csv.writer(text)
        writer.writerow(part.columns)
        writer.writerows([_cell(row[name]) for name in part.columns] for row in part.rows)
        archive.writestr(f"tables/{part.code}.csv", "\ufeff" + text.getvalue())


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False, default=str)
    return guarded(str(value))


def _json(request: PrivacyRequest, person: Person, parts: list[Part], receivers: list[Receiver]) -> str:
    told = {
        "request": request.pk, "made_at": timezone.now().isoformat(), "customer": person.customer_id,
        "customers_merged": list(person.customers), "records_now": list(person.records),
        # named and not shown: these records are somebody else's now
        "records_formerly": list(person.former),
        "receivers": [{name: plain(value) for name, value in asdict(one).items()} for one in receivers],
        "retention": list(RetentionRule.objects.filter(is_on=True).values("name", "months", "action")),
        "names": legend_of(parts),
        "data": {part.code: part.rows for part in parts},
    }  # fmt: skip
    return json.dumps(told, ensure_ascii=False, indent=1, default=str)


def _paper(request: PrivacyRequest, person: Person, parts: list[Part], receivers: list[Receiver]) -> bytes:
    shown: list[dict[str, Any]] = [_contents(parts, person)]
    scores = score_sentences(parts)
    if scores:
        shown.append({"kind": "facts", "title": _("What we computed about you"), "rows": [list(row) for row in scores]})
    names = legend_of(parts)
    shown += [_printed(part, names) for part in parts if part.rows and part.columns]
    rows = [
        [formats.moment(one.at), one.name, str(one.purpose), _("yes") if one.sure else _("possibly")]
        for one in receivers
    ] or [[_("Nobody outside of our own staff"), "", "", ""]]
    shown.append({
        "kind": "table", "title": _("Who received your data"),
        "head": [_("When"), _("Receiver"), _("Purpose"), _("You were in it")], "rows": rows,
    })  # fmt: skip
    kept = [
        [rule.name, _("%(months)s months") % {"months": rule.months}]
        for rule in RetentionRule.objects.filter(is_on=True)
    ]
    if kept:
        shown.append(
            {"kind": "table", "title": _("How long we keep it"), "head": [_("What"), _("How long")], "rows": kept}
        )
    data = {
        "title": _("Your data with us"),
        "subtitle": _("Request %(number)s of %(day)s") % {
            "number": request.pk, "day": formats.day(request.received_on),
        },
        "footer": _("Made on %(day)s") % {"day": formats.moment(timezone.now())},
        "parts": shown,
    }  # fmt: skip
    return pdf_of("record", data, language=request.language)


def _contents(parts: list[Part], person: Person) -> dict[str, Any]:
    rows = [[part.label, formats.number(len(part.rows)), f"tables/{part.code}.csv"] for part in parts]
    if person.former:
        rows.append(
            [_("Records that were yours once and are somebody else's now"), formats.number(len(person.former)), ""]
        )
    return {
        "kind": "table",
        "title": _("What this copy holds"),
        "head": [_("What"), _("Rows"), _("File")],
        "rows": rows,
    }


def _printed(part: Part, names: Mapping[str, Mapping[str, str]]) -> dict[str, Any]:
    """Every row stands in the tables; the paper shows the first of a long list and says so."""
    rows = [
        [str(number), "\n".join(f"{label}: {text}" for label, text in worded(part.code, row, names))]
        for number, row in enumerate(part.rows[:_MOST_PRINTED], 1)
    ]
    more = len(part.rows) - _MOST_PRINTED
    if more > 0:
        rows.append(["…", _("%(count)s more rows stand in the file of this table.") % {"count": formats.number(more)}])
    return {"kind": "notes", "title": part.label, "rows": rows}
