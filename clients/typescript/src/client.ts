/** giosg Rooms and Brands API: the way in. */

import { RoomsApi } from "./api/rooms.js";
import { RoomUsersApi } from "./api/room-users.js";
import { RoomTagsApi } from "./api/room-tags.js";
import { RoomOverviewsApi } from "./api/room-overviews.js";
import { RoomSettingsApi } from "./api/room-settings.js";
import { DomainLinksApi } from "./api/domain-links.js";
import { RoomQueuesApi } from "./api/room-queues.js";
import { BrandsApi } from "./api/brands.js";
import { BY_STATUS } from "./errors.js";
import { worded, Transport, type Retry } from "./runtime.js";

export interface ClientOptions {
  /** sent as `Token ...`. */
  apiToken?: string;
  /** sent as `Bearer ...`. */
  accessToken?: string;
  baseUrl?: string;
  /** Milliseconds that one attempt may take; 30,000 unless given. */
  timeout?: number;
  retry?: Partial<Retry>;
  /** Tests give one that needs no network. */
  fetch?: typeof fetch;
}

/** The API, call by call. */
export class Client {
  readonly rooms: RoomsApi;
  readonly roomUsers: RoomUsersApi;
  readonly roomTags: RoomTagsApi;
  readonly roomOverviews: RoomOverviewsApi;
  readonly roomSettings: RoomSettingsApi;
  readonly domainLinks: DomainLinksApi;
  readonly roomQueues: RoomQueuesApi;
  readonly brands: BrandsApi;

  constructor(options: ClientOptions = {}) {
    const transport = new Transport(
      {
        baseUrl: options.baseUrl ?? "https://service.giosg.com",
        timeout: options.timeout ?? 30_000,
        retry: { attempts: 3, first: 500, longest: 30_000, ...options.retry },
        fetch: options.fetch ?? fetch,
        secrets: {
          apiToken: { place: "headers", name: "Authorization", value: worded("Token", options.apiToken) },
          accessToken: { place: "headers", name: "Authorization", value: worded("Bearer", options.accessToken) },
        },
        usual: [["apiToken"], ["accessToken"]],
      },
      BY_STATUS,
    );
    this.rooms = new RoomsApi(transport);
    this.roomUsers = new RoomUsersApi(transport);
    this.roomTags = new RoomTagsApi(transport);
    this.roomOverviews = new RoomOverviewsApi(transport);
    this.roomSettings = new RoomSettingsApi(transport);
    this.domainLinks = new DomainLinksApi(transport);
    this.roomQueues = new RoomQueuesApi(transport);
    this.brands = new BrandsApi(transport);
  }
}
