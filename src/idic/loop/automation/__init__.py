"""Rules that a manager writes without code: when an event, if a predicate, then acts. They run in the name of their owner,
with that person's rights, after commit, and each run says what it did and why."""
