from pathlib import Path

import polars as pl


def load_products(folder: Path, sold: pl.Series) -> pl.DataFrame:
    """The goods of the cut as a tree of department, category and type; names are the type and the pack size."""
    goods = pl.read_csv(folder / "products.csv.gz", infer_schema=False).with_columns(
        pl.col("product_id").cast(pl.Int64)
    )
    named = pl.coalesce("product_type", "product_category", "department")
    size = pl.col("package_size").fill_null("").str.to_lowercase()
    return (
        goods.filter(pl.col("product_id").is_in(sold.unique().implode()))
        .sort("product_id")
        .select(
            pl.col("product_id").alias("product"),
            pl.concat_str(_worded(named), size, separator=" ").str.strip_chars().alias("name"),
            _worded(pl.col("department")).alias("department"),
            _worded(pl.col("product_category")).alias("category"),
            _worded(pl.col("product_type")).alias("type"),
            pl.col("brand"),
            pl.col("package_size").str.to_lowercase().alias("size"),
            pl.col("manufacturer_id").alias("manufacturer"),
        )
    )


def _worded(text: pl.Expr) -> pl.Expr:
    return text.str.to_lowercase().str.to_titlecase()
