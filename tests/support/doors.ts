import { createKey, type Scope } from "#lib/auth/api-key.ts";
import { setTools, type Tools } from "#lib/pipeline/tools.ts";
import { ownTools } from "./tools.ts";

type Door = (request: Request, context: { params: Promise<Record<string, string | undefined>> }) => Promise<Response>;

export interface Asking {
  method?: string;
  path?: string;
  params?: Record<string, string>;
  /** The scope of the key, or the whole Authorization header; null sends none. */
  as?: Scope | { authorization: string } | null;
  headers?: Record<string, string>;
  body?: unknown;
}

export interface Answered {
  status: number;
  headers: Headers;
  text: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers by name
  body: any;
}

const authorization = (as: Asking["as"], keys: Record<Scope, string>): Record<string, string> => {
  if (as === null) return {};
  return { authorization: typeof as === "object" ? as.authorization : `Bearer ${keys[as ?? "admin"]}` };
};

/** The doors of this file: on its own database, asked with keys of every scope. */
export async function ownDoors(
  env: Record<string, string> = {},
): Promise<{ tools: Tools; keys: Record<Scope, string>; ask: (door: Door, asking?: Asking) => Promise<Answered> }> {
  const tools = await ownTools(env, "web");
  setTools(tools);
  const key = (scope: Scope): Promise<string> => createKey(tools.db, { name: `key to ${scope}`, scope });
  const keys = { read: await key("read"), write: await key("write"), admin: await key("admin") };

  async function ask(
    door: Door,
    { method = "GET", path = "/", params = {}, as, headers = {}, body }: Asking = {},
  ): Promise<Answered> {
    const content = body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) };
    const type: Record<string, string> = body === undefined ? {} : { "content-type": "application/json" };
    const request = new Request(`http://localhost:3000${path}`, {
      method,
      headers: { ...type, ...authorization(as, keys), ...headers },
      ...content,
    });
    const response = await door(request, { params: Promise.resolve(params) });
    const isEndless = response.headers.get("content-type")?.startsWith("text/event-stream");
    const isLines = response.headers.get("content-type")?.startsWith("application/x-ndjson");
    if (isEndless) await response.body?.cancel();
    const text = isEndless ? "" : await response.text();
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: text.startsWith("{") && !isLines ? JSON.parse(text) : undefined,
    };
  }
  return { tools, keys, ask };
}
