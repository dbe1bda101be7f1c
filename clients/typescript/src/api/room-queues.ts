/** The operations of Room queues. */

import type { RoomQueue, RoomQueuePage } from "../models.js";
import type { CallOptions, Transport } from "../runtime.js";

/** Positions and waiting times of visitors whose chat waits for an operator. */
export class RoomQueuesApi {
  constructor(private readonly transport: Transport) {}

  /**
   * List the active queue entries of a room.
   *
   * Lists the chats of the room that wait to be picked up.
   *
   * - 200 if the organization can reach the room.
   * - 401 if the request carries no valid credentials.
   * - 4XX: Some other failure. The documentation does not tell which ones to expect.
   */
  listRoomQueues(
    input: { organizationId: string; roomId: string },
    options?: CallOptions,
  ): Promise<RoomQueuePage> {
    return this.transport.send<RoomQueuePage>(
      {
        method: "GET",
        path: "/api/v5/orgs/{organization_id}/rooms/{room_id}/queues/",
        values: { organization_id: input.organizationId, room_id: input.roomId },
      },
      options,
    );
  }

  /** Every item of `listRoomQueues`, page by page as far as it is asked for. */
  async *iterateRoomQueues(
    input: { organizationId: string; roomId: string },
    options?: CallOptions,
  ): AsyncGenerator<RoomQueue> {
    let page = await this.listRoomQueues(input, options);
    yield* page.results;
    while (page.next) {
      page = await this.transport.follow<RoomQueuePage>(page.next, options);
      yield* page.results;
    }
  }

  /**
   * Retrieve a queue entry.
   *
   * Reads one queue entry of the room, whether its chat still waits or was picked up.
   *
   * - 200 if the organization can reach the room.
   * - 401 if the request carries no valid credentials.
   * - 4XX: Some other failure. The documentation does not tell which ones to expect.
   */
  retrieveRoomQueue(
    input: { organizationId: string; roomId: string; queueId: string },
    options?: CallOptions,
  ): Promise<RoomQueue> {
    return this.transport.send<RoomQueue>(
      {
        method: "GET",
        path: "/api/v5/orgs/{organization_id}/rooms/{room_id}/queues/{queue_id}",
        values: {
          organization_id: input.organizationId,
          room_id: input.roomId,
          queue_id: input.queueId,
        },
      },
      options,
    );
  }
}
