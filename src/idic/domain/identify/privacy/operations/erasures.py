"""A person is erased: planned by one, agreed by another, done by a job, proved by a search."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from idic.domain.identify.locking import lock_what_is_worked_on
from idic.domain.identify.models import Customer
from idic.domain.identify.privacy.enums import ErasureState, RequestKind, RequestState, SuppressionReason
from idic.domain.identify.privacy.errors import IdentityUnproven, SecondPersonNeeded, WrongState
from idic.domain.identify.privacy.holds import classes_held
from idic.domain.identify.privacy.models import AccessPackage, Erasure, PrivacyRequest, ProcessingLock
from idic.domain.identify.privacy.operations.suppressions import Address, addresses_of, suppress
from idic.domain.identify.privacy.person import Person, person_of
from idic.domain.identify.privacy.queries.erasures import plan_of
from idic.domain.identify.privacy.reapplying import erased_before, remember_erasure
from idic.domain.identify.privacy.returning import remember_records
from idic.domain.identify.privacy.stores.database import mask_everywhere, rows_naming, text_columns
from idic.domain.identify.privacy.stores.events import forget_in_events
from idic.domain.identify.privacy.stores.files import FilesDone, files_naming, forget_in_files, home_files
from idic.domain.identify.privacy.stores.sessions import forget_in_cache, forget_in_sessions
from idic.domain.identify.privacy.stores.tables import TablesDone, forget_in_tables
from idic.domain.identify.privacy.terms import Terms, terms_of
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require
from idic.foundation.events.operations.append import NewEvent, append_event
from idic.foundation.files.storage import remove_file
from idic.foundation.jobs.operations.jobs import start_job
from idic.foundation.jobs.progress import Progress
from idic.warehouse.forgetting import forget_customers

JOB = "erase_person"


@transaction.atomic
def propose_erasure(request: PrivacyRequest, *, by: User) -> Erasure:
    """The plan that a second person then reads. A hold on the whole person refuses it here already."""
    require(by, "privacy.manage")
    locked = PrivacyRequest.objects.select_for_update().get(pk=request.pk)
    if locked.kind != RequestKind.ERASURE or locked.state not in (RequestState.SCOPED, RequestState.WORKING):
        raise WrongState
    if locked.identity_at is None:
        raise IdentityUnproven
    person = person_of(locked.customer)
    classes_held(person.customers)
    Erasure.objects.filter(request=locked, state=ErasureState.PLANNED).update(state=ErasureState.WITHDRAWN)
    erasure = Erasure.objects.create(
        request=locked, customer=locked.customer, customer_ids=list(person.customers), asked_by=by,
        planned=[asdict(step) for step in plan_of(person)],
    )  # fmt: skip
    PrivacyRequest.objects.filter(pk=locked.pk).update(state=RequestState.WORKING, version=locked.version + 1)
    _told("erasure.proposed", erasure, by)
    return erasure


@transaction.atomic
def confirm_erasure(erasure: Erasure, *, by: User) -> Erasure:
    require(by, "privacy.manage")
    locked = Erasure.objects.select_for_update().get(pk=erasure.pk)
    if locked.state != ErasureState.PLANNED:
        raise WrongState
    if locked.asked_by_id == by.pk:
        raise SecondPersonNeeded
    classes_held(locked.customer_ids)
    locked.state, locked.confirmed_by, locked.confirmed_at = ErasureState.CONFIRMED, by, timezone.now()
    locked.save(update_fields=["state", "confirmed_by", "confirmed_at"])
    _told("erasure.confirmed", locked, by)
    job = start_job(JOB, {"erasure": locked.pk}, by=by)
    if locked.request_id is not None:
        PrivacyRequest.objects.filter(pk=locked.request_id).update(job=job)
    return locked


@transaction.atomic
def withdraw_erasure(erasure: Erasure, *, by: User) -> Erasure:
    require(by, "privacy.manage")
    locked = Erasure.objects.select_for_update().get(pk=erasure.pk)
    if locked.state != ErasureState.PLANNED:
        raise WrongState
    locked.state = ErasureState.WITHDRAWN
    locked.save(update_fields=["state"])
    _told("erasure.withdrawn", locked, by)
    return locked


def erase_customer_now(customer: Customer, *, reason: str, by: User | None, progress: Progress) -> Erasure:
    """For a rule of retention that was checked and confirmed, and for a backup that was put back."""
    person = person_of(customer)
    erasure = Erasure.objects.create(
        customer=customer, customer_ids=list(person.customers), reason=reason, state=ErasureState.CONFIRMED,
        confirmed_by=by, confirmed_at=timezone.now(), planned=[asdict(step) for step in plan_of(person)],
    )  # fmt: skip
    return execute_erasure(erasure.pk, progress=progress)


def execute_erasure(erasure_id: int, *, progress: Progress) -> Erasure:
    """Safe to repeat: files go while the database still knows by which texts to find them, the database goes in one
    transaction, and then everything is looked through once more."""
    erasure = Erasure.objects.select_related("customer", "request", "confirmed_by").get(pk=erasure_id)
    if erasure.state != ErasureState.CONFIRMED:
        return erasure
    progress.report("search", 0, 4)
    person = person_of(erasure.customer)
    terms = terms_of(person)
    progress.report("files", 1, 4)
    files = _forget_outside(person, terms)
    progress.report("records", 2, 4)
    counts, tables = _forget_inside(erasure, person, terms)
    progress.report("check", 3, 4)
    for path in tables.files:
        remove_file(path)
    again = _forget_outside(person, terms)
    files.blanked_rows += again.blanked_rows
    files.rewritten += again.rewritten
    files.removed += again.removed + len(tables.files)
    return _finish(erasure, counts, files, terms, warehouse=_forget_in_warehouse(person))


def reapply_erasures(*, progress: Progress) -> int:
    """After a backup was put back: whoever was erased since it was made is erased again."""
    found = [customer for customer in erased_before() if customer.merged_into_id is None]
    for customer in found:
        erase_customer_now(customer, reason="restore", by=None, progress=progress)
    return len(found)


def _forget_outside(person: Person, terms: Terms) -> FilesDone:
    for package in AccessPackage.objects.filter(request__customer_id__in=person.customers).exclude(file=""):
        remove_file(package.file)
        AccessPackage.objects.filter(pk=package.pk).update(file="")
    return forget_in_files(terms.own)


def _forget_in_warehouse(person: Person) -> int:
    return forget_customers(Path(settings.CONFIGURATION.warehouse_folder), person.customers)


@transaction.atomic
def _forget_inside(erasure: Erasure, person: Person, terms: Terms) -> tuple[dict[str, int], TablesDone]:
    moment = timezone.now()
    rows = Customer.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=person.customers)
    customers = list(rows.order_by("pk"))
    lock_what_is_worked_on(person.customers)
    held = classes_held(person.customers)
    addresses: list[Address] = [address for customer in customers for address in addresses_of(customer)]
    counts = {
        "suppression": suppress(addresses, reason=SuppressionReason.ERASED, at=moment)
        + remember_records(person.records, at=moment)
    }
    tables = forget_in_tables(person, held=held)
    counts.update(tables.counts)
    redacted = forget_in_events(person, terms, reason="erasure", request_id=erasure.request_id, by=erasure.confirmed_by)
    counts["event"] = redacted.events
    counts["mention"] = sum(mask_everywhere(terms).values())
    counts["session"] = forget_in_sessions(terms.own) + forget_in_cache(terms.own)
    for pk in person.customers:
        ProcessingLock.objects.filter(customer_id=pk, lifted_at__isnull=True).update(lifted_at=moment)
        ProcessingLock.objects.create(
            customer_id=pk, request_id=erasure.request_id, is_erased=True, set_by=erasure.confirmed_by
        )
    remember_erasure(person.customers)
    append_event(
        NewEvent(
            "customer.erased", "customer", person.customer_id, customer_id=person.customer_id,
            after={"erasure_id": erasure.pk, "rows": sum(tables.counts.values())},
        ),
        by=erasure.confirmed_by, agent="privacy",
    )  # fmt: skip
    return counts, tables


def _finish(erasure: Erasure, counts: dict[str, int], files: FilesDone, terms: Terms, *, warehouse: int) -> Erasure:
    columns = text_columns(everything=True)
    looked_at = list(home_files())
    left = rows_naming(terms.own, everything=True)
    named = [path.name for path in files_naming(terms.own)]
    with transaction.atomic():
        erasure.done = [
            {**step, "done": counts.get(str(step["code"]), 0)} for step in erasure.planned
        ] + [
            {"code": code, "label": "", "table": "", "act": act, "count": count, "done": count}
            for code, act, count in (
                ("suppression", "keep", counts["suppression"]), ("mention", "mask", counts["mention"]),
                ("session", "delete", counts["session"]), ("warehouse", "blank", warehouse),
                ("file_rows", "blank", files.blanked_rows), ("files", "delete", files.removed),
            )
        ]  # fmt: skip
        erasure.left = {"tables": left, "files": named, "shared": len(terms.shared)}
        erasure.searched = {
            "tables": len(columns), "columns": sum(map(len, columns.values())), "files": len(looked_at),
            "texts": len(terms.own),
        }  # fmt: skip
        erasure.state, erasure.finished_at = ErasureState.DONE, timezone.now()
        erasure.save()
        if erasure.request_id is not None:
            PrivacyRequest.objects.filter(pk=erasure.request_id).update(
                state=RequestState.ANSWERED, answered_at=erasure.finished_at, figures={"rows": sum(counts.values())}
            )
        _told("erasure.done", erasure, erasure.confirmed_by)
    return erasure


def _told(verb: str, erasure: Erasure, by: User | None) -> None:
    append_event(
        NewEvent(
            verb, "privacy", erasure.request_id or erasure.pk, customer_id=erasure.customer_id,
            after={"erasure_id": erasure.pk, "rows": sum(int(step["count"]) for step in erasure.planned)},
        ),
        by=by, agent="privacy",
    )  # fmt: skip
