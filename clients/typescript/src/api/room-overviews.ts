/** The operations of Room overviews. */

import type { RoomOverview } from "../models.js";
import type { CallOptions, Transport } from "../runtime.js";

/** Live counts of visitors and waiting chats. */
export class RoomOverviewsApi {
  constructor(private readonly transport: Transport) {}

  /**
   * Retrieve the overview of a room.
   *
   * Counts the visitors who are present in the room and the chats that wait in it.
   *
   * - 200 if the organization can reach the room.
   * - 401 if the request carries no valid credentials.
   * - 403 if the caller lacks an active subscription.
   * - 403 if the caller cannot access the organization.
   * - 403 if the caller lacks the settings permission.
   * - 404 if the organization can reach no such room.
   */
  retrieveRoomOverview(
    input: { organizationId: string; roomId: string },
    options?: CallOptions,
  ): Promise<RoomOverview> {
    return this.transport.send<RoomOverview>(
      {
        method: "GET",
        path: "/api/v5/orgs/{organization_id}/rooms/{room_id}/overview",
        values: { organization_id: input.organizationId, room_id: input.roomId },
      },
      options,
    );
  }

  /**
   * Retrieve the overview of all rooms of a user.
   *
   * Counts visitors and waiting chats over all rooms that the user has permission to. A visitor who
   * is present in several of them counts once.
   *
   * - 200 if the caller may read the rooms of the user.
   * - 401 if the request carries no valid credentials.
   * - 403 if the caller lacks an active subscription.
   * - 403 if the caller cannot access the user.
   */
  retrieveUserRoomOverview(
    input: { organizationId: string; userId: string },
    options?: CallOptions,
  ): Promise<RoomOverview> {
    return this.transport.send<RoomOverview>(
      {
        method: "GET",
        path: "/api/v5/orgs/{organization_id}/users/{user_id}/room_overview",
        values: { organization_id: input.organizationId, user_id: input.userId },
      },
      options,
    );
  }
}
