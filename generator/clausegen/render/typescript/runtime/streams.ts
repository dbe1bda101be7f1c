/** Answers that arrive piece by piece: events, or JSON values one after the other. */

/** What a server sends while it keeps an answer open. */
export interface ServerEvent<T> {
  data: T;
  /** Its name: "message" unless the server gives another. */
  event: string;
  id: string;
}

/** How a stream is written: events that hold JSON or text, or JSON line by line. */
export type StreamKind = "events" | "texts" | "values";

/** What some APIs send last, instead of JSON. */
const DONE = "[DONE]";

/** The pieces of a body. `parse` is given the text of each. */
export async function* pieces(
  body: ReadableStream<Uint8Array>,
  kind: StreamKind,
  parse: (text: string) => unknown,
): AsyncGenerator<unknown> {
  const read = kind === "values" ? values(lines(body), parse) : events(lines(body));
  for await (const piece of read) {
    if (kind !== "events") yield piece;
    else yield { ...(piece as ServerEvent<string>), data: parse((piece as ServerEvent<string>).data) };
  }
}

async function* values(
  given: AsyncGenerator<string>,
  parse: (text: string) => unknown,
): AsyncGenerator<unknown> {
  for await (const line of given) {
    const text = line.replace(/^\x1e/, "").trim(); // of application/json-seq
    if (text) yield parse(text);
  }
}

/** One that is not ended by an empty line is incomplete: it is lost. */
async function* events(given: AsyncGenerator<string>): AsyncGenerator<ServerEvent<string>> {
  let data: string[] = [];
  let event = "";
  let id = "";
  for await (const line of given) {
    const [, name, value] = /^([^:]*)(?:: ?(.*))?$/s.exec(line) ?? [];
    if (name === "data") data.push(value ?? "");
    else if (name === "event") event = value ?? "";
    else if (name === "id" && !value?.includes("\0")) id = value ?? "";
    else if (line === "") {
      const text = data.join("\n");
      if (data.length > 0 && text !== DONE) yield { data: text, event: event || "message", id };
      data = [];
      event = "";
    }
  }
}

/** Lines end with CR LF, LF or CR; a lone CR at the end of a chunk may be half of CR LF. */
async function* lines(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = "";
  try {
    for (let done = false; !done; ) {
      const chunk = await reader.read();
      done = chunk.done;
      rest += decoder.decode(chunk.value, { stream: !done });
      const found = rest.split(done ? /\r\n|\n|\r/ : /\r\n|\n|\r(?!$)/);
      rest = found.pop() ?? "";
      yield* found;
    }
    if (rest) yield rest;
  } finally {
    await reader.cancel().catch(() => undefined); // who stops early wants no more of it
  }
}
