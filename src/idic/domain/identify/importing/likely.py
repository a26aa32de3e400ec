"""How many of the staged rows are probably known: counted before an import takes anything."""

from __future__ import annotations

from idic.domain.identify.importing.statements import pairs

#: So many new rows are looked at; there may be more.
MOST_LOOKED_AT = 5_000

# New rows of the stage beside the records that are there, by the keys that have an index.
_OF_STAGE = f"""
SELECT 'likely', count(DISTINCT f.row_no) FROM (
    SELECT s.row_no, s.name_key, s.phones, s.birth_date, s.postcode FROM stage_row s JOIN stage_fate g USING (row_no)
    WHERE g.state = 'new' AND g.leader = g.row_no AND s.name_key <> '' ORDER BY s.row_no LIMIT {MOST_LOOKED_AT}) f
WHERE EXISTS (
    SELECT FROM identify_sourcerecord r WHERE r.name_key = f.name_key AND NOT r.name_key = ''
    AND (r.phones && f.phones::varchar[] OR r.birth_date = f.birth_date OR (r.postcode = f.postcode AND r.postcode <> '')))
"""


def likely_duplicates() -> int:
    """New rows whose name somebody has who agrees in phone, birth date or postcode too. Asked once the stage is matched."""
    return dict(pairs(_OF_STAGE))["likely"]
