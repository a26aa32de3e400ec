"""Makes the files of data/ from open data; runs by hand only, never at install or in the product."""
