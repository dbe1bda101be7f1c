/** Client of giosg Rooms and Brands API. */

export { Client, type ClientOptions } from "./client.js";
export * from "./errors.js";
export type * from "./models.js";
export { ApiError, type CallOptions, type Retry } from "./runtime.js";
