/** One class for each error status of the API; all are ApiError. */

import { ApiError } from "./runtime.js";

/**
 * 400 Bad Request.
 *
 * - if the payload leaves out a required attribute
 * - if the payload is not of the expected format
 * - if the payload takes away a required attribute
 */
export class BadRequest extends ApiError {}

/**
 * 401 Unauthorized.
 *
 * - if the request carries no valid credentials
 */
export class Unauthorized extends ApiError {}

/**
 * 403 Forbidden.
 *
 * - if the caller lacks an active subscription
 * - if the caller cannot access the organization
 * - if the caller lacks the settings permission
 * - if the caller cannot access the user
 */
export class Forbidden extends ApiError {}

/**
 * 404 Not Found.
 *
 * - if the organization can reach no such room
 * - if the user cannot access the room
 * - if the room has no tag of this name
 * - if the room has no link to the domain room
 * - if the organization has no such brand
 */
export class NotFound extends ApiError {}

export const BY_STATUS: Record<number, typeof ApiError> = {
  400: BadRequest,
  401: Unauthorized,
  403: Forbidden,
  404: NotFound,
};
