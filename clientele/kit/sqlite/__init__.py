"""Django's SQLite, with a queue that is short for everybody."""
