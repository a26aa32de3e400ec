"""What the people of the sample company did around their customers, made through the product's own operations."""
