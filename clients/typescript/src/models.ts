/** The schemas of the document. */

/** One page of rooms. */
export interface RoomPage {
  /** Full URL of the next page, or null on the last one. Use it as it is. */
  next: string | null;
  /** Full URL of the page before, or null on the first one. */
  previous: string | null;
  results: Room[];
}

/** What a client sends to create a room or to replace it. */
export interface RoomInput {
  /**
   * Host name of the website, which makes it a domain room. Null or nothing makes it a custom room.
   * Only creation can choose it.
   */
  domain?: string | null;
  /** Name of the room. */
  name: string;
  /** Language of the room as an RFC 3066 tag that the service supports. */
  language_code?: string;
  /** Whether chats in the room are to be encrypted. */
  is_chat_encryption_enabled?: boolean;
  /** The public key to encrypt chats with, or null for none. */
  public_key_id?: string | null;
  /** Days after the end of a chat until its sensitive data is removed, or null to keep it. */
  sensitive_data_purge_ttl?: number | null;
  /** Whether bots are left out when `is_online` is worked out. */
  bots_ignored_in_online_status?: boolean;
}

/**
 * A place where visitors chat with an organization. A *domain room* belongs to one website, a
 * *custom room* to none; otherwise the two are alike.
 */
export interface Room {
  /** Identifies the room. */
  id: string;
  /** The organization that owns the room. */
  organization_id: string;
  /** The owner in short. */
  organization: Organization;
  /**
   * Host name of the website for a domain room, null for a custom room. It is chosen at creation,
   * is fixed from then on, and no two domain rooms share one.
   */
  domain: string | null;
  /** Name that the owner gave the room. */
  name: string;
  /**
   * Name to show to people. Usually the room's name, unless a partner shares the room under a name
   * of its own.
   */
  display_name: string;
  /** True if a partner shares the room to the organization, false if the organization owns it. */
  is_shared: boolean;
  /** Language of the room as an RFC 3066 tag, one of those the service supports. */
  language_code: string;
  /** When the room was created. Only for the organization that owns it. */
  created_at?: DateTime | null;
  /** When the room last changed. Only for the organization that owns it. */
  updated_at?: DateTime | null;
  /** Who changed the room last, null if nobody knows. Only for the organization that owns it. */
  updated_by_user_id?: string | null;
  /** That user in short, null if nobody knows. Only for the organization that owns the room. */
  updated_by_user?: User | null;
  /**
   * Whether visitors can start a chat now: the room is open, and somebody is online in a routing
   * step of its router.
   */
  is_online: boolean;
  /**
   * Whether the room is online and at least one of those online is no bot. Bots ask this before
   * they hand a chat over to people.
   */
  is_humans_online?: boolean;
  /** Whether the room was deleted and only stays for history. It serves no other purpose then. */
  is_deleted: boolean;
  /** Whether the room keeps service hours. */
  is_service_hours_enabled: boolean;
  /** Whether it is service time now. Always true for a room without service hours. */
  is_open: boolean;
  /** Whether chats in the room are encrypted. */
  is_chat_encryption_enabled?: boolean;
  /** The public key that encrypts the chats, or null without one. */
  public_key_id?: string | null;
  /**
   * Number of days after the end of a chat until its sensitive data is removed. Null keeps the
   * data.
   */
  sensitive_data_purge_ttl?: number | null;
  /** Whether only people, not bots, count when `is_online` is worked out. */
  bots_ignored_in_online_status?: boolean;
  /** Signed identifier of the room from older days. New clients have no use for it. */
  token?: string;
}

/** What a client sends to change some attributes of a room. Everything may be left out. */
export interface RoomPatch {
  /** Host name of the website. It cannot change after creation. */
  domain?: string | null;
  /** Name of the room. */
  name?: string;
  /** Language of the room as an RFC 3066 tag that the service supports. */
  language_code?: string;
  /** Whether chats in the room are to be encrypted. */
  is_chat_encryption_enabled?: boolean;
  /** The public key to encrypt chats with, or null for none. */
  public_key_id?: string | null;
  /** Days after the end of a chat until its sensitive data is removed, or null to keep it. */
  sensitive_data_purge_ttl?: number | null;
  /** Whether bots are left out when `is_online` is worked out. */
  bots_ignored_in_online_status?: boolean;
}

