import { STATUS_CODES } from "node:http";

/** What a door answers to an outcome; a `code` makes it a problem (RFC 9457). */
export interface Answer {
  readonly status: number;
  readonly code?: string;
  readonly headers?: Readonly<Record<string, string>>;
}
export type Answers<O extends string> = Record<O, Answer>;

const worthCompressing = 1024;

/** JSON that no cache keeps and no browser reads as something else. `body` is the whole answer, or what a problem says besides. */
export function reply({ status, code, headers }: Answer, body: object = {}): Response {
  const problem = { type: "about:blank", title: STATUS_CODES[status] ?? "Error", status, code };
  const text = JSON.stringify(code ? { ...problem, ...body } : body);
  return new Response(text, {
    status,
    headers: {
      "content-type": `application/${code ? "problem+json" : "json"}; charset=utf-8`,
      "x-content-type-options": "nosniff",
      "cache-control": text.length < worthCompressing ? "private, no-store, no-transform" : "private, no-store",
      ...headers,
    },
  });
}
