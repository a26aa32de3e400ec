"""What kinds of records there are, and what may be asked of each: one declaration serves lists, filters, inline edit,
bulk changes, exports, templates and automation. Rooms register their nouns; nothing here knows any of them."""