/** One page of users. */
export interface UserPage {
  /** Full URL of the next page, or null on the last one. Use it as it is. */
  next: string | null;
  /** Full URL of the page before, or null on the first one. */
  previous: string | null;
  results: User[];
}

/** One page of tags. */
export interface TagPage {
  /** Full URL of the next page, or null on the last one. Use it as it is. */
  next: string | null;
  /** Full URL of the page before, or null on the first one. */
  previous: string | null;
  results: Tag[];
}

/** What a client sends to create a tag. */
export interface TagInput {
  /** Text of the tag, new to the room. */
  name: string;
}

/** A label that can be put on the chats of one room. */
export interface Tag {
  /** Text of the tag. A room has each text once. */
  name: string;
  /** When the tag was created. */
  created_at: DateTime;
  /** SHA-1 hash of the tag. Visitors and goals never learn more about the tag than this. */
  hashed_name: string;
  /** The room that the tag belongs to. */
  room_id: string;
}

/** One page of system tags. */
export interface SystemTagPage {
  /** Full URL of the next page, or null on the last one. Use it as it is. */
  next: string | null;
  /** Full URL of the page before, or null on the first one. */
  previous: string | null;
  results: SystemTag[];
}

/** The present state of one room, or of all rooms of a user taken together. */
export interface RoomOverview {
  /** How many different visitors are present now. */
  present_visitor_count: number;
  /** How many chats wait for an answer now. */
  pending_chat_count: number;
}

/**
 * What one organization has chosen for a room. Each organization that can reach a shared room has
 * settings of its own for it.
 */
export interface RoomSettings {
  /** Identifies these settings. */
  id: string;
  /** The organization that the settings belong to. */
  organization_id: string;
  /** That organization in short. */
  organization: Organization;
  /** The room that the settings are for. */
  room_id: string;
  /** That room in short. */
  room: RoomReference;
  /** The router that routes the chats of the room, or null without one. */
  router_id?: string | null;
  /** That router in short, or null without one. */
  router?: Router | null;
  /** The brand that is used in the room, or null for the default theme. */
  brand_id: string | null;
  /** Whether operators cannot read what visitors wrote before their chat is picked up. */
  is_pending_chat_messages_hidden: boolean;
  /**
   * Whether chats with a phone number or an e-mail address in them get the tags `Auto: phone` and
   * `Auto: email`.
   */
  is_auto_tagging_enabled: boolean;
  /** Whether Google Analytics tracking is switched on. */
  is_analytics_tracking_enabled: boolean;
  /** Which Google Analytics object is used. Needed while tracking is enabled. */
  analytics_object_type?: "gaq" | "datalayer" | "ga-send" | "custom" | (string & {}) | null;
  /** The custom Google Analytics object. Needed if the object type is `custom`. */
  analytics_custom_object?: string | null;
  /** Whether AJAX tracking is switched on. */
  is_ajax_tracking_enabled: boolean;
  /** When the settings were created. */
  created_at: DateTime;
  /** When the settings last changed. */
  updated_at: DateTime;
  /** The chat dialog that is used in the room, or null without one. */
  legacy_chat_dialog_id: string | null;
}

/** What a client sends to replace the settings of a room. */
export interface RoomSettingsInput {
  /** The router to use, or null for none. */
  router_id?: string | null;
  /** The brand to use, or null for the default theme. */
  brand_id?: string | null;
  /** Whether to hide what visitors write before their chat is picked up. */
  is_pending_chat_messages_hidden: boolean;
  /** Whether to tag chats that contain a phone number or an e-mail address. */
  is_auto_tagging_enabled: boolean;
  /** Whether to switch Google Analytics tracking on. */
  is_analytics_tracking_enabled: boolean;
  /** The Google Analytics object to use. Required if tracking is enabled. */
  analytics_object_type?: "gaq" | "datalayer" | "ga-send" | "custom" | null;
  /** The custom Google Analytics object. Required if the object type is `custom`. */
  analytics_custom_object?: string | null;
  /** Whether to switch AJAX tracking on. */
  is_ajax_tracking_enabled: boolean;
  /** The chat dialog to use, or null for none. */
  legacy_chat_dialog_id?: string | null;
}

