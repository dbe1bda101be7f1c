/** How calls fail. */

/** A call failed: the API answered with an error, or did not answer. */
export class CallError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** The request cannot be made: its URL, a value, a header or the timeout is none. */
export class NotSent extends CallError {
  constructor(method: string, path: string, cause: unknown) {
    super(`${method} ${path}: not sent: ${cause instanceof Error ? cause.message : String(cause)}`);
  }
}

/** No answer came; whether the request arrived is not known. `cause` is what fetch threw. */
export class NetworkError extends CallError {
  constructor(method: string, url: string, cause: unknown) {
    super(`${method} ${absolute(url).pathname}: no answer: ${reason(cause)}`, { cause });
  }
}

/** No answer came in time. */
export class TimedOut extends NetworkError {}

const REQUEST_IDS = ["x-request-id", "request-id", "x-correlation-id", "x-amzn-requestid"];

/** The API answered with an error. `body` is its decoded JSON, or its text. */
export class ApiError<Body = unknown> extends CallError {
  /** How the server's log calls the request, if the answer says so. */
  readonly requestId: string | undefined;

  constructor(
    readonly status: number,
    readonly body: Body | string,
    readonly response: Response,
  ) {
    const named = REQUEST_IDS.map((each) => response.headers.get(each)).find(Boolean) ?? undefined;
    super(`${status} ${detail(body)}`.trim() + (named ? ` (request ${named})` : ""));
    this.requestId = named;
  }
}

/** The status is good, but the body is not what the document describes. */
export class UnexpectedAnswer extends ApiError {}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- each class has a body of its own
export type ErrorClass = new (status: number, body: any, response: Response) => ApiError;

/** In a browser, a URL may start at the path. */
export function absolute(url: string): URL {
  return new URL(url, globalThis.location?.href);
}

/** fetch says no more than that it failed; Node tells behind it what happened. */
function reason(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown);
  const { message, code } = (thrown.cause ?? {}) as { message?: string; code?: string };
  const why = message || code;
  return why ? `${thrown.message} (${why})` : thrown.message;
}

function detail(body: unknown): string {
  const said = typeof body === "object" && body !== null && "detail" in body ? body.detail : body;
  return typeof said === "string" ? said : JSON.stringify(said);
}
