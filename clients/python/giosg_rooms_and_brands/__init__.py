"""Client of giosg Rooms and Brands API."""

from .answers import capture
from .client import AsyncClient, Client
from .errors import BadRequest, Forbidden, NotFound, Unauthorized
from .failures import ApiError, UnexpectedAnswer
from .retry import Retry

__all__ = [
    "ApiError",
    "AsyncClient",
    "BadRequest",
    "Client",
    "Forbidden",
    "NotFound",
    "Retry",
    "Unauthorized",
    "UnexpectedAnswer",
    "capture",
]
