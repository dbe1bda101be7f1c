/** The operations of Room settings. */

import type { RoomSettings, RoomSettingsInput, RoomSettingsPatch } from "../models.js";
import type { CallOptions, Transport } from "../runtime.js";

/** What one organization has chosen for a room, its own or a shared one. */
export class RoomSettingsApi {
  constructor(private readonly transport: Transport) {}

  /**
   * Retrieve the settings of a room.
   *
   * Reads what the organization has chosen for the room, be it an own or a shared one.
   *
   * - 200 if the organization can reach the room.
   * - 401 if the request carries no valid credentials.
   * - 403 if the caller lacks an active subscription.
   * - 403 if the caller cannot access the organization.
   * - 403 if the caller lacks the settings permission.
   * - 404 if the organization can reach no such room.
   */
  retrieveRoomSettings(
    input: { organizationId: string; roomId: string },
    options?: CallOptions,
  ): Promise<RoomSettings> {
    return this.transport.send<RoomSettings>(
      {
        method: "GET",
        path: "/api/v5/orgs/{organization_id}/rooms/{room_id}/settings",
        values: { organization_id: input.organizationId, room_id: input.roomId },
      },
      options,
    );
  }

  /**
   * Replace the settings of a room.
   *
   * Sets everything that the organization can choose for the room. What becomes of optional
   * attributes that the payload leaves out is not promised, so send them all.
   *
   * - 200 if the settings were replaced.
   * - 400 if the payload leaves out a required attribute.
   * - 400 if the payload is not of the expected format.
   * - 401 if the request carries no valid credentials.
   * - 403 if the caller lacks an active subscription.
   * - 403 if the caller cannot access the organization.
   * - 403 if the caller lacks the settings permission.
   * - 404 if the organization can reach no such room.
   */
  replaceRoomSettings(
    input: { organizationId: string; roomId: string; body: RoomSettingsInput },
    options?: CallOptions,
  ): Promise<RoomSettings> {
    return this.transport.send<RoomSettings>(
      {
        method: "PUT",
        path: "/api/v5/orgs/{organization_id}/rooms/{room_id}/settings",
        values: { organization_id: input.organizationId, room_id: input.roomId },
        body: input.body,
      },
      options,
    );
  }

  /**
   * Change some settings of a room.
   *
   * Sets the given attributes and leaves the others as they are.
   *
   * - 200 if the settings were changed.
   * - 400 if the payload takes away a required attribute.
   * - 400 if the payload is not of the expected format.
   * - 401 if the request carries no valid credentials.
   * - 403 if the caller lacks an active subscription.
   * - 403 if the caller cannot access the organization.
   * - 403 if the caller lacks the settings permission.
   * - 404 if the organization can reach no such room.
   */
  updateRoomSettings(
    input: { organizationId: string; roomId: string; body: RoomSettingsPatch },
    options?: CallOptions,
  ): Promise<RoomSettings> {
    return this.transport.send<RoomSettings>(
      {
        method: "PATCH",
        path: "/api/v5/orgs/{organization_id}/rooms/{room_id}/settings",
        values: { organization_id: input.organizationId, room_id: input.roomId },
        body: input.body,
      },
      options,
    );
  }
}
