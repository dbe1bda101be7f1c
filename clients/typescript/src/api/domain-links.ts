/** The operations of Domain links. */

import type { DomainLink, DomainLinkInput, DomainLinkPage } from "../models.js";
import type { CallOptions, Transport } from "../runtime.js";

/** The domains on which a room may work. */
export class DomainLinksApi {
  constructor(private readonly transport: Transport) {}

  /**
   * List the domain links of a room.
   *
   * Lists the domains on which the room may work.
   *
   * - 200 if the organization can reach the room.
   * - 401 if the request carries no valid credentials.
   * - 403 if the caller lacks an active subscription.
   * - 403 if the caller cannot access the organization.
   * - 403 if the caller lacks the settings permission.
   * - 404 if the organization can reach no such room.
   */
  listDomainLinks(
    input: { organizationId: string; roomId: string },
    options?: CallOptions,
  ): Promise<DomainLinkPage> {
    return this.transport.send<DomainLinkPage>(
      {
        method: "GET",
        path: "/api/v5/orgs/{organization_id}/rooms/{room_id}/domain_links",
        values: { organization_id: input.organizationId, room_id: input.roomId },
      },
      options,
    );
  }

  /** Every item of `listDomainLinks`, page by page as far as it is asked for. */
  async *iterateDomainLinks(
    input: { organizationId: string; roomId: string },
    options?: CallOptions,
  ): AsyncGenerator<DomainLink> {
    let page = await this.listDomainLinks(input, options);
    yield* page.results;
    while (page.next) {
      page = await this.transport.follow<DomainLinkPage>(page.next, options);
      yield* page.results;
    }
  }

  /**
   * Link a room to a domain.
   *
   * Lets the room work on the domain of a domain room. Doing so twice is fine: the second request
   * finds the link in place and answers 200 instead of 201.
   *
   * - 200 if the link existed before.
   * - 201 if the link was created.
   * - 400 if the payload leaves out a required attribute.
   * - 400 if the payload is not of the expected format.
   * - 401 if the request carries no valid credentials.
   * - 403 if the caller lacks an active subscription.
   * - 403 if the caller cannot access the organization.
   * - 403 if the caller lacks the settings permission.
   * - 404 if the organization can reach no such room.
   */
  createDomainLink(
    input: { organizationId: string; roomId: string; body: DomainLinkInput },
    options?: CallOptions,
  ): Promise<DomainLink> {
    return this.transport.send<DomainLink>(
      {
        method: "POST",
        path: "/api/v5/orgs/{organization_id}/rooms/{room_id}/domain_links",
        values: { organization_id: input.organizationId, room_id: input.roomId },
        body: input.body,
      },
      options,
    );
  }

  /**
   * Unlink a room from a domain.
   *
   * Takes the domain away from an own room. The link is addressed by the domain room's id.
   *
   * - 204 if the link was deleted.
   * - 401 if the request carries no valid credentials.
   * - 403 if the caller lacks an active subscription.
   * - 403 if the caller cannot access the organization.
   * - 403 if the caller lacks the settings permission.
   * - 404 if the organization can reach no such room.
   * - 404 if the room has no link to the domain room.
   */
  deleteDomainLink(
    input: { organizationId: string; roomId: string; domainRoomId: string },
    options?: CallOptions,
  ): Promise<void> {
    return this.transport.send<void>(
      {
        method: "DELETE",
        path: "/api/v5/orgs/{organization_id}/rooms/{room_id}/domain_links/{domain_room_id}",
        values: {
          organization_id: input.organizationId,
          room_id: input.roomId,
          domain_room_id: input.domainRoomId,
        },
        answer: "nothing",
      },
      options,
    );
  }
}
