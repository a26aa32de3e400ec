from idic.domain.interact.papers.models.paper import Paper

__all__ = ["Paper"]
