"""The schemas of the document."""

from __future__ import annotations

from typing import Literal, TypeAlias

from msgspec import UNSET, Struct, UnsetType

from .open_struct import OpenStruct

ListUserRoomsOrdering: TypeAlias = Literal["created_at", "-created_at", "updated_at", "-updated_at"]

DateTime: TypeAlias = str
"""A moment in UTC as ISO 8601. The fraction of a second has up to six digits. Some endpoints leave
the zone out: such a value is UTC too.
"""

RoomSettingsInputAnalyticsObjectType: TypeAlias = Literal["gaq", "datalayer", "ga-send", "custom"]


class RoomPage(OpenStruct, kw_only=True):
    """One page of rooms."""

    next: str | None
    """Full URL of the next page, or null on the last one. Use it as it is."""
    previous: str | None
    """Full URL of the page before, or null on the first one."""
    results: list[Room]
    """The items of this page, in the order of the collection."""


class RoomInput(Struct, kw_only=True):
    """What a client sends to create a room or to replace it."""

    domain: str | UnsetType | None = UNSET
    """Host name of the website, which makes it a domain room. Null or nothing makes it a custom
    room. Only creation can choose it.
    """
    name: str
    """Name of the room."""
    language_code: str | UnsetType = UNSET
    """Language of the room as an RFC 3066 tag that the service supports."""
    is_chat_encryption_enabled: bool | UnsetType = UNSET
    """Whether chats in the room are to be encrypted."""
    public_key_id: str | UnsetType | None = UNSET
    """The public key to encrypt chats with, or null for none."""
    sensitive_data_purge_ttl: int | UnsetType | None = UNSET
    """Days after the end of a chat until its sensitive data is removed, or null to keep it."""
    bots_ignored_in_online_status: bool | UnsetType = UNSET
    """Whether bots are left out when `is_online` is worked out."""


class Room(OpenStruct, kw_only=True):
    """A place where visitors chat with an organization. A *domain room* belongs to one website, a
    *custom room* to none; otherwise the two are alike.
    """

    id: str
    """Identifies the room."""
    organization_id: str
    """The organization that owns the room."""
    organization: Organization
    """The owner in short."""
    domain: str | None
    """Host name of the website for a domain room, null for a custom room. It is chosen at creation,
    is fixed from then on, and no two domain rooms share one.
    """
    name: str
    """Name that the owner gave the room."""
    display_name: str
    """Name to show to people. Usually the room's name, unless a partner shares the room under a
    name of its own.
    """
    is_shared: bool
    """True if a partner shares the room to the organization, false if the organization owns it."""
    language_code: str
    """Language of the room as an RFC 3066 tag, one of those the service supports."""
    created_at: DateTime | UnsetType | None = UNSET
    """When the room was created. Only for the organization that owns it."""
    updated_at: DateTime | UnsetType | None = UNSET
    """When the room last changed. Only for the organization that owns it."""
    updated_by_user_id: str | UnsetType | None = UNSET
    """Who changed the room last, null if nobody knows. Only for the organization that owns it."""
    updated_by_user: User | UnsetType | None = UNSET
    """That user in short, null if nobody knows. Only for the organization that owns the room."""
    is_online: bool
    """Whether visitors can start a chat now: the room is open, and somebody is online in a routing
    step of its router.
    """
    is_humans_online: bool | UnsetType = UNSET
    """Whether the room is online and at least one of those online is no bot. Bots ask this before
    they hand a chat over to people.
    """
    is_deleted: bool
    """Whether the room was deleted and only stays for history. It serves no other purpose then."""
    is_service_hours_enabled: bool
    """Whether the room keeps service hours."""
    is_open: bool
    """Whether it is service time now. Always true for a room without service hours."""
    is_chat_encryption_enabled: bool | UnsetType = UNSET
    """Whether chats in the room are encrypted."""
    public_key_id: str | UnsetType | None = UNSET
    """The public key that encrypts the chats, or null without one."""
    sensitive_data_purge_ttl: int | UnsetType | None = UNSET
    """Number of days after the end of a chat until its sensitive data is removed. Null keeps the
    data.
    """
    bots_ignored_in_online_status: bool | UnsetType = UNSET
    """Whether only people, not bots, count when `is_online` is worked out."""
    token: str | UnsetType = UNSET
    """Signed identifier of the room from older days. New clients have no use for it."""


