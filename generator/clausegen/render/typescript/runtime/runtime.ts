/** Sends requests, again if need be, and returns typed answers. */

import { content, json, parsed, STREAMS, type Answer } from "./answers.js";
import { absolute, ApiError, CallError, NetworkError, NotSent, TimedOut, UnexpectedAnswer } from "./failures.js";
import type { ErrorClass } from "./failures.js";
import { pieces, type StreamKind } from "./streams.js";
import { cookies, filled, header, multipart, query, urlencoded, wholeQuery } from "./styles.js";
import type { Style, Values } from "./styles.js";

export interface Retry {
  /** How often a request is tried at most. */
  attempts: number;
  /** Milliseconds before the second attempt; each further pause is twice as long. */
  first: number;
  /** A server that asks for a longer pause is not waited for. */
  longest: number;
}

export interface Options {
  baseUrl: string;
  /** Milliseconds that a whole call may take, with its attempts and pauses. */
  timeout: number;
  retry: Retry;
  /** Tests give one that needs no network. */
  fetch: typeof fetch;
  /** The secrets by scheme. */
  secrets: Record<string, Secret>;
  /** Alternatives of schemes for operations that name none of their own. */
  usual: string[][];
}

/** What a security scheme puts into requests. Without a value it was not given. */
export interface Secret {
  place: "headers" | "query" | "cookies";
  name: string;
  value: string | undefined;
}

export interface CallOptions {
  signal?: AbortSignal;
  /** Milliseconds that this call may take, with its attempts and pauses. */
  timeout?: number;
  /** They stand above all others. */
  headers?: Record<string, string>;
  /** Headers of the parts of a form, by the name of the part. */
  partHeaders?: Record<string, Record<string, string>>;
  /** Sees the bare response of every attempt that was answered. */
  onResponse?: (response: Response) => void;
}

export interface Call {
  method: string;
  path: string;
  values?: Values;
  query?: Values;
  headers?: Values;
  cookies?: Values;
  /** One value that is the whole query string. */
  querystring?: Values;
  styles?: Style[];
  body?: unknown;
  mediaType?: string;
  /** Media types of the answers, the usual one first. */
  accepts?: string[];
  /** Alternatives of schemes, if they are not the usual ones. */
  security?: string[][];
  /** The server of all other operations, and the one of this operation. */
  server?: [usual: string, own: string];
  /** Documented statuses from 300 on that are no errors. */
  good?: number[];
  /** What the first documented good answer holds, and those of all statuses without another. */
  answer?: Answer;
  /** Of the good answers that hold something else, by status. */
  answers?: Record<number, Answer>;
}

/** How HTTP's Basic scheme writes a user and a password. */
export function basic(pair: [user: string, password: string] | undefined): string | undefined {
  return pair && `Basic ${btoa(pair.join(":"))}`;
}

/** A secret behind the word of its scheme. */
export function worded(word: string, secret: string | undefined): string | undefined {
  return secret && `${word} ${secret}`;
}

const BODILESS = new Set(["GET", "HEAD"]);
const IDEMPOTENT = new Set(["GET", "HEAD", "OPTIONS", "PUT", "DELETE"]);

export class Transport {
  constructor(
    private readonly options: Options,
    /** By status, as the document writes it: 404, 4XX or default. */
    private readonly errors: Record<number | string, ErrorClass>,
  ) {}

  async send<T>(call: Call, options: CallOptions = {}): Promise<T> {
    return this.exchange<T>(sendable(call, () => this.url(call)), call, options);
  }

  /** The pieces of an answer as they arrive. The timeout is for the first of it alone. */
  async *stream<T>(call: Call, options: CallOptions = {}): AsyncGenerator<T> {
    const url = sendable(call, () => this.url(call));
    const response = await this.answered(url, call, options);
    try {
      if (!isStream(response, call)) throw await this.refused(response);
      const parse = (text: string) => json(text, response);
      const body = response.body ?? new ReadableStream();
      yield* pieces(body, call.answer as StreamKind, parse) as AsyncGenerator<T>;
    } catch (error) {
      throw failure(url, call, options, error);
    }
  }

  private async refused(response: Response): Promise<ApiError> {
    const { errors } = this;
    const range = `${Math.floor(response.status / 100)}XX`;
    const documented = errors[response.status] ?? errors[range] ?? errors["default"] ?? ApiError;
    const type = response.ok ? UnexpectedAnswer : documented;
    return new type(response.status, parsed(await response.text()), response);
  }

