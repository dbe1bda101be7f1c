"""One exception for each error status of the API.

ApiError
├── BadRequest (400)
├── Unauthorized (401)
├── Forbidden (403)
├── NotFound (404)
└── UnexpectedAnswer (a good status with a body that is not as documented)

Failures of the network are exceptions of httpx.
"""

from __future__ import annotations

from .failures import ApiError


class BadRequest(ApiError):
    """400 Bad Request.

    - if the payload leaves out a required attribute
    - if the payload is not of the expected format
    - if the payload takes away a required attribute
    """


class Unauthorized(ApiError):
    """401 Unauthorized.

    - if the request carries no valid credentials
    """


class Forbidden(ApiError):
    """403 Forbidden.

    - if the caller lacks an active subscription
    - if the caller cannot access the organization
    - if the caller lacks the settings permission
    - if the caller cannot access the user
    """


class NotFound(ApiError):
    """404 Not Found.

    - if the organization can reach no such room
    - if the user cannot access the room
    - if the room has no tag of this name
    - if the room has no link to the domain room
    - if the organization has no such brand
    """


BY_STATUS: dict[int, type[ApiError]] = {
    400: BadRequest,
    401: Unauthorized,
    403: Forbidden,
    404: NotFound,
}
