"""The least role for each address and method, of member, lead, admin and owner."""

LEAST_ROLE: dict[str, str] = {}