  private url(call: Call): string {
    const styles = call.styles ?? [];
    const parts = [...query(call.query ?? {}, styles), ...wholeQuery(call.querystring ?? {}, styles)];
    for (const each of this.secrets(call, "query")) parts.push(...query({ [each.name]: each.value }, []));
    const search = parts.length > 0 ? `?${parts.join("&")}` : "";
    return `${this.server(call)}${filled(call.path, call.values ?? {}, styles)}${search}`;
  }

  /** Reads what a link of an answer leads to. A link to another server is refused. */
  async follow<T>(link: string, options: CallOptions = {}, unusual: Partial<Call> = {}): Promise<T> {
    const call = { method: "GET", path: link, ...unusual };
    return this.exchange<T>(sendable(call, () => this.linked(link, call)), call, options);
  }

  private linked(link: string, call: Call): string {
    const server = new URL(this.server(call), globalThis.location?.href);
    const url = new URL(link, server);
    if (url.origin !== server.origin) throw new Error(`it leads to another server than ${server.origin}`);
    return url.href;
  }

  /** An operation with a server of its own goes there, unless all was sent elsewhere. */
  private server(call: Call): string {
    const base = this.options.baseUrl.replace(/\/+$/, "");
    const [usual, own] = call.server ?? ["", ""];
    return own && base === (usual || base) ? new URL(own, base).href.replace(/\/+$/, "") : base;
  }

  /** Those of the first alternative that is whole, else whatever of them was given. */
  private secrets(call: Call, place: Secret["place"]): Secret[] {
    const ways = call.security ?? this.options.usual;
    const isGiven = (name: string) => this.options.secrets[name]?.value !== undefined;
    const whole = ways.find((way) => way.length > 0 && way.every(isGiven));
    const names = (whole ?? [...new Set(ways.flat())]).filter(isGiven);
    return names
      .map((name) => this.options.secrets[name] as Secret)
      .filter((each) => each.place === place);
  }

  private async exchange<T>(url: string, call: Call, options: CallOptions): Promise<T> {
    const response = await this.answered(url, call, options);
    try {
      return (await this.understood(response, call)) as T;
    } catch (error) {
      throw failure(url, call, options, error);
    }
  }

  private async understood(response: Response, call: Call): Promise<unknown> {
    if (response.status < 300 || call.good?.includes(response.status)) {
      return content(response, call.answers?.[response.status] ?? call.answer ?? "json");
    }
    throw await this.refused(response);
  }

