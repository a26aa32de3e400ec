"""The promises on a case: worked out from what happened, never kept by hand."""
