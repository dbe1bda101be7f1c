/**
 * How values stand in paths, queries, headers, cookies and forms: the styles of OpenAPI.
 *
 * null and undefined are no values: they are left out wherever they stand.
 */

/** How a parameter or an attribute of a form is written, if not in its place's usual way. */
export interface Style {
  place: "path" | "query" | "header" | "cookie" | "querystring" | "form";
  name: string;
  style?: string;
  explode?: boolean;
  /** Whether reserved characters stay as they are. */
  isReserved?: boolean;
  isJson?: boolean;
  /** Of an attribute of a form: what its part holds. */
  mediaType?: string;
}

export type Values = Record<string, unknown>;
type Encode = (text: string) => string;

const SEPARATORS: Record<string, string> = { spaceDelimited: "%20", pipeDelimited: "%7C" };

/** The path with its values. One that would lead to another path is refused. */
export function filled(path: string, values: Values, styles: Style[]): string {
  return path.replace(/\{([^{}]*)\}/g, (_, name: string) => {
    const segment = isNothing(values[name]) ? "" : segmentOf(name, values[name], of(styles, "path", name));
    if (segment === "" || segment === "." || segment === "..") {
      const told = isNothing(values[name]) ? String(values[name]) : `"${segment}"`;
      throw new Error(`${name} cannot be ${told}: it is a part of the path`);
    }
    return segment;
  });
}

/** `name=value` texts, percent-encoded. */
export function query(values: Values, styles: Style[]): string[] {
  return Object.entries(values).flatMap(([name, value]) => pairs(name, value, of(styles, "query", name)));
}

/** The text of a header. */
export function header(name: string, value: unknown, styles: Style[]): string {
  const { explode, isJson } = of(styles, "header", name);
  return isJson ? JSON.stringify(value) : items(value, String, explode ?? false).join(",");
}

/** `name=value` texts: one for each item of a list and each attribute of an object. */
export function cookies(values: Values, styles: Style[]): string[] {
  const found = Object.entries(values).flatMap(([name, value]) => {
    const style = of(styles, "cookie", name);
    return pairs(name, value, style, style.style === "cookie" ? String : crumb);
  });
  for (const each of found) {
    if (each.includes(";")) {
      throw new Error(`${each.split("=")[0]} cannot hold ";": it separates cookies`);
    }
  }
  return found;
}

/** A value that is the whole query string: JSON or a form. */
export function wholeQuery(values: Values, styles: Style[]): string[] {
  return Object.entries(values).flatMap(([name, value]) => {
    if (value === undefined || value === null) return [];
    const isJson = of(styles, "querystring", name).isJson;
    if (isJson || !isMap(value)) return [encodeURIComponent(isJson ? JSON.stringify(value) : text(value))];
    return [urlencoded(value as object, [])];
  });
}

/** A body of the type application/x-www-form-urlencoded. */
export function urlencoded(body: object, styles: Style[]): string {
  const fields = Object.entries(body).flatMap(([name, value]) => {
    const style = of(styles, "form", name);
    if (style.style) return pairs(name, value, style);
    return pairs(name, value, { ...style, isJson: isMap(value) || /json/.test(style.mediaType ?? "") });
  });
  return fields.join("&");
}

/** A body of the type multipart/form-data; its own type holds the boundary. `headers` are its parts'. */
export function multipart(
  body: object,
  styles: Style[],
  headers: Record<string, Record<string, string>>,
): Blob {
  const boundary = `part-${crypto.randomUUID()}`;
  const chunks: BlobPart[] = [];
  for (const [name, value] of Object.entries(body)) {
    const style = of(styles, "form", name);
    for (const [head, content] of parts(name, value, style, headers[name])) {
      chunks.push(`--${boundary}\r\nContent-Disposition: form-data; ${head}\r\n\r\n`, content, "\r\n");
    }
  }
  return new Blob([...chunks, `--${boundary}--\r\n`], {
    type: `multipart/form-data; boundary=${boundary}`,
  });
}

