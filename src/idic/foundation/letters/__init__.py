"""Templates of mails, letters and messages: merge fields of any noun, one text for each language, in a sandbox."""
