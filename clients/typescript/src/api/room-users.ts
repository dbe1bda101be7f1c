/** The operations of Room users. */

import type { Room, RoomPage, User, UserPage } from "../models.js";
import type { CallOptions, Transport } from "../runtime.js";

/** Who may work in a room, and in which rooms a user may work. */
export class RoomUsersApi {
  constructor(private readonly transport: Transport) {}

  /**
   * List the users of a room.
   *
   * Lists the members of the organization that have access to the room. Members of other
   * organizations are left out even if the room is shared with them.
   *
   * - 200 if the organization can reach the room.
   * - 401 if the request carries no valid credentials.
   * - 403 if the caller lacks an active subscription.
   * - 403 if the caller cannot access the organization.
   * - 403 if the caller lacks the settings permission.
   * - 404 if the organization can reach no such room.
   */
  listRoomUsers(
    input: { organizationId: string; roomId: string },
    options?: CallOptions,
  ): Promise<UserPage> {
    return this.transport.send<UserPage>(
      {
        method: "GET",
        path: "/api/v5/orgs/{organization_id}/rooms/{room_id}/users",
        values: { organization_id: input.organizationId, room_id: input.roomId },
      },
      options,
    );
  }

  /** Every item of `listRoomUsers`, page by page as far as it is asked for. */
  async *iterateRoomUsers(
    input: { organizationId: string; roomId: string },
    options?: CallOptions,
  ): AsyncGenerator<User> {
    let page = await this.listRoomUsers(input, options);
    yield* page.results;
    while (page.next) {
      page = await this.transport.follow<UserPage>(page.next, options);
      yield* page.results;
    }
  }

  /**
   * List the rooms of a user.
   *
   * Lists the rooms to which the user, or a team of the user, has been given permission. The
   * settings permission does not add rooms here, neither the user's nor the caller's; `listRooms`
   * shows everything that an organization can reach.
   *
   * - 200 if the caller may read the rooms of the user.
   * - 401 if the request carries no valid credentials.
   * - 403 if the caller lacks an active subscription.
   * - 403 if the caller cannot access the user.
   */
  listUserRooms(
    input: {
      userId: string;
      ordering?: "created_at" | "-created_at" | "updated_at" | "-updated_at";
      isShared?: boolean;
    },
    options?: CallOptions,
  ): Promise<RoomPage> {
    return this.transport.send<RoomPage>(
      {
        method: "GET",
        path: "/api/v5/users/{user_id}/rooms",
        values: { user_id: input.userId },
        query: { ordering: input.ordering, is_shared: input.isShared },
      },
      options,
    );
  }

  /** Every item of `listUserRooms`, page by page as far as it is asked for. */
  async *iterateUserRooms(
    input: {
      userId: string;
      ordering?: "created_at" | "-created_at" | "updated_at" | "-updated_at";
      isShared?: boolean;
    },
    options?: CallOptions,
  ): AsyncGenerator<Room> {
    let page = await this.listUserRooms(input, options);
    yield* page.results;
    while (page.next) {
      page = await this.transport.follow<RoomPage>(page.next, options);
      yield* page.results;
    }
  }

  /**
   * Retrieve a room of a user.
   *
   * Reads one of the rooms that the user has been given permission to.
   *
   * - 200 if the user has a permission to the room.
   * - 401 if the request carries no valid credentials.
   * - 403 if the caller lacks an active subscription.
   * - 403 if the caller cannot access the user.
   * - 404 if the user cannot access the room.
   */
  retrieveUserRoom(
    input: { userId: string; roomId: string },
    options?: CallOptions,
  ): Promise<Room> {
    return this.transport.send<Room>(
      {
        method: "GET",
        path: "/api/v5/users/{user_id}/rooms/{room_id}",
        values: { user_id: input.userId, room_id: input.roomId },
      },
      options,
    );
  }
}
