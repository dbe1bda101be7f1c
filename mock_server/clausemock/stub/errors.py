"""One exception for each error status of the document. Raise them from any method.

ApiError
├── BadRequest (400)
├── Unauthorized (401)
├── Forbidden (403)
└── NotFound (404)
"""

from __future__ import annotations

from .call import ApiError


class BadRequest(ApiError):
    """400 Bad Request.

    - if the payload leaves out a required attribute
    - if the payload is not of the expected format
    - if the payload takes away a required attribute
    """

    status = 400


class Unauthorized(ApiError):
    """401 Unauthorized.

    - if the request carries no valid credentials
    """

    status = 401


class Forbidden(ApiError):
    """403 Forbidden.

    - if the caller lacks an active subscription
    - if the caller cannot access the organization
    - if the caller lacks the settings permission
    - if the caller cannot access the user
    """

    status = 403


class NotFound(ApiError):
    """404 Not Found.

    - if the organization can reach no such room
    - if the user cannot access the room
    - if the room has no tag of this name
    - if the room has no link to the domain room
    - if the organization has no such brand
    """

    status = 404
