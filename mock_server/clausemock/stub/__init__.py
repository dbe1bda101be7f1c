"""giosg Rooms and Brands API: implement the interfaces, then `create_app` serves them."""

from .api.brands import BrandsApi
from .api.domain_links import DomainLinksApi
from .api.room_overviews import RoomOverviewsApi
from .api.room_queues import RoomQueuesApi
from .api.room_settings import RoomSettingsApi
from .api.room_tags import RoomTagsApi
from .api.room_users import RoomUsersApi
from .api.rooms import RoomsApi
from .app import create_app
from .call import Answer, ApiError, Call, InvalidRequest, NotOverridden, Reply
from .errors import BadRequest, Forbidden, NotFound, Unauthorized

__all__ = [
    "Answer",
    "ApiError",
    "BadRequest",
    "BrandsApi",
    "Call",
    "DomainLinksApi",
    "Forbidden",
    "InvalidRequest",
    "NotFound",
    "NotOverridden",
    "Reply",
    "RoomOverviewsApi",
    "RoomQueuesApi",
    "RoomSettingsApi",
    "RoomTagsApi",
    "RoomUsersApi",
    "RoomsApi",
    "Unauthorized",
    "create_app",
]
