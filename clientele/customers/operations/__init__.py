from clientele.customers.operations.contacts import add_contact, remove_contact, update_contact
from clientele.customers.operations.customers import create_customer, update_customer
from clientele.customers.operations.duplicates import dismiss_duplicate, withdraw_dismissal
from clientele.customers.operations.notes import add_note, delete_note, edit_note
from clientele.customers.operations.tags import create_tag, delete_tag, merge_tags, update_tag

__all__ = [
    "add_contact",
    "add_note",
    "create_customer",
    "create_tag",
    "delete_note",
    "delete_tag",
    "dismiss_duplicate",
    "edit_note",
    "merge_tags",
    "remove_contact",
    "update_contact",
    "update_customer",
    "update_tag",
    "withdraw_dismissal",
]