  private async answered(url: string, call: Call, options: CallOptions): Promise<Response> {
    const time = options.timeout ?? this.options.timeout;
    const end = Date.now() + time;
    const limit = sendable(call, () => limited(time));
    const init = sendable(call, () => this.init(url, call, options));
    for (let attempt = 1; ; attempt++) {
      let pause: number | undefined;
      try {
        const response = await this.once(url, call, options, init, limit);
        options.onResponse?.(response);
        pause = this.pauseAfter(response, call.method, attempt);
        if (pause === undefined || Date.now() + pause >= end) return response;
      } catch (error) {
        const again = IDEMPOTENT.has(call.method) && attempt < this.options.retry.attempts;
        pause = this.pause(attempt);
        if (!(error instanceof NetworkError && again) || Date.now() + pause >= end) throw error;
      }
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }

  /** What fetch is given. */
  private init(url: string, call: Call, options: CallOptions): RequestInit {
    const { protocol } = absolute(url);
    if (!/^https?:$/.test(protocol)) throw new TypeError(`${protocol} is not HTTP`);
    if (call.method === "TRACE") throw new TypeError("fetch never sends TRACE");
    const styles = call.styles ?? [];
    const headers = new Headers({ accept: (call.accepts ?? ["application/json"]).join(", ") });
    for (const [name, value] of Object.entries(call.headers ?? {})) {
      if (value !== undefined && value !== null) headers.set(name, header(name, value, styles));
    }
    for (const each of this.secrets(call, "headers")) headers.set(each.name, each.value ?? "");
    const crumbs = cookies(call.cookies ?? {}, styles);
    for (const each of this.secrets(call, "cookies")) crumbs.push(`${each.name}=${each.value}`);
    // Browsers send their own cookies instead; every other runtime sends these.
    if (crumbs.length > 0) headers.set("cookie", crumbs.join("; "));
    for (const [name, value] of Object.entries(options.headers ?? {})) headers.set(name, value);
    const init: RequestInit = { method: call.method, headers, redirect: "manual" };
    if (call.body !== undefined) {
      if (BODILESS.has(call.method)) throw new TypeError(`fetch sends no body with ${call.method}`);
      const mediaType = typeOf(call.body, call.mediaType ?? "application/json");
      init.body = encodedBody(call.body, mediaType, styles, options.partHeaders ?? {});
      const isOwn = init.body instanceof Blob && init.body !== call.body;
      headers.set("content-type", isOwn ? (init.body as Blob).type : mediaType);
    }
    return init;
  }

  private async once(
    url: string,
    call: Call,
    options: CallOptions,
    init: RequestInit,
    limit: AbortSignal,
  ): Promise<Response> {
    const late = new AbortController();
    limit.onabort = () => late.abort(limit.reason);
    const signal = options.signal ? AbortSignal.any([options.signal, late.signal]) : late.signal;
    try {
      const response = await this.options.fetch(url, { ...init, signal });
      if (STREAMS.includes(call.answer)) limit.onabort = null; // the rest may take for ever
      return response;
    } catch (error) {
      throw failure(url, call, options, error);
    }
  }

  /** Milliseconds to wait, or undefined to take the answer as it is. */
  private pauseAfter(response: Response, method: string, attempt: number): number | undefined {
    const isOverloaded = response.status === 429 || response.status === 503;
    const isTemporary = response.status === 502 || response.status === 504;
    if (attempt >= this.options.retry.attempts || !(isOverloaded || isTemporary)) return undefined;
    const asked = isOverloaded ? retryAfter(response) : undefined;
    if (asked === undefined && !IDEMPOTENT.has(method)) return undefined;
    const pause = asked ?? this.pause(attempt);
    return pause <= this.options.retry.longest ? pause : undefined;
  }

  /** Up to a fifth longer by chance, so that clients do not come back all at once. */
  private pause(attempt: number): number {
    const { first, longest } = this.options.retry;
    return Math.min(first * 2 ** (attempt - 1) * (1 + Math.random() / 5), longest);
  }
}

/** Throws NotSent where what is made would be no request. */
function sendable<T>(call: Call, make: () => T): T {
  try {
    return make();
  } catch (error) {
    throw new NotSent(call.method, call.path, error);
  }
}

/** Milliseconds until a signal. */
function limited(time: number): AbortSignal {
  if (!(time > 0)) throw new RangeError("the timeout must be above 0");
  return AbortSignal.timeout(time);
}

/** What the caller is told of an exchange that ended early. */
function failure(url: string, call: Call, options: CallOptions, error: unknown): unknown {
  if (error instanceof CallError || options.signal?.aborted) return error; // or the caller's will
  const isLate = error instanceof DOMException && error.name === "TimeoutError";
  return new (isLate ? TimedOut : NetworkError)(call.method, url, error);
}

/** Whether an answer arrives piece by piece, as the call asks for. */
function isStream(response: Response, call: Call): boolean {
  const sent = (response.headers.get("content-type") ?? "").split(";")[0]?.trim().toLowerCase();
  return response.ok && (!sent || call.accepts?.[0] === sent);
}

/** Of a body: what the document says, and where that is a range, what the caller does. */
function typeOf(body: unknown, documented: string): string {
  if (!documented.includes("*")) return documented;
  if (body instanceof Blob && body.type) return body.type;
  if (documented === "*/*") return "application/octet-stream";
  if (documented === "text/*") return "text/plain";
  throw new TypeError(`the body's type must be said: give a Blob that is ${documented}`);
}

function encodedBody(
  body: unknown,
  mediaType: string,
  styles: Style[],
  parts: Record<string, Record<string, string>>,
): BodyInit {
  const kind = mediaType.split(";")[0]?.trim().toLowerCase();
  if (kind === "multipart/form-data") return multipart(body as object, styles, parts);
  if (kind === "application/x-www-form-urlencoded") return urlencoded(body as object, styles);
  if (/json/i.test(mediaType)) return JSON.stringify(body);
  return body instanceof Blob ? body : String(body);
}

function retryAfter(response: Response): number | undefined {
  const text = response.headers.get("retry-after") ?? "";
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  const moment = Date.parse(text);
  return Number.isNaN(moment) ? undefined : Math.max(moment - Date.now(), 0);
}
