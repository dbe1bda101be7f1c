/** The operations of Brands. */

import type { Brand, BrandInput, BrandPage, BrandPatch, Room, RoomPage } from "../models.js";
import type { CallOptions, Transport } from "../runtime.js";

/** Colours and logo of chat windows, buttons and forms. Today only mobile chat windows use them. */
export class BrandsApi {
  constructor(private readonly transport: Transport) {}

  /**
   * List the brands of an organization.
   *
   * Lists the brands that the organization owns.
   *
   * - 200 if the caller may read the brands of the organization.
   * - 401 if the request carries no valid credentials.
   * - 403 if the caller lacks an active subscription.
   * - 403 if the caller cannot access the organization.
   * - 403 if the caller lacks the settings permission.
   */
  listBrands(
    input: { organizationId: string; ordering?: "created_at" | "-created_at" },
    options?: CallOptions,
  ): Promise<BrandPage> {
    return this.transport.send<BrandPage>(
      {
        method: "GET",
        path: "/api/v5/orgs/{organization_id}/brands",
        values: { organization_id: input.organizationId },
        query: { ordering: input.ordering },
      },
      options,
    );
  }

  /** Every item of `listBrands`, page by page as far as it is asked for. */
  async *iterateBrands(
    input: { organizationId: string; ordering?: "created_at" | "-created_at" },
    options?: CallOptions,
  ): AsyncGenerator<Brand> {
    let page = await this.listBrands(input, options);
    yield* page.results;
    while (page.next) {
      page = await this.transport.follow<BrandPage>(page.next, options);
      yield* page.results;
    }
  }

  /**
   * Create a brand.
   *
   * Creates a brand for the organization. Both colours have to be sent, even as null.
   *
   * - 201 if the brand was created.
   * - 400 if the payload leaves out a required attribute.
   * - 400 if the payload is not of the expected format.
   * - 401 if the request carries no valid credentials.
   * - 403 if the caller lacks an active subscription.
   * - 403 if the caller cannot access the organization.
   * - 403 if the caller lacks the settings permission.
   */
  createBrand(
    input: { organizationId: string; body: BrandInput },
    options?: CallOptions,
  ): Promise<Brand> {
    return this.transport.send<Brand>(
      {
        method: "POST",
        path: "/api/v5/orgs/{organization_id}/brands",
        values: { organization_id: input.organizationId },
        body: input.body,
      },
      options,
    );
  }

  /**
   * Retrieve a brand.
   *
   * Reads one brand of the organization.
   *
   * - 200 if the organization owns the brand.
   * - 401 if the request carries no valid credentials.
   * - 403 if the caller lacks an active subscription.
   * - 403 if the caller cannot access the organization.
   * - 403 if the caller lacks the settings permission.
   * - 404 if the organization has no such brand.
   */
  retrieveBrand(
    input: { organizationId: string; brandId: string },
    options?: CallOptions,
  ): Promise<Brand> {
    return this.transport.send<Brand>(
      {
        method: "GET",
        path: "/api/v5/orgs/{organization_id}/brands/{brand_id}",
        values: { organization_id: input.organizationId, brand_id: input.brandId },
      },
      options,
    );
  }

  /**
   * Replace a brand.
   *
   * Sets all editable attributes of the brand. What becomes of the logo if the payload leaves it
   * out is not promised, so send it too.
   *
   * - 200 if the brand was replaced.
   * - 400 if the payload leaves out a required attribute.
   * - 400 if the payload is not of the expected format.
   * - 401 if the request carries no valid credentials.
   * - 403 if the caller lacks an active subscription.
   * - 403 if the caller cannot access the organization.
   * - 403 if the caller lacks the settings permission.
   * - 404 if the organization has no such brand.
   */
  replaceBrand(
    input: { organizationId: string; brandId: string; body: BrandInput },
    options?: CallOptions,
  ): Promise<Brand> {
    return this.transport.send<Brand>(
      {
        method: "PUT",
        path: "/api/v5/orgs/{organization_id}/brands/{brand_id}",
        values: { organization_id: input.organizationId, brand_id: input.brandId },
        body: input.body,
      },
      options,
    );
  }

  /**
   * Change some attributes of a brand.
   *
   * Sets the given attributes and leaves the others as they are.
   *
   * - 200 if the brand was changed.
   * - 400 if the payload takes away a required attribute.
   * - 400 if the payload is not of the expected format.
   * - 401 if the request carries no valid credentials.
   * - 403 if the caller lacks an active subscription.
   * - 403 if the caller cannot access the organization.
   * - 403 if the caller lacks the settings permission.
   * - 404 if the organization has no such brand.
   */
  updateBrand(
    input: { organizationId: string; brandId: string; body: BrandPatch },
    options?: CallOptions,
  ): Promise<Brand> {
    return this.transport.send<Brand>(
      {
        method: "PATCH",
        path: "/api/v5/orgs/{organization_id}/brands/{brand_id}",
        values: { organization_id: input.organizationId, brand_id: input.brandId },
        body: input.body,
      },
      options,
    );
  }

  /**
   * Delete a brand.
   *
   * Removes the brand for good.
   *
   * - 204 if the brand was deleted.
   * - 401 if the request carries no valid credentials.
   * - 403 if the caller lacks an active subscription.
   * - 403 if the caller cannot access the organization.
   * - 403 if the caller lacks the settings permission.
   * - 404 if the organization has no such brand.
   */
  deleteBrand(
    input: { organizationId: string; brandId: string },
    options?: CallOptions,
  ): Promise<void> {
    return this.transport.send<void>(
      {
        method: "DELETE",
        path: "/api/v5/orgs/{organization_id}/brands/{brand_id}",
        values: { organization_id: input.organizationId, brand_id: input.brandId },
        answer: "nothing",
      },
      options,
    );
  }

  /**
   * List the rooms that use a brand.
   *
   * Lists the rooms for which the organization's settings choose this brand.
   *
   * - 200 if the organization owns the brand.
   * - 401 if the request carries no valid credentials.
   * - 403 if the caller lacks an active subscription.
   * - 403 if the caller cannot access the organization.
   * - 403 if the caller lacks the settings permission.
   * - 404 if the organization has no such brand.
   */
  listBrandRooms(
    input: { organizationId: string; brandId: string },
    options?: CallOptions,
  ): Promise<RoomPage> {
    return this.transport.send<RoomPage>(
      {
        method: "GET",
        path: "/api/v5/orgs/{organization_id}/brands/{brand_id}/rooms",
        values: { organization_id: input.organizationId, brand_id: input.brandId },
      },
      options,
    );
  }

  /** Every item of `listBrandRooms`, page by page as far as it is asked for. */
  async *iterateBrandRooms(
    input: { organizationId: string; brandId: string },
    options?: CallOptions,
  ): AsyncGenerator<Room> {
    let page = await this.listBrandRooms(input, options);
    yield* page.results;
    while (page.next) {
      page = await this.transport.follow<RoomPage>(page.next, options);
      yield* page.results;
    }
  }
}
