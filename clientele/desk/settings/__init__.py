"""The organisation's settings, each part a page of its own, shown to whom its policy allows."""
