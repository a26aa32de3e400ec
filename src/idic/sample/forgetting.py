"""What the sample's people left that hangs on no customer of theirs. Their own accounts stay, switched off: the history
names them. What somebody else has changed since, or uses, is that person's work by now and stays too."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet, TextField
from django.db.models.functions import Cast

from idic.domain.differentiate.models import Analysis, MarketFigure, Segment
from idic.domain.identify.models import Competitor, WalletShare
from idic.foundation.accounts.models import User
from idic.foundation.attributes.memo import forget_definitions
from idic.foundation.attributes.models import AttributeDefinition
from idic.foundation.attributes.operations.indexing import drop_index
from idic.foundation.attributes.places import places_of
from idic.foundation.desk.models import Tag
from idic.foundation.events.models import Event
from idic.foundation.jobs.models import Job
from idic.foundation.letters.models import LetterTemplate
from idic.foundation.views.models import BulkChange, SavedView
from idic.loop.automation.models import Rule


def forget_sample_desk() -> dict[str, int]:
    """In the caller's transaction, after the sample's customers are gone. How many rows went, of each."""
    staff = User.objects.filter(is_sample=True)
    # Who changes a rule becomes its owner, so a rule of the sample's people is as they wrote it.
    rules = _gone(Rule.objects.filter(owner__in=staff))
    views = _gone(SavedView.objects.filter(owner__in=staff, version=1))
    templates = _gone(_templates(staff))
    _gone(BulkChange.objects.filter(created_by__in=staff))
    # what was computed from purchases is gone by now: these are the studies whose answers were invented
    studies = _gone(Analysis.objects.filter(created_by__in=staff))
    _gone(Job.objects.filter(created_by__in=staff))
    _gone(Tag.objects.filter(created_by__in=staff, taggings__isnull=True))
    _gone(MarketFigure.objects.filter(pk__in=_made("market_figure.recorded", staff), version=1))
    used = (model.objects.filter(competitor=OuterRef("pk")) for model in (WalletShare, MarketFigure))
    unused = Competitor.objects.filter(*(~Exists(rows) for rows in used))
    _gone(unused.filter(pk__in=_made("competitor.created", staff)))
    return {
        "rules": rules, "views": views, "templates": templates, "studies": studies,
        "attributes": _forget_attributes(staff),
    }  # fmt: skip


def _templates(staff: QuerySet[User]) -> QuerySet[LetterTemplate]:
    """Without those that a rule of somebody else still writes with."""
    used = {
        int(act["settings"]["template"])
        for acts in Rule.objects.values_list("acts", flat=True)
        for act in acts
        if str(act["settings"].get("template", "")).isdecimal()
    }
    return LetterTemplate.objects.filter(created_by__in=staff, version=1).exclude(pk__in=used)


def _forget_attributes(staff: QuerySet[User]) -> int:
    made = AttributeDefinition.objects.filter(pk__in=_made("attribute.created", staff), version=1)
    forgotten = [one for one in made if not _is_used(one)]
    for one in forgotten:
        drop_index(one)
        one.delete()
    forget_definitions()
    return len(forgotten)


def _is_used(definition: AttributeDefinition) -> bool:
    """By a record that stays, or by a rule, a view or a segment that somebody wrote."""
    named = rf"\m{definition.key}\M"
    for rows, field in (
        (Segment.objects.all(), "predicate"), (SavedView.objects.all(), "state"), (Rule.objects.all(), "predicate"),
        (AttributeDefinition.objects.all(), "formula"),
    ):  # fmt: skip
        if rows.annotate(told=Cast(field, TextField())).filter(told__regex=named).exists():
            return True
    with connection.cursor() as cursor:
        for place in places_of(definition.noun):
            statement = f"SELECT EXISTS (SELECT FROM {place.table} WHERE {place.column} ? %s)"
            cursor.execute(statement, [definition.key])
            if cursor.fetchone()[0]:
                return True
    return False


def _made(verb: str, staff: QuerySet[User]) -> set[int]:
    """Neither a competitor nor an attribute says who made it; the history does."""
    told = Event.objects.filter(verb=verb, actor_id__in=staff.values("pk"))
    return set(told.values_list("subject_id", flat=True))


def _gone(rows: QuerySet[Any]) -> int:
    count = rows.count()
    rows.delete()
    return count
