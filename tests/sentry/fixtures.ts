import { readdirSync, readFileSync } from "node:fs";
import { z } from "zod";

const folder = new URL("../fixtures/", import.meta.url);
const Webhook = z.object({ headers: z.record(z.string(), z.string()), secret: z.string(), raw: z.string() });

export const fixture = (name: string): unknown => JSON.parse(readFileSync(new URL(`${name}.json`, folder), "utf8"));

/** A recorded webhook: headers, the secret that signs it, the exact body. */
export const webhook = (name: string): z.infer<typeof Webhook> => Webhook.parse(fixture(name));

export const webhookNames = readdirSync(folder)
  .filter((name) => name.endsWith(".json") && !name.startsWith("api."))
  .map((name) => name.replace(/\.json$/, ""));
