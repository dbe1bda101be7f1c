/** The operations of Room tags. */

import type { SystemTag, SystemTagPage, Tag, TagInput, TagPage } from "../models.js";
import type { CallOptions, Transport } from "../runtime.js";

/** Labels that can be put on the chats of a room. */
export class RoomTagsApi {
  constructor(private readonly transport: Transport) {}

  /**
   * List the tags of a room.
   *
   * Lists every tag that can be put on the chats of the room.
   *
   * - 200 if the organization can reach the room.
   * - 401 if the request carries no valid credentials.
   * - 403 if the caller lacks an active subscription.
   * - 403 if the caller cannot access the organization.
   * - 403 if the caller lacks the settings permission.
   * - 404 if the organization can reach no such room.
   */
  listRoomTags(
    input: { organizationId: string; roomId: string },
    options?: CallOptions,
  ): Promise<TagPage> {
    return this.transport.send<TagPage>(
      {
        method: "GET",
        path: "/api/v5/orgs/{organization_id}/rooms/{room_id}/allowed_tags",
        values: { organization_id: input.organizationId, room_id: input.roomId },
      },
      options,
    );
  }

  /** Every item of `listRoomTags`, page by page as far as it is asked for. */
  async *iterateRoomTags(
    input: { organizationId: string; roomId: string },
    options?: CallOptions,
  ): AsyncGenerator<Tag> {
    let page = await this.listRoomTags(input, options);
    yield* page.results;
    while (page.next) {
      page = await this.transport.follow<TagPage>(page.next, options);
      yield* page.results;
    }
  }

  /**
   * Create a tag for a room.
   *
   * Adds a tag to the room; from then on it can be put on the room's chats.
   *
   * - 201 if the tag was created.
   * - 400 if the payload leaves out a required attribute.
   * - 400 if the payload is not of the expected format.
   * - 401 if the request carries no valid credentials.
   * - 403 if the caller lacks an active subscription.
   * - 403 if the caller cannot access the organization.
   * - 403 if the caller lacks the settings permission.
   * - 404 if the organization can reach no such room.
   */
  createRoomTag(
    input: { organizationId: string; roomId: string; body: TagInput },
    options?: CallOptions,
  ): Promise<Tag> {
    return this.transport.send<Tag>(
      {
        method: "POST",
        path: "/api/v5/orgs/{organization_id}/rooms/{room_id}/allowed_tags",
        values: { organization_id: input.organizationId, room_id: input.roomId },
        body: input.body,
      },
      options,
    );
  }

  /**
   * Delete a tag of a room.
   *
   * Removes the tag, so that the room's tags no longer list it.
   *
   * - 204 if the tag was deleted.
   * - 401 if the request carries no valid credentials.
   * - 403 if the caller lacks an active subscription.
   * - 403 if the caller cannot access the organization.
   * - 403 if the caller lacks the settings permission.
   * - 404 if the organization can reach no such room.
   * - 404 if the room has no tag of this name.
   */
  deleteRoomTag(
    input: { organizationId: string; roomId: string; tag: string },
    options?: CallOptions,
  ): Promise<void> {
    return this.transport.send<void>(
      {
        method: "DELETE",
        path: "/api/v5/orgs/{organization_id}/rooms/{room_id}/allowed_tags/{tag}",
        values: { organization_id: input.organizationId, room_id: input.roomId, tag: input.tag },
        answer: "nothing",
      },
      options,
    );
  }

  /**
   * List the tags of all rooms.
   *
   * Lists the tags of every room of the organization.
   *
   * - 200 if the caller may read the tags of the organization.
   * - 401 if the request carries no valid credentials.
   * - 403 if the caller lacks an active subscription.
   * - 403 if the caller cannot access the organization.
   * - 403 if the caller lacks the settings permission.
   */
  listOrganizationTags(input: { organizationId: string }, options?: CallOptions): Promise<TagPage> {
    return this.transport.send<TagPage>(
      {
        method: "GET",
        path: "/api/v5/orgs/{organization_id}/allowed_tags",
        values: { organization_id: input.organizationId },
      },
      options,
    );
  }

  /** Every item of `listOrganizationTags`, page by page as far as it is asked for. */
  async *iterateOrganizationTags(
    input: { organizationId: string },
    options?: CallOptions,
  ): AsyncGenerator<Tag> {
    let page = await this.listOrganizationTags(input, options);
    yield* page.results;
    while (page.next) {
      page = await this.transport.follow<TagPage>(page.next, options);
      yield* page.results;
    }
  }

  /**
   * List the system tags of all rooms.
   *
   * Lists the system tags of every room of the organization.
   *
   * - 200 if the caller may read the tags of the organization.
   * - 401 if the request carries no valid credentials.
   * - 403 if the caller lacks an active subscription.
   * - 403 if the caller cannot access the organization.
   * - 403 if the caller lacks the settings permission.
   */
  listSystemTags(input: { organizationId: string }, options?: CallOptions): Promise<SystemTagPage> {
    return this.transport.send<SystemTagPage>(
      {
        method: "GET",
        path: "/api/v5/orgs/{organization_id}/system_tags",
        values: { organization_id: input.organizationId },
      },
      options,
    );
  }

  /** Every item of `listSystemTags`, page by page as far as it is asked for. */
  async *iterateSystemTags(
    input: { organizationId: string },
    options?: CallOptions,
  ): AsyncGenerator<SystemTag> {
    let page = await this.listSystemTags(input, options);
    yield* page.results;
    while (page.next) {
      page = await this.transport.follow<SystemTagPage>(page.next, options);
      yield* page.results;
    }
  }
}
