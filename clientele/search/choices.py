"""The fixed words of search."""

CUSTOMER = "customer"
PROJECT = "project"

#: Sixteen places, so that a kind added later leaves every mark as it is.
KINDS = (CUSTOMER, PROJECT, *("",) * 14)

#: An index of three-letter pieces answers from three letters on; below, names and codes are found by their beginning.
SHORTEST_FRAGMENT = 3

#: The fields of a customer that are found by any part, in the order in which they stand in a document.
CUSTOMER_FIELDS = ("name", "code", "email", "account_number", "phone", "city", "status", "archived_at")

#: The fields of a contact that are found by any part.
CONTACT_FIELDS = ("name", "email")

#: The fields of a project that are found by any part, and what a hit shows.
PROJECT_FIELDS = ("name", "code", "status")
