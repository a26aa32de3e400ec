from idic.domain.interact.knowledge.models.article import Article
from idic.domain.interact.knowledge.models.counts import ArticleViews, ArticleVotes, Gap, SearchDay
from idic.domain.interact.knowledge.models.image import ArticleImage
from idic.domain.interact.knowledge.models.reading import CustomerReading
from idic.domain.interact.knowledge.models.text import ArticleText, ArticleVersion
from idic.domain.interact.knowledge.models.use import ArticleUse
from idic.domain.interact.knowledge.models.voter import ArticleVoter

__all__ = [
    "Article", "ArticleImage", "ArticleText", "ArticleUse", "ArticleVersion", "ArticleViews", "ArticleVoter", "ArticleVotes",
    "CustomerReading", "Gap", "SearchDay",
]  # fmt: skip
