"""PDF in the four languages: Typst sets what it is given as data; no text of a user is ever read as markup."""
