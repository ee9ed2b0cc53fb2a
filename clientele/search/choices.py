"""The fixed words of search."""

CUSTOMER = "customer"

#: Sixteen places, so that a kind added later leaves every mark as it is.
KINDS = (CUSTOMER, *("",) * 15)

#: An index of three-letter pieces answers from three letters on; below, names and codes are found by their beginning.
SHORTEST_FRAGMENT = 3

#: The fields of a customer that are found by any part, in the order in which they stand in a document.
CUSTOMER_FIELDS = ("name", "code", "email", "account_number", "phone", "city", "status", "archived_at")

#: The fields of a contact that are found by any part.
CONTACT_FIELDS = ("name", "email")

#: Addresses that say nothing about which firm somebody belongs to.
FREE_MAIL = frozenset(
    [
        "aol.com",
        "btinternet.com",
        "free.fr",
        "gmail.com",
        "gmx.de",
        "gmx.net",
        "googlemail.com",
        "hotmail.co.uk",
        "hotmail.com",
        "icloud.com",
        "laposte.net",
        "live.com",
        "mail.com",
        "me.com",
        "msn.com",
        "orange.fr",
        "outlook.com",
        "proton.me",
        "protonmail.com",
        "sky.com",
        "t-online.de",
        "talktalk.net",
        "telefonica.net",
        "virginmedia.com",
        "wanadoo.fr",
        "web.de",
        "yahoo.co.uk",
        "yahoo.com",
        "yahoo.de",
        "yahoo.es",
        "yahoo.fr",
        "ymail.com",
    ]
)
