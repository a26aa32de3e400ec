from tests.domain.interact.knowledge.conftest import make_article, make_case

__all__ = ["make_article", "make_case"]