/** What a client sends to change some settings of a room. Everything may be left out. */
export interface RoomSettingsPatch {
  /** The router to use, or null for none. */
  router_id?: string | null;
  /** The brand to use, or null for the default theme. */
  brand_id?: string | null;
  /** Whether to hide what visitors write before their chat is picked up. */
  is_pending_chat_messages_hidden?: boolean;
  /** Whether to tag chats that contain a phone number or an e-mail address. */
  is_auto_tagging_enabled?: boolean;
  /** Whether to switch Google Analytics tracking on. */
  is_analytics_tracking_enabled?: boolean;
  /** The Google Analytics object to use. Needed while tracking is enabled. */
  analytics_object_type?: "gaq" | "datalayer" | "ga-send" | "custom" | null;
  /** The custom Google Analytics object. Needed while the object type is `custom`. */
  analytics_custom_object?: string | null;
  /** Whether to switch AJAX tracking on. */
  is_ajax_tracking_enabled?: boolean;
  /** The chat dialog to use, or null for none. */
  legacy_chat_dialog_id?: string | null;
}

/** One page of domain links. */
export interface DomainLinkPage {
  /** Full URL of the next page, or null on the last one. Use it as it is. */
  next: string | null;
  /** Full URL of the page before, or null on the first one. */
  previous: string | null;
  results: DomainLink[];
}

/** What a client sends to create a domain link. */
export interface DomainLinkInput {
  /** The domain room to link to. A room without a domain will not do. */
  domain_room_id: string;
}

/** Lets a room work on the domain of a domain room. */
export interface DomainLink {
  /** Identifies the link. */
  id: string;
  /** The organization that owns the link. */
  organization_id: string;
  /** That organization in short. */
  organization: Organization;
  /** The room that may work on the domain. */
  room_id: string;
  /** That room in short. */
  room: RoomReference;
  /** The domain room whose domain it is. Chosen when the link is created. */
  domain_room_id: string;
  /** That domain room in short. */
  domain_room: RoomReference;
  /** When the link was created. */
  created_at: DateTime;
  /** When the link last changed. */
  updated_at: DateTime;
}

/** One page of queue entries. */
export interface RoomQueuePage {
  /** Full URL of the next page, or null on the last one. Use it as it is. */
  next: string | null;
  /** Full URL of the page before, or null on the first one. */
  previous: string | null;
  results: RoomQueue[];
}

/**
 * The place of one chat in the queue of a room. It is active until the chat is picked up and can
 * still be read afterwards.
 */
export interface RoomQueue {
  /** Identifies the queue entry. Usually a UUID, but do not rely on it. */
  id: string;
  /** The chat that waits. */
  chat_id: string;
  /** The room where the chat takes place. */
  room_id: string;
  /** When the chat entered the queue. */
  created_at: DateTime;
  /** The organization of the room. */
  organization_id: string;
  /** Kind of queue, for example `chat`. Expect other values. */
  type: string;
  /** The visitor's place in the queue, null once the chat is picked up. */
  current_position_in_queue: number | null;
  /** When the chat was first expected to be picked up. A point in time, not a duration. */
  initial_estimated_wait_time: DateTime | null;
  /** When the chat is expected to be picked up, as known now. A point in time, not a duration. */
  current_estimated_wait_time: DateTime | null;
  /** When the chat was picked up, null while it waits. */
  chat_picked_up_at: DateTime | null;
}

/** One page of brands. */
export interface BrandPage {
  /** Full URL of the next page, or null on the last one. Use it as it is. */
  next: string | null;
  /** Full URL of the page before, or null on the first one. */
  previous: string | null;
  results: Brand[];
}

