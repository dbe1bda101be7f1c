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
    status = 400


class Unauthorized(ApiError):
    status = 401


class Forbidden(ApiError):
    status = 403


class NotFound(ApiError):
    status = 404
