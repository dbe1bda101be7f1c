/** The operations of Rooms. */

import type { Room, RoomInput, RoomPage, RoomPatch } from "../models.js";
import type { CallOptions, Transport } from "../runtime.js";

/** Custom rooms and domain rooms, owned by an organization or shared to it. */
export class RoomsApi {
  constructor(private readonly transport: Transport) {}

  /**
   * List the rooms of an organization.
   *
   * Lists every room that the organization can reach: its own and those that partners share to it.
   *
   * - 200 if the caller may read the rooms of the organization.
   * - 401 if the request carries no valid credentials.
   * - 403 if the caller lacks an active subscription.
   * - 403 if the caller cannot access the organization.
   * - 403 if the caller lacks the settings permission.
   */
  listRooms(
    input: {
      organizationId: string;
      ordering?: "created_at" | "-created_at";
      isDeleted?: boolean;
      isShared?: boolean;
    },
    options?: CallOptions,
  ): Promise<RoomPage> {
    return this.transport.send<RoomPage>(
      {
        method: "GET",
        path: "/api/v5/orgs/{organization_id}/rooms",
        values: { organization_id: input.organizationId },
        query: { ordering: input.ordering, is_deleted: input.isDeleted, is_shared: input.isShared },
      },
      options,
    );
  }

  /** Every item of `listRooms`, page by page as far as it is asked for. */
  async *iterateRooms(
    input: {
      organizationId: string;
      ordering?: "created_at" | "-created_at";
      isDeleted?: boolean;
      isShared?: boolean;
    },
    options?: CallOptions,
  ): AsyncGenerator<Room> {
    let page = await this.listRooms(input, options);
    yield* page.results;
    while (page.next) {
      page = await this.transport.follow<RoomPage>(page.next, options);
      yield* page.results;
    }
  }

  /**
   * Create a room.
   *
   * Creates a custom room, or a domain room if the payload names a domain. A domain can have one
   * domain room only.
   *
   * - 201 if the room was created.
   * - 400 if the payload leaves out a required attribute.
   * - 400 if the payload is not of the expected format.
   * - 401 if the request carries no valid credentials.
   * - 403 if the caller lacks an active subscription.
   * - 403 if the caller cannot access the organization.
   * - 403 if the caller lacks the settings permission.
   */
  createRoom(
    input: { organizationId: string; body: RoomInput },
    options?: CallOptions,
  ): Promise<Room> {
    return this.transport.send<Room>(
      {
        method: "POST",
        path: "/api/v5/orgs/{organization_id}/rooms",
        values: { organization_id: input.organizationId },
        body: input.body,
      },
      options,
    );
  }

  /**
   * Retrieve a room.
   *
   * Reads one room that the organization can reach, even a shared or a deleted one.
   *
   * - 200 if the organization can reach the room.
   * - 401 if the request carries no valid credentials.
   * - 403 if the caller lacks an active subscription.
   * - 403 if the caller cannot access the organization.
   * - 403 if the caller lacks the settings permission.
   * - 404 if the organization can reach no such room.
   */
  retrieveRoom(
    input: { organizationId: string; roomId: string },
    options?: CallOptions,
  ): Promise<Room> {
    return this.transport.send<Room>(
      {
        method: "GET",
        path: "/api/v5/orgs/{organization_id}/rooms/{room_id}",
        values: { organization_id: input.organizationId, room_id: input.roomId },
      },
      options,
    );
  }

  /**
   * Replace a room.
   *
   * Sets all editable attributes of an own room. The domain stays as it is. What becomes of
   * optional attributes that the payload leaves out is not promised, so send them all.
   *
   * - 200 if the room was replaced.
   * - 400 if the payload leaves out a required attribute.
   * - 400 if the payload is not of the expected format.
   * - 401 if the request carries no valid credentials.
   * - 403 if the caller lacks an active subscription.
   * - 403 if the caller cannot access the organization.
   * - 403 if the caller lacks the settings permission.
   * - 404 if the organization can reach no such room.
   */
  replaceRoom(
    input: { organizationId: string; roomId: string; body: RoomInput },
    options?: CallOptions,
  ): Promise<Room> {
    return this.transport.send<Room>(
      {
        method: "PUT",
        path: "/api/v5/orgs/{organization_id}/rooms/{room_id}",
        values: { organization_id: input.organizationId, room_id: input.roomId },
        body: input.body,
      },
      options,
    );
  }

  /**
   * Change some attributes of a room.
   *
   * Sets the given attributes of an own room and leaves the others. The domain cannot change.
   *
   * - 200 if the room was changed.
   * - 400 if the payload takes away a required attribute.
   * - 400 if the payload is not of the expected format.
   * - 401 if the request carries no valid credentials.
   * - 403 if the caller lacks an active subscription.
   * - 403 if the caller cannot access the organization.
   * - 403 if the caller lacks the settings permission.
   * - 404 if the organization can reach no such room.
   */
  updateRoom(
    input: { organizationId: string; roomId: string; body: RoomPatch },
    options?: CallOptions,
  ): Promise<Room> {
    return this.transport.send<Room>(
      {
        method: "PATCH",
        path: "/api/v5/orgs/{organization_id}/rooms/{room_id}",
        values: { organization_id: input.organizationId, room_id: input.roomId },
        body: input.body,
      },
      options,
    );
  }

  /**
   * Delete a room.
   *
   * Deletes an own room for good and at once ends its sharing with partners. Statistics stay, and
   * the room itself can still be read with `is_deleted` true, but nothing new is collected in it.
   *
   * - 204 if the room was deleted.
   * - 401 if the request carries no valid credentials.
   * - 403 if the caller lacks an active subscription.
   * - 403 if the caller cannot access the organization.
   * - 403 if the caller lacks the settings permission.
   * - 404 if the organization can reach no such room.
   */
  deleteRoom(
    input: { organizationId: string; roomId: string },
    options?: CallOptions,
  ): Promise<void> {
    return this.transport.send<void>(
      {
        method: "DELETE",
        path: "/api/v5/orgs/{organization_id}/rooms/{room_id}",
        values: { organization_id: input.organizationId, room_id: input.roomId },
        answer: "nothing",
      },
      options,
    );
  }
}