/** What a client sends to create a brand or to replace it. */
export interface BrandInput {
  /** Name of the brand. */
  name: string;
  /** Main colour as `#rrggbb`, or null for the default colour. */
  primary_color_code: string | null;
  /** Second colour as `#rrggbb`, or null for the default colour. */
  secondary_color_code: string | null;
  /** An image asset of the organization to use as logo, or null for none. */
  logo_asset_id?: string | null;
}

/**
 * How chat windows, buttons and forms look to visitors. At present only mobile chat windows follow
 * it.
 */
export interface Brand {
  /** Identifies the brand. */
  id: string;
  /** The organization that owns the brand. */
  organization_id: string;
  /** The owner in short. */
  organization: Organization;
  /** When the brand was created. */
  created_at: DateTime;
  /** When the brand last changed. */
  updated_at: DateTime;
  /** Who created the brand. */
  created_by_user_id: string | null;
  /** That user in short. */
  created_by_user: User | null;
  /** Who changed the brand last. */
  updated_by_user_id: string | null;
  /** That user in short. */
  updated_by_user: User | null;
  /** Name of the brand. */
  name: string;
  /** Main colour as a hexadecimal code, or null for the default colour. */
  primary_color_code: string | null;
  /** Second colour as a hexadecimal code, or null for the default colour. */
  secondary_color_code: string | null;
  /** The asset that serves as logo. Its kind has to be `image`. */
  logo_asset_id?: string | null;
  /** That asset in short. PNG, JPEG and GIF work; the picture is scaled to its place. */
  logo_asset?: Asset | null;
}

/** What a client sends to change some attributes of a brand. Everything may be left out. */
export interface BrandPatch {
  /** Name of the brand. */
  name?: string;
  /** Main colour as `#rrggbb`, or null for the default colour. */
  primary_color_code?: string | null;
  /** Second colour as `#rrggbb`, or null for the default colour. */
  secondary_color_code?: string | null;
  /** An image asset of the organization to use as logo, or null for none. */
  logo_asset_id?: string | null;
}

/** An organization in short, as it stands inside other resources. */
export interface Organization {
  /** Identifies the organization. */
  id: string;
  /** Name of the organization. */
  name: string;
}

/**
 * A moment in UTC as ISO 8601. The fraction of a second has up to six digits. Some endpoints leave
 * the zone out: such a value is UTC too.
 */
export type DateTime = string;

/**
 * A user of the service, a person or a bot. Which attributes come along depends on the place; only
 * the ids are always there.
 */
export interface User {
  /** Identifies the user. */
  id: string;
  /** First name. */
  first_name?: string;
  /** Family name. */
  last_name?: string;
  /** First and family name in one. */
  full_name?: string;
  /** The organization that the user is a member of. */
  organization_id: string;
  /** The user's picture, or null without one. */
  avatar_id?: string | null;
  /** Details of the picture, or null without one. */
  avatar?: Avatar | null;
  /** True for a bot, false for a person. */
  is_bot?: boolean;
}

/** A system tag. Only its name is promised; more attributes may come along. */
export interface SystemTag {
  /** Text of the tag. */
  name: string;
}

/** A room inside another resource. Only its id is promised; more attributes may come along. */
export interface RoomReference {
  /** Identifies the room. */
  id: string;
}

/** What routes the chats of a room. Only its id is promised; more attributes may come along. */
export interface Router {
  /** Identifies the router. */
  id: string;
}

/** A stored file, such as the logo of a brand. */
export interface Asset {
  /** Identifies the asset. */
  id: string;
  /** Where the file can be loaded from. */
  url?: string;
  /** Name given to the asset. */
  name?: string;
  /** Longer explanation of the asset, or null. */
  description?: string | null;
  /** What the file is; `image` for a logo. */
  kind?: string | null;
  /** Media type of the file. */
  content_type?: string | null;
  /** Size of the file in bytes. */
  size?: number;
  /** Character encoding of a text file, null for others. */
  charset?: string | null;
  /** Width of an image in pixels. */
  width?: number | null;
  /** Height of an image in pixels. */
  height?: number | null;
}

/** The picture of a user. */
export interface Avatar {
  /** Identifies the picture. */
  id: string;
  /** Where the picture can be loaded from. */
  url?: string;
}
