"""Every `code` a problem document can carry: its HTTP status and when it is answered. Codes never change."""

from clientele.api.codes import billing, customers, every, imports, projects, team
from clientele.api.codes.code import Code

_ALL = every.CODES | customers.CODES | projects.CODES | billing.CODES | imports.CODES | team.CODES

#: By status, in which order they are told.
CODES: dict[str, Code] = dict(sorted(_ALL.items(), key=lambda item: item[1].status))

__all__ = ["CODES", "Code"]
