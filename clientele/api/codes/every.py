"""Codes that any address can answer."""

from clientele.api.codes.code import Code

CODES: dict[str, Code] = {
    "malformed_json": Code(
        400, "The body is not JSON in UTF-8.", "The body is not JSON: it breaks off at character 12."
    ),
    "unauthenticated": Code(
        401,
        "There is no token, or it is unknown, expired or revoked.",
        "Send a valid token as: Authorization: Bearer <token>.",
    ),
    "permission_denied": Code(
        403,
        "The member's role, or a token that only reads, does not allow it.",
        "Your role does not allow this.",
    ),
    "feature_disabled": Code(
        403,
        "The organisation has switched the feature off.",
        "The API is switched off for this organisation.",
    ),
    "not_found": Code(
        404,
        "The record, or one that the request refers to, is not in this organisation.",
        "There is no such record here.",
    ),
    "method_not_allowed": Code(405, "The address does not take this method.", "This address takes GET and PATCH."),
    "version_conflict": Code(
        409,
        "Somebody saved since the version in If-Match; the present record is in `current`.",
        "Anders & Sons Bakery was changed by someone else while you were editing.",
    ),
    "idempotency_key_in_use": Code(
        409,
        "The first request with this key is still at work; try again.",
        "The first request with this key is still at work. Try again.",
    ),
    "payload_too_large": Code(
        413, "The body is larger than this server takes.", "The body may be at most 5,242,880 bytes."
    ),
    "unsupported_media_type": Code(
        415, "The body is not sent as application/json.", "Send the body as application/json."
    ),
    "validation_error": Code(
        422,
        "A field, a parameter or a header is wrong; `errors` names each.",
        "“anders.example” is not an email address.",
    ),
    "idempotency_key_invalid": Code(
        422,
        "The Idempotency-Key is too long or has other characters than printable ASCII.",
        "An idempotency key has 1 to 255 printable ASCII characters.",
    ),
    "idempotency_key_reused": Code(
        422,
        "The Idempotency-Key was used within 24 hours for another request.",
        "This idempotency key was used for another request.",
    ),
    "rate_limited": Code(
        429,
        "More requests than the limit in one minute; wait as long as Retry-After says.",
        "The limit is 300 requests a minute. Try again in 21 seconds.",
    ),
    "internal_error": Code(500, "A defect of ours, whatever was sent.", "Something broke. It has been written down."),
    "unavailable": Code(
        503,
        "The database did not answer in time; wait as long as Retry-After says.",
        "The database is busy. Try again in a few seconds.",
    ),
}