function parts(
  name: string,
  value: unknown,
  style: Style,
  own?: Record<string, string>,
): [head: string, content: BlobPart][] {
  if (style.style) {
    return pairs(name, value, style, String).map((each) => {
      const [key = "", ...rest] = each.split("=");
      return [`name="${quoted(key)}"${lines(own)}`, rest.join("=")];
    });
  }
  return list(value).map((item) => {
    const blob = item instanceof Blob ? item : undefined;
    const fallback = blob ? "application/octet-stream" : isMap(item) ? "application/json" : "";
    const type = blob?.type || style.mediaType || fallback;
    const file = blob ? `; filename="${quoted(blob instanceof File ? blob.name : name)}"` : "";
    const typed = type ? { "content-type": type } : undefined;
    return [`name="${quoted(name)}"${file}${lines(typed, own)}`, blob ?? text(item)];
  });
}

/** The later stand above the earlier. Headers refuses what is none, such as a line break in one. */
function lines(...given: (Record<string, string> | undefined)[]): string {
  const headers = new Headers();
  for (const each of given) {
    for (const [name, value] of Object.entries(each ?? {})) headers.set(name, value);
  }
  return [...headers].map(([name, value]) => `\r\n${name}: ${value}`).join("");
}

function quoted(name: string): string {
  return name.replace(/["\r\n]/g, encodeURIComponent);
}

function of(styles: Style[], place: Style["place"], name: string): Style {
  return styles.find((each) => each.place === place && each.name === name) ?? { place, name };
}

function pairs(name: string, value: unknown, style: Style, given?: Encode): string[] {
  const encode = given ?? (style.isReserved ? reserved : encoded);
  if (isNothing(value)) return [];
  if (style.isJson) return [`${encode(name)}=${encode(JSON.stringify(value))}`];
  if (style.style === "deepObject") return deep(name, value, encode);
  const explode = style.explode ?? true;
  const found = items(value, encode, explode);
  if (isMap(value) && explode) return found;
  if (typeof value === "object" && !explode) {
    const separator = SEPARATORS[style.style ?? ""] ?? ",";
    return found.length > 0 ? [`${encode(name)}=${found.join(separator)}`] : [];
  }
  return found.map((item) => `${encode(name)}=${item}`);
}

function segmentOf(name: string, value: unknown, style: Style): string {
  if (style.isJson) return encoded(JSON.stringify(value));
  const explode = style.explode ?? false;
  if (style.style === "matrix") {
    const found = pairs(name, value, { ...style, explode });
    return found.map((each) => `;${each.replace(/=$/, "")}`).join("");
  }
  const joined = items(value, encoded, explode).join(style.style === "label" && explode ? "." : ",");
  return style.style === "label" ? `.${joined}` : joined;
}

/** What separators stand between. */
function items(value: unknown, encode: Encode, explode: boolean): string[] {
  if (!isMap(value)) return list(value).map((item) => encode(text(item)));
  const given = Object.entries(value).filter(([, item]) => !isNothing(item));
  const texts = given.map(([name, item]) => [encode(name), encode(text(item))]);
  return explode ? texts.map((pair) => pair.join("=")) : texts.flat();
}

/** `name[attribute][0]=value`, as deep as it goes. */
function deep(name: string, value: unknown, encode: Encode): string[] {
  if (isNothing(value)) return [];
  if (!isMap(value) && !Array.isArray(value)) return [`${encode(name)}=${encode(text(value))}`];
  return Object.entries(value).flatMap(([key, item]) => deep(`${name}[${key}]`, item, encode));
}

function list(value: unknown): unknown[] {
  return (Array.isArray(value) ? value : [value]).filter((item) => !isNothing(item));
}

/** What is nested deeper than a style reaches is JSON. */
function text(value: unknown): string {
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

function isNothing(value: unknown): boolean {
  return value === undefined || value === null;
}

function isMap(value: unknown): value is object {
  return typeof value === "object" && !isNothing(value) && !Array.isArray(value) && !(value instanceof Blob);
}

function encoded(value: string): string {
  const hex = (char: string) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`;
  return encodeURIComponent(value).replace(/[!'()*]/g, hex);
}

/** Reserved characters may stand in a query as they are, but those that end a value or the query. */
function reserved(value: string): string {
  const kept = encoded(value).replace(/%(2F|3F|3A|40|21|24|27|28|29|2A|2C|3B)/g, decodeURIComponent);
  return kept.replace(/%25(?=[0-9A-Fa-f]{2})/g, "%");
}

function crumb(value: string): string {
  return value.replace(/[^!#$&-+\--:<-[\]-~]/gu, encodeURIComponent);
}
