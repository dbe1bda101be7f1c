/** Sends requests, again if need be, and returns typed answers. */

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
  /** Milliseconds that one attempt may take. */
  timeout: number;
  retry: Retry;
  /** Tests give one that needs no network. */
  fetch: typeof fetch;
  /** What goes with every request. */
  headers?: Record<string, string>;
  query?: Record<string, string>;
  cookies?: Record<string, string>;
}

export interface CallOptions {
  signal?: AbortSignal;
  /** Sees the bare response of every attempt that was answered. */
  onResponse?: (response: Response) => void;
}

export type Pair = [name: string, value: string];

export interface Call {
  method: string;
  path: string;
  values?: Record<string, unknown>;
  query?: Pair[];
  headers?: Record<string, unknown>;
  cookies?: Record<string, unknown>;
  body?: unknown;
  mediaType?: string;
  answer?: "json" | "text" | "blob" | "nothing";
}

/** The API answered with an error. `body` is its decoded JSON, or its text. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly body: unknown,
    readonly response: Response,
  ) {
    super(`${status} ${detail(body)}`.trim());
    this.name = new.target.name;
  }
}

type ErrorClass = new (status: number, body: unknown, response: Response) => ApiError;

const IDEMPOTENT = new Set(["GET", "HEAD", "OPTIONS", "PUT", "DELETE"]);

export class Transport {
  constructor(
    private readonly options: Options,
    private readonly errors: Record<number, ErrorClass>,
  ) {}

  async send<T>(call: Call, options: CallOptions = {}): Promise<T> {
    const query = [...(call.query ?? []), ...Object.entries(this.options.query ?? {})];
    const search = query.length > 0 ? `?${new URLSearchParams(query)}` : "";
    const path = filled(call.path, call.values ?? {});
    const url = `${this.options.baseUrl.replace(/\/+$/, "")}${path}${search}`;
    return this.exchange<T>(url, call, options);
  }

  /** Reads what a link of an answer leads to. A link to another server is refused. */
  async follow<T>(link: string, options: CallOptions = {}): Promise<T> {
    const url = new URL(link, this.options.baseUrl);
    if (url.origin !== new URL(this.options.baseUrl).origin) {
      throw new Error(`${link} leads to another server than ${this.options.baseUrl}`);
    }
    return this.exchange<T>(url.href, { method: "GET", path: "" }, options);
  }

  private async exchange<T>(url: string, call: Call, options: CallOptions): Promise<T> {
    const response = await this.answered(url, call, options);
    if (response.status >= 300) {
      const body = parsed(await response.text());
      throw new (this.errors[response.status] ?? ApiError)(response.status, body, response);
    }
    return (await content(response, call.answer ?? "json")) as T;
  }

  private async answered(url: string, call: Call, options: CallOptions): Promise<Response> {
    for (let attempt = 1; ; attempt++) {
      let pause: number | undefined;
      try {
        const response = await this.once(url, call, options);
        options.onResponse?.(response);
        pause = this.pauseAfter(response, call.method, attempt);
        if (pause === undefined) return response;
      } catch (error) {
        const again = IDEMPOTENT.has(call.method) && attempt < this.options.retry.attempts;
        if (options.signal?.aborted || !again) throw error;
        pause = this.pause(attempt);
      }
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }

  private async once(url: string, call: Call, options: CallOptions): Promise<Response> {
    const limit = AbortSignal.timeout(this.options.timeout);
    const signal = options.signal ? AbortSignal.any([options.signal, limit]) : limit;
    const headers = new Headers(given(call.headers ?? {}));
    for (const [name, value] of Object.entries(this.options.headers ?? {})) {
      headers.set(name, value);
    }
    const cookies = given({ ...call.cookies, ...this.options.cookies });
    if (cookies.length > 0) headers.set("cookie", cookies.map(cookie).join("; "));
    const init: RequestInit = { method: call.method, headers, signal, redirect: "manual" };
    if (call.body !== undefined) {
      const mediaType = call.mediaType ?? "application/json";
      init.body = encoded(call.body, mediaType);
      if (mediaType !== "multipart/form-data") headers.set("content-type", mediaType);
    }
    return this.options.fetch(url, init);
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

/** Query pairs: one for each item of a list and for each attribute of an object. */
export function form(name: string, value: unknown): Pair[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) return value.map((item): Pair => [name, String(item)]);
  if (typeof value === "object") {
    return Object.entries(value).map(([key, item]): Pair => [key, String(item)]);
  }
  return [[name, String(value)]];
}

/** Query pairs of an object, `name[attribute]=value`, as deep as it goes. */
export function deep(name: string, value: unknown): Pair[] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return form(name, value);
  return Object.entries(value).flatMap(([key, item]) => deep(`${name}[${key}]`, item));
}

/** One query pair for a whole list or object. */
export function separated(name: string, value: unknown, separator: string): Pair[] {
  return value === undefined || value === null ? [] : [[name, joined(value, separator)]];
}

/** A query pair that holds JSON. */
export function asJson(name: string, value: unknown): Pair[] {
  return value === undefined ? [] : [[name, JSON.stringify(value)]];
}

function given(values: Record<string, unknown>): Pair[] {
  return Object.entries(values).flatMap(([name, value]): Pair[] =>
    value === undefined || value === null ? [] : [[name, joined(value)]],
  );
}

/** Browsers send their own cookies instead; every other runtime sends these. */
function cookie([name, value]: Pair): string {
  if (value.includes(";")) throw new Error(`${name} cannot hold ";": it separates cookies`);
  return `${name}=${value}`;
}

function joined(value: unknown, separator = ","): string {
  if (Array.isArray(value)) return value.map(String).join(separator);
  if (typeof value === "object" && value !== null) {
    return Object.entries(value).flat().map(String).join(separator);
  }
  return String(value);
}

/** The path with its values. One that would lead to another path is refused. */
function filled(path: string, values: Record<string, unknown>): string {
  return path.replace(/\{([^{}]*)\}/g, (_, name: string) => {
    const segment = joined(values[name]);
    if (segment === "" || segment === "." || segment === "..") {
      throw new Error(`${name} cannot be "${segment}": it is a part of the path`);
    }
    return encodeURIComponent(segment);
  });
}

function encoded(body: unknown, mediaType: string): BodyInit {
  if (mediaType === "multipart/form-data") {
    const data = new FormData();
    for (const [name, value] of Object.entries(body as object)) {
      for (const item of Array.isArray(value) ? value : [value]) {
        if (item !== undefined) data.append(name, item instanceof Blob ? item : field(item));
      }
    }
    return data;
  }
  if (mediaType === "application/x-www-form-urlencoded") {
    return new URLSearchParams(Object.entries(body as object).flatMap(([k, v]) => form(k, v)));
  }
  if (/json/i.test(mediaType)) return JSON.stringify(body);
  return body instanceof Blob ? body : String(body);
}

function field(value: unknown): string {
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

async function content(response: Response, answer: Call["answer"]): Promise<unknown> {
  if (answer === "text") return response.text();
  if (answer === "blob") return response.blob();
  if (answer === "nothing" || response.status === 204) return undefined;
  return response.json();
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function detail(body: unknown): string {
  if (typeof body === "object" && body !== null && "detail" in body) return String(body.detail);
  return typeof body === "string" ? body : JSON.stringify(body);
}

function retryAfter(response: Response): number | undefined {
  const text = response.headers.get("retry-after") ?? "";
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  const moment = Date.parse(text);
  return Number.isNaN(moment) ? undefined : Math.max(moment - Date.now(), 0);
}
