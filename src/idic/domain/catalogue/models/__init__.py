from idic.domain.catalogue.models.category import Category
from idic.domain.catalogue.models.product import Product

__all__ = ["Category", "Product"]
