"""The base at this turn, counted where the pages read it: sums over all scores, as stored."""

from __future__ import annotations

from typing import Any

from django.db.backends.utils import CursorWrapper

_CURVE_POINTS = 100


def counted_figures(cursor: CursorWrapper, table: str, refresh_id: int) -> dict[str, Any]:
    """`table` holds the scores; those of an earlier refresh wait there to be taken away."""
    scores = f"(SELECT * FROM {table} WHERE refresh_id = {refresh_id:d}) AS scores"  # noqa: S608 - own name, a number
    cursor.execute(
        """SELECT count(*), count(*) FILTER (WHERE c.record_count > 1), sum(c.record_count)::bigint,
                  count(*) FILTER (WHERE c.phone <> '' OR c.email <> '')
           FROM identify_customer c WHERE c.merged_into_id IS NULL"""
    )
    customers, joined, records, reachable = cursor.fetchone()
    cursor.execute(
        f"""SELECT count(*) FILTER (WHERE frequency > 0), sum(monetary), sum(lifetime_value), avg(p_alive)
           FROM {scores}"""  # noqa: S608 - own name
    )
    buyers, spend, value, alive = cursor.fetchone()
    figures: dict[str, Any] = {
        "customers": customers, "joined": joined, "records": records or 0, "reachable": reachable, "buyers": buyers,
        "spend": str(spend or 0), "lifetime_value": str(value) if value is not None else None,
        "p_alive": round(alive, 4) if alive is not None else None,
    }  # fmt: skip
    for name in ("tense", "tier", "rfm_group"):
        cursor.execute(
            f"SELECT {name}, count(*), sum(monetary), sum(lifetime_value)"  # noqa: S608 - the three names above
            f" FROM {scores} WHERE {name} <> '' GROUP BY 1"
        )
        figures[name] = {
            code: {
                "customers": count,
                "spend": str(spent or 0),
                "lifetime_value": None if worth is None else str(worth),
            }
            for code, count, spent, worth in cursor.fetchall()
        }
    cursor.execute(
        f"SELECT r, f, count(*), sum(monetary) FROM {scores} WHERE r IS NOT NULL GROUP BY 1, 2"  # noqa: S608 - own name
    )
    figures["rfm_grid"] = [[r, f, count, str(sum_ or 0)] for r, f, count, sum_ in cursor.fetchall()]
    figures["value_curve"] = _value_curve(cursor, scores)
    return figures


def _value_curve(cursor: CursorWrapper, scores: str) -> list[list[float]]:
    """Hundredths of the customers, the most valuable first: their share of the customers and of the lifetime value."""
    cursor.execute(
        f"""SELECT max(place)::float / max(max(place)) OVER (), (sum(sum(value)) OVER (ORDER BY part))::float
           FROM (SELECT lifetime_value AS value, row_number() OVER ranked AS place, ntile(%s) OVER ranked AS part
                 FROM {scores} WHERE lifetime_value IS NOT NULL
                 WINDOW ranked AS (ORDER BY lifetime_value DESC, customer_id)) AS parted
           GROUP BY part ORDER BY part""",  # noqa: S608 - own name
        [_CURVE_POINTS],
    )
    rows = cursor.fetchall()
    whole = rows[-1][1] if rows else 0.0
    if whole <= 0:
        return []
    return [[0.0, 0.0], *([round(customers, 4), round(running / whole, 4)] for customers, running in rows)]
