"""How many a rule holds: by the image, and of those who have changed since by the records."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from datetime import date

import numpy as np
from django.db import connection

from idic.domain.differentiate.compiling import read_rule, segment_fields
from idic.domain.differentiate.image.errors import NotAtHand
from idic.domain.differentiate.image.image import Image, begun
from idic.domain.differentiate.image.moment import changed_since, has_moved_on, stamp_now
from idic.domain.differentiate.models import Segment
from idic.domain.differentiate.queries.segments import Count, count_among
from idic.foundation.nouns.errors import PredicateRefused
from idic.foundation.nouns.fields import Field
from idic.methods.predicate import Node, fields_used
from idic.warehouse.snapshots import Snapshot

#: So many are asked of the records at each count; with more the image is read anew.
MOST_CHANGED = 2_000


class Counting:
    """Keeps one image for the process. Reading goes on beside the questions: who asks meanwhile is told NotAtHand."""

    def __init__(self) -> None:
        self._image: Image | None = None
        self._lock = threading.Lock()
        self._reading = False

    def count(self, rule: Node, fields: Mapping[str, Field], *, snapshot: Snapshot | None, as_of: date) -> Count:
        """Exact for this moment. Raises NotAtHand, NotInImage."""
        image = self._fresh(rule, fields, snapshot)
        changed = changed_since(image.settled(rule), most=MOST_CHANGED)
        if changed is None:
            if image.settled(rule) == image.moment.settled and has_moved_on(image.moment):
                self._begin(image, [], snapshot)
            raise NotAtHand
        doers = image.doers_since(rule, most=MOST_CHANGED)
        if doers is None:
            raise NotAtHand
        changed = sorted({*changed, *doers, *image.moment.waiting})
        found = image.truth(rule, fields, as_of=as_of)
        places = np.searchsorted(image.ids, changed)
        places = places[np.append(image.ids, -1)[places] == changed]
        yes, no = (int(np.count_nonzero(one) - np.count_nonzero(one[places])) for one in (found.yes, found.no))
        everybody = len(image.ids) - len(places)
        anew = count_among(rule, fields, changed, as_of=as_of)
        return Count(yes + anew.members, everybody - yes - no + anew.unknown, everybody + anew.base)

    def prepare(self, snapshot: Snapshot | None) -> None:
        """What the living segments ask for is what the next one will ask for."""
        if self._image is None:
            fields = segment_fields()
            self._begin(None, _in_use(fields), snapshot)

    def _fresh(self, rule: Node, fields: Mapping[str, Field], snapshot: Snapshot | None) -> Image:
        image = self._image
        if image is None or image.moment.stamp != stamp_now() or _name(image.snapshot) != _name(snapshot):
            self._begin(image, [fields[name] for name in fields_used(rule)], snapshot)
            raise NotAtHand
        columns, kinds = image.missing(rule, fields)
        if columns or kinds:
            self._beside(lambda: image.read(columns, kinds))
            raise NotAtHand
        return image

    def _begin(self, before: Image | None, more: Sequence[Field], snapshot: Snapshot | None) -> None:
        """Anew, with all that the one before held."""
        known = segment_fields()
        held = {name for name, _expression, _kind in before.columns} if before else set()
        wanted = {one.name: one for one in more} | {name: known[name] for name in held if name in known}
        kinds = list(before.deeds) if before else []

        def read() -> None:
            image = begun(snapshot, list(wanted.values()))
            image.read([], kinds)
            self._image = image

        self._beside(read)

    def _beside(self, read: Callable[[], None]) -> None:
        with self._lock:
            if self._reading:
                return
            self._reading = True
        threading.Thread(target=self._read, args=(read,), daemon=True).start()

    def _read(self, read: Callable[[], None]) -> None:
        try:
            read()
        finally:
            connection.close()
            with self._lock:
                self._reading = False


def _in_use(fields: Mapping[str, Field]) -> list[Field]:
    names = dict[str, None]()
    for segment in Segment.objects.filter(is_archived=False, is_static=False):
        try:
            names.update(dict.fromkeys(fields_used(read_rule(segment.predicate, fields))))
        except PredicateRefused:
            continue
    return [fields[name] for name in names]


def _name(snapshot: Snapshot | None) -> str:
    return snapshot.name if snapshot else ""
