from __future__ import annotations

from django.db import connection, transaction

from idic.domain.identify.linkage.enums import RunState
from idic.domain.identify.linkage.errors import RunNotFinished
from idic.domain.identify.linkage.models import LinkagePair, LinkageRun
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require
from idic.foundation.events.operations.append import NewEvent, append_event

SIZE = 200
#: Bands of probability; an equal share of each is looked at, what a small band lacks goes to the others.
BANDS = (0.1, 0.3, 0.5, 0.7, 0.9, 0.95, 0.99)

_DRAW = """
WITH banded AS (
    SELECT id, width_bucket(posterior, %(bands)s) AS band, md5(id::text || %(seed)s) AS chance
    FROM linkage_linkagepair WHERE run_id = %(run)s AND state IN ('waiting', 'unsure')
), turns AS (
    SELECT id, chance, row_number() OVER (PARTITION BY band ORDER BY chance) AS turn FROM banded
), drawn AS (
    SELECT id, chance FROM turns ORDER BY turn, chance LIMIT %(size)s
), placed AS (SELECT id, row_number() OVER (ORDER BY chance) AS place FROM drawn)
UPDATE linkage_linkagepair p SET sample_place = placed.place FROM placed WHERE p.id = placed.id
"""


@transaction.atomic
def draw_sample(run: LinkageRun, *, by: User, size: int = SIZE) -> int:
    """Pairs for a measurement, in an order that tells nothing of their weight. An earlier sample of the run is forgotten;
    its labels stay. Returns how many were drawn."""
    require(by, "linkage.manage")
    run = LinkageRun.objects.select_for_update().defer("model").get(pk=run.pk)
    if run.state != RunState.DONE:
        raise RunNotFinished
    LinkagePair.objects.filter(run=run, sample_place__isnull=False).update(sample_place=None)
    with connection.cursor() as cursor:
        cursor.execute(_DRAW, {"bands": list(BANDS), "seed": str(run.pk), "run": run.pk, "size": size})
        drawn = int(cursor.rowcount)
    append_event(
        NewEvent("linkage.sampled", "linkage_run", run.pk, after={"run": run.pk, "pairs": drawn}), by=by
    )  # fmt: skip
    return drawn