class RoomPatch(Struct, kw_only=True):
    """What a client sends to change some attributes of a room. Everything may be left out."""

    domain: str | UnsetType | None = UNSET
    """Host name of the website. It cannot change after creation."""
    name: str | UnsetType = UNSET
    """Name of the room."""
    language_code: str | UnsetType = UNSET
    """Language of the room as an RFC 3066 tag that the service supports."""
    is_chat_encryption_enabled: bool | UnsetType = UNSET
    """Whether chats in the room are to be encrypted."""
    public_key_id: str | UnsetType | None = UNSET
    """The public key to encrypt chats with, or null for none."""
    sensitive_data_purge_ttl: int | UnsetType | None = UNSET
    """Days after the end of a chat until its sensitive data is removed, or null to keep it."""
    bots_ignored_in_online_status: bool | UnsetType = UNSET
    """Whether bots are left out when `is_online` is worked out."""


class UserPage(OpenStruct, kw_only=True):
    """One page of users."""

    next: str | None
    """Full URL of the next page, or null on the last one. Use it as it is."""
    previous: str | None
    """Full URL of the page before, or null on the first one."""
    results: list[User]
    """The items of this page, in the order of the collection."""


class User(OpenStruct, kw_only=True):
    """A user of the service, a person or a bot. Which attributes come along depends on the place;
    only the ids are always there.
    """

    id: str
    """Identifies the user."""
    first_name: str | UnsetType = UNSET
    """First name."""
    last_name: str | UnsetType = UNSET
    """Family name."""
    full_name: str | UnsetType = UNSET
    """First and family name in one."""
    organization_id: str
    """The organization that the user is a member of."""
    avatar_id: str | UnsetType | None = UNSET
    """The user's picture, or null without one."""
    avatar: Avatar | UnsetType | None = UNSET
    """Details of the picture, or null without one."""
    is_bot: bool | UnsetType = UNSET
    """True for a bot, false for a person."""


class TagPage(OpenStruct, kw_only=True):
    """One page of tags."""

    next: str | None
    """Full URL of the next page, or null on the last one. Use it as it is."""
    previous: str | None
    """Full URL of the page before, or null on the first one."""
    results: list[Tag]
    """The items of this page, in the order of the collection."""


class TagInput(Struct, kw_only=True):
    """What a client sends to create a tag."""

    name: str
    """Text of the tag, new to the room."""


class Tag(OpenStruct, kw_only=True):
    """A label that can be put on the chats of one room."""

    name: str
    """Text of the tag. A room has each text once."""
    created_at: DateTime
    """When the tag was created."""
    hashed_name: str
    """SHA-1 hash of the tag. Visitors and goals never learn more about the tag than this."""
    room_id: str
    """The room that the tag belongs to."""


class SystemTagPage(OpenStruct, kw_only=True):
    """One page of system tags."""

    next: str | None
    """Full URL of the next page, or null on the last one. Use it as it is."""
    previous: str | None
    """Full URL of the page before, or null on the first one."""
    results: list[SystemTag]
    """The items of this page, in the order of the collection."""


class SystemTag(OpenStruct, kw_only=True):
    """A system tag. Only its name is promised; more attributes may come along."""

    name: str
    """Text of the tag."""


class RoomOverview(OpenStruct, kw_only=True):
    """The present state of one room, or of all rooms of a user taken together."""

    present_visitor_count: int
    """How many different visitors are present now."""
    pending_chat_count: int
    """How many chats wait for an answer now."""


class RoomSettings(OpenStruct, kw_only=True):
    """What one organization has chosen for a room. Each organization that can reach a shared room
    has settings of its own for it.
    """

    id: str
    """Identifies these settings."""
    organization_id: str
    """The organization that the settings belong to."""
    organization: Organization
    """That organization in short."""
    room_id: str
    """The room that the settings are for."""
    room: RoomReference
    """That room in short."""
    router_id: str | UnsetType | None = UNSET
    """The router that routes the chats of the room, or null without one."""
    router: Router | UnsetType | None = UNSET
    """That router in short, or null without one."""
    brand_id: str | None
    """The brand that is used in the room, or null for the default theme."""
    is_pending_chat_messages_hidden: bool
    """Whether operators cannot read what visitors wrote before their chat is picked up."""
    is_auto_tagging_enabled: bool
    """Whether chats with a phone number or an e-mail address in them get the tags `Auto: phone` and
    `Auto: email`.
    """
    is_analytics_tracking_enabled: bool
    """Whether Google Analytics tracking is switched on."""
    analytics_object_type: str | UnsetType | None = UNSET
    """Which Google Analytics object is used. Needed while tracking is enabled."""
    analytics_custom_object: str | UnsetType | None = UNSET
    """The custom Google Analytics object. Needed if the object type is `custom`."""
    is_ajax_tracking_enabled: bool
    """Whether AJAX tracking is switched on."""
    created_at: DateTime
    """When the settings were created."""
    updated_at: DateTime
    """When the settings last changed."""
    legacy_chat_dialog_id: str | None
    """The chat dialog that is used in the room, or null without one."""


