from clientele.customers.models.contact import Contact
from clientele.customers.models.customer import Customer, CustomerQuerySet
from clientele.customers.models.duplicate import DuplicateDismissal
from clientele.customers.models.note import Note
from clientele.customers.models.tag import Tag, Tagging

__all__ = ["Contact", "Customer", "CustomerQuerySet", "DuplicateDismissal", "Note", "Tag", "Tagging"]
