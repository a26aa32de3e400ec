"""Search inside names in three scripts through one array of short tokens.

The tokens of a query are all among the tokens of every record that it finds, so `tokens @> query` under a GIN index
yields the candidates; `matches` then re-checks the stored text and ranks.
"""

from idic.methods.search_keys.index import text_for_index, tokens_for_index
from idic.methods.search_keys.query import Query, QueryKind, tokens_for_query
from idic.methods.search_keys.rank import Rank, matches

__all__ = ["Query", "QueryKind", "Rank", "matches", "text_for_index", "tokens_for_index", "tokens_for_query"]
