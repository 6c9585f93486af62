import { z } from "zod";
import rows from "./providers.json" with { type: "json" };

const anything = z.record(z.string(), z.unknown());

/** How a provider differs from OpenAI, whose ways everybody else has copied. */
const Provider = z.strictObject({
  id: z.string(),
  name: z.string(),
  base_url: z.url(),
  /** Patterns of the address. */
  host: z.string(),
  path: z.string().optional(),
  port: z.number().optional(),
  /** The form of answers to begin with. */
  rung: z.enum(["json_schema", "tool", "json_object", "text"]).optional(),
  /** False: `max_tokens`, whatever the model. */
  completion: z.boolean().optional(),
  /** What keeps a model from thinking, by its name; the first that fits. */
  quiet: z.array(z.strictObject({ model: z.string(), body: anything })).default([]),
  /** What is sent besides. */
  extra: anything.default({}),
  /** The header that takes the key, in the place of `authorization` or besides it. */
  key_header: z.string().optional(),
  also_key_header: z.string().optional(),
  headers: z.record(z.string(), z.string()).default({}),
  query: z.record(z.string(), z.string()).default({}),
  /** The header that names a request; null: it names none. */
  request_id: z.string().nullable(),
  /** Null: it has no list of its models. */
  models_path: z.string().nullable().default("/models"),
  /** In a minute, where it is known to be less, or more, than most allow. */
  requests: z.number().int().default(50),
  tokens: z.number().int().default(100_000),
  note: z.string(),
});
export type Provider = z.infer<typeof Provider>;

/** Everybody we know, those with an address of their own first. */
export const providers: readonly Provider[] = z.array(Provider).parse(rows);

const unknown: Provider = Provider.parse({
  id: "unknown",
  name: "",
  base_url: "https://unknown.invalid/v1",
  host: ".",
  request_id: "x-request-id",
  note: "",
});

const patterns = new Map(
  providers.map(({ id, host, path }) => [id, { host: new RegExp(host, "i"), path: new RegExp(path ?? "^") }]),
);

/** Who is at an address, as far as it tells. */
export function providerAt(baseUrl: string): Provider {
  const url = URL.parse(baseUrl);
  if (!url) return unknown;
  const fits = ({ id, port }: Provider): boolean => {
    const pattern = patterns.get(id);
    return (
      Boolean(pattern?.host.test(url.hostname) && pattern.path.test(url.pathname)) &&
      (port === undefined || url.port === String(port))
    );
  };
  return providers.find(fits) ?? unknown;
}

/** What keeps the model from thinking, in this provider's words; null where nothing is known to. */
export const quietBody = ({ quiet }: Provider, model: string): Record<string, unknown> | null =>
  quiet.find((one) => new RegExp(one.model, "i").test(model))?.body ?? null;