class RoomSettingsInput(Struct, kw_only=True):
    """What a client sends to replace the settings of a room."""

    router_id: str | UnsetType | None = UNSET
    """The router to use, or null for none."""
    brand_id: str | UnsetType | None = UNSET
    """The brand to use, or null for the default theme."""
    is_pending_chat_messages_hidden: bool
    """Whether to hide what visitors write before their chat is picked up."""
    is_auto_tagging_enabled: bool
    """Whether to tag chats that contain a phone number or an e-mail address."""
    is_analytics_tracking_enabled: bool
    """Whether to switch Google Analytics tracking on."""
    analytics_object_type: RoomSettingsInputAnalyticsObjectType | UnsetType | None = UNSET
    """The Google Analytics object to use. Required if tracking is enabled."""
    analytics_custom_object: str | UnsetType | None = UNSET
    """The custom Google Analytics object. Required if the object type is `custom`."""
    is_ajax_tracking_enabled: bool
    """Whether to switch AJAX tracking on."""
    legacy_chat_dialog_id: str | UnsetType | None = UNSET
    """The chat dialog to use, or null for none."""


class RoomSettingsPatch(Struct, kw_only=True):
    """What a client sends to change some settings of a room. Everything may be left out."""

    router_id: str | UnsetType | None = UNSET
    """The router to use, or null for none."""
    brand_id: str | UnsetType | None = UNSET
    """The brand to use, or null for the default theme."""
    is_pending_chat_messages_hidden: bool | UnsetType = UNSET
    """Whether to hide what visitors write before their chat is picked up."""
    is_auto_tagging_enabled: bool | UnsetType = UNSET
    """Whether to tag chats that contain a phone number or an e-mail address."""
    is_analytics_tracking_enabled: bool | UnsetType = UNSET
    """Whether to switch Google Analytics tracking on."""
    analytics_object_type: RoomSettingsInputAnalyticsObjectType | UnsetType | None = UNSET
    """The Google Analytics object to use. Needed while tracking is enabled."""
    analytics_custom_object: str | UnsetType | None = UNSET
    """The custom Google Analytics object. Needed while the object type is `custom`."""
    is_ajax_tracking_enabled: bool | UnsetType = UNSET
    """Whether to switch AJAX tracking on."""
    legacy_chat_dialog_id: str | UnsetType | None = UNSET
    """The chat dialog to use, or null for none."""


class DomainLinkPage(OpenStruct, kw_only=True):
    """One page of domain links."""

    next: str | None
    """Full URL of the next page, or null on the last one. Use it as it is."""
    previous: str | None
    """Full URL of the page before, or null on the first one."""
    results: list[DomainLink]
    """The items of this page, in the order of the collection."""


class DomainLinkInput(Struct, kw_only=True):
    """What a client sends to create a domain link."""

    domain_room_id: str
    """The domain room to link to. A room without a domain will not do."""


class DomainLink(OpenStruct, kw_only=True):
    """Lets a room work on the domain of a domain room."""

    id: str
    """Identifies the link."""
    organization_id: str
    """The organization that owns the link."""
    organization: Organization
    """That organization in short."""
    room_id: str
    """The room that may work on the domain."""
    room: RoomReference
    """That room in short."""
    domain_room_id: str
    """The domain room whose domain it is. Chosen when the link is created."""
    domain_room: RoomReference
    """That domain room in short."""
    created_at: DateTime
    """When the link was created."""
    updated_at: DateTime
    """When the link last changed."""


class RoomQueuePage(OpenStruct, kw_only=True):
    """One page of queue entries."""

    next: str | None
    """Full URL of the next page, or null on the last one. Use it as it is."""
    previous: str | None
    """Full URL of the page before, or null on the first one."""
    results: list[RoomQueue]
    """The items of this page, in the order of the collection."""


