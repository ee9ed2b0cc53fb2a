"""Codes of customers and their tags."""

from clientele.api.codes.code import Code

CODES: dict[str, Code] = {
    "customer_archived": Code(
        409,
        "The customer is archived, which makes it read-only.",
        "Anders & Sons Bakery is archived. Restore it first.",
    ),
    "customer_inactive": Code(
        409,
        "The customer is inactive, so it takes no new projects; one is moved there only with `confirm`.",
        "Anders & Sons Bakery is inactive, so it takes no new projects. Set it active first.",
    ),
    "customer_name_taken": Code(
        422,
        "Another customer that is not archived has the name; `existing` is its id.",
        "Customer with this name already exists.",
    ),
    "customer_code_taken": Code(
        422,
        "Another customer has the code; `existing` is its id.",
        "The code ANDERS belongs to Anders & Sons Bakery.",
    ),
    "code_immutable": Code(422, "A customer's code never changes.", "A code cannot be changed after creation."),
    "tag_name_taken": Code(422, "There is a tag of this name.", "There is a tag “Catering” already."),
    "same_tag": Code(422, "A tag cannot be merged into itself.", "Choose another tag to merge into."),
    "same_customer": Code(422, "A customer is no duplicate of itself.", "Choose two different ones."),
}
