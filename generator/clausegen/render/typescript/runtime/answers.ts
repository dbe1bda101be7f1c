/** What comes back, read. */

import { UnexpectedAnswer } from "./failures.js";
import type { StreamKind } from "./streams.js";

/** How the body of a good answer is read. */
export type Answer = "json" | "text" | "blob" | "nothing" | StreamKind;

export const STREAMS: (Answer | undefined)[] = ["events", "texts", "values"];

export async function content(response: Response, answer: Answer): Promise<unknown> {
  if (answer === "nothing") return undefined;
  if (answer === "text") return response.text();
  if (answer === "blob") return response.blob();
  const text = await response.text();
  if (text === "") return undefined; // whatever is documented, there is nothing to read
  return json(text, response);
}

export function json(text: string, response: Response): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new UnexpectedAnswer(response.status, text, response);
  }
}

/** JSON, or the text if it is none. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