class RoomQueue(OpenStruct, kw_only=True):
    """The place of one chat in the queue of a room. It is active until the chat is picked up and
    can still be read afterwards.
    """

    id: str
    """Identifies the queue entry. Usually a UUID, but do not rely on it."""
    chat_id: str
    """The chat that waits."""
    room_id: str
    """The room where the chat takes place."""
    created_at: DateTime
    """When the chat entered the queue."""
    organization_id: str
    """The organization of the room."""
    type: str
    """Kind of queue, for example `chat`. Expect other values."""
    current_position_in_queue: int | None
    """The visitor's place in the queue, null once the chat is picked up."""
    initial_estimated_wait_time: DateTime | None
    """When the chat was first expected to be picked up. A point in time, not a duration."""
    current_estimated_wait_time: DateTime | None
    """When the chat is expected to be picked up, as known now. A point in time, not a duration."""
    chat_picked_up_at: DateTime | None
    """When the chat was picked up, null while it waits."""


class BrandPage(OpenStruct, kw_only=True):
    """One page of brands."""

    next: str | None
    """Full URL of the next page, or null on the last one. Use it as it is."""
    previous: str | None
    """Full URL of the page before, or null on the first one."""
    results: list[Brand]
    """The items of this page, in the order of the collection."""


class BrandInput(Struct, kw_only=True):
    """What a client sends to create a brand or to replace it."""

    name: str
    """Name of the brand."""
    primary_color_code: str | None
    """Main colour as `#rrggbb`, or null for the default colour."""
    secondary_color_code: str | None
    """Second colour as `#rrggbb`, or null for the default colour."""
    logo_asset_id: str | UnsetType | None = UNSET
    """An image asset of the organization to use as logo, or null for none."""


class Brand(OpenStruct, kw_only=True):
    """How chat windows, buttons and forms look to visitors. At present only mobile chat windows
    follow it.
    """

    id: str
    """Identifies the brand."""
    organization_id: str
    """The organization that owns the brand."""
    organization: Organization
    """The owner in short."""
    created_at: DateTime
    """When the brand was created."""
    updated_at: DateTime
    """When the brand last changed."""
    created_by_user_id: str | None
    """Who created the brand."""
    created_by_user: User | None
    """That user in short."""
    updated_by_user_id: str | None
    """Who changed the brand last."""
    updated_by_user: User | None
    """That user in short."""
    name: str
    """Name of the brand."""
    primary_color_code: str | None
    """Main colour as a hexadecimal code, or null for the default colour."""
    secondary_color_code: str | None
    """Second colour as a hexadecimal code, or null for the default colour."""
    logo_asset_id: str | UnsetType | None = UNSET
    """The asset that serves as logo. Its kind has to be `image`."""
    logo_asset: Asset | UnsetType | None = UNSET
    """That asset in short. PNG, JPEG and GIF work; the picture is scaled to its place."""


class BrandPatch(Struct, kw_only=True):
    """What a client sends to change some attributes of a brand. Everything may be left out."""

    name: str | UnsetType = UNSET
    """Name of the brand."""
    primary_color_code: str | UnsetType | None = UNSET
    """Main colour as `#rrggbb`, or null for the default colour."""
    secondary_color_code: str | UnsetType | None = UNSET
    """Second colour as `#rrggbb`, or null for the default colour."""
    logo_asset_id: str | UnsetType | None = UNSET
    """An image asset of the organization to use as logo, or null for none."""


class Organization(OpenStruct, kw_only=True):
    """An organization in short, as it stands inside other resources."""

    id: str
    """Identifies the organization."""
    name: str
    """Name of the organization."""


class Avatar(OpenStruct, kw_only=True):
    """The picture of a user."""

    id: str
    """Identifies the picture."""
    url: str | UnsetType = UNSET
    """Where the picture can be loaded from."""


class RoomReference(OpenStruct, kw_only=True):
    """A room inside another resource. Only its id is promised; more attributes may come along."""

    id: str
    """Identifies the room."""


class Router(OpenStruct, kw_only=True):
    """What routes the chats of a room. Only its id is promised; more attributes may come along."""

    id: str
    """Identifies the router."""


class Asset(OpenStruct, kw_only=True):
    """A stored file, such as the logo of a brand."""

    id: str
    """Identifies the asset."""
    url: str | UnsetType = UNSET
    """Where the file can be loaded from."""
    name: str | UnsetType = UNSET
    """Name given to the asset."""
    description: str | UnsetType | None = UNSET
    """Longer explanation of the asset, or null."""
    kind: str | UnsetType | None = UNSET
    """What the file is; `image` for a logo."""
    content_type: str | UnsetType | None = UNSET
    """Media type of the file."""
    size: int | UnsetType = UNSET
    """Size of the file in bytes."""
    charset: str | UnsetType | None = UNSET
    """Character encoding of a text file, null for others."""
    width: int | UnsetType | None = UNSET
    """Width of an image in pixels."""
    height: int | UnsetType | None = UNSET
    """Height of an image in pixels."""
