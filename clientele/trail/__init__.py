"""What happened: audit, timeline and outbox in one append-only table."""
