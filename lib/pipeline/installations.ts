import { createHash } from "node:crypto";
import type { Db } from "#lib/db/client.ts";
import {
  firstInstallation,
  type Installation,
  keptInstallation,
  learnUuid,
  previousSecretUsed,
  rotationMs,
  storedInstallations,
} from "#lib/db/installations.ts";
import { type SealKeys, seal, unseal } from "#lib/outside/seal.ts";
import type { Settings } from "./settings.ts";

export interface Installations {
  /** Every secret that may verify a delivery now, each with the id that `owner` understands. */
  secrets(now: Date): { id: string; secret: string }[];
  /** The installation whose secret verified; starts the clock of a previous one. */
  owner(secretId: string, now: Date): Installation | undefined;
  get(id: string): Installation | undefined;
  /** Keeps a uuid that Sentry gave this installation. */
  learn(id: string, uuid: string): Promise<void>;
  /** Reads the stored ones again; while the database is away, what was known stays. */
  refresh(): Promise<void>;
}

const markOf = (secret: string): Uint8Array<ArrayBuffer> => new Uint8Array(createHash("sha256").update(secret).digest());

/** Seals and opens an installation's secrets; bound to the id of their row. */
export function sealing(keys: SealKeys) {
  return {
    seal: (plain: string, id: string) => new Uint8Array(seal(keys, Buffer.from(plain), `installation:${id}`)),
    unseal: (sealed: Uint8Array, id: string) => unseal(keys, sealed, `installation:${id}`).toString("utf8"),
  };
}

/** What the environment alone says. */
export function fromSettings(settings: Settings): Installation {
  const until = settings.SENTRY_CLIENT_SECRET_PREVIOUS_UNTIL;
  return {
    id: firstId,
    name: settings.SENTRY_ORG ?? "Sentry",
    baseUrl: settings.SENTRY_BASE_URL,
    organisation: settings.SENTRY_ORG ?? null,
    secret: settings.SENTRY_CLIENT_SECRET ?? "",
    previousSecret: settings.SENTRY_CLIENT_SECRET_PREVIOUS ?? null,
    previousUntil: until ? new Date(until) : null,
    token: settings.SENTRY_AUTH_TOKEN ?? null,
  };
}

/** Field by field the environment wins; what it leaves open is what was saved in the settings page. */
function merged(
  environment: Installation,
  kept: Awaited<ReturnType<typeof firstInstallation>>,
  settings: Settings,
): Installation {
  const previousSecret = environment.secret ? environment.previousSecret : kept.previousSecret;
  const used = previousSecret && kept.previousMark && Buffer.from(kept.previousMark).equals(markOf(previousSecret));
  return {
    ...environment,
    baseUrl: fixedBaseUrl(settings) ? environment.baseUrl : kept.baseUrl,
    organisation: environment.organisation ?? kept.organisation,
    secret: environment.secret || kept.secret,
    token: environment.token ?? kept.token,
    previousSecret,
    previousUntil: (environment.secret && environment.previousUntil) || (used ? kept.previousUntil : null),
  };
}

/** The installation that the environment and the settings page are about; others are rows of their own. */
export const firstId = "default";

/** Whether the environment names another Sentry than the usual one. */
export const fixedBaseUrl = ({ SENTRY_BASE_URL }: Settings): boolean => SENTRY_BASE_URL !== "https://sentry.io";

/** The first installation as it stands now; nothing is written, and the keys are asked for when something is sealed. */
export async function readInstallation(db: Db, keys: () => SealKeys, settings: Settings): Promise<Installation> {
  const environment = fromSettings(settings);
  const unseal = (sealed: Uint8Array, id: string): string => sealing(keys()).unseal(sealed, id);
  const kept = await keptInstallation(db, { unseal }, firstId);
  return kept ? merged(environment, kept, settings) : environment;
}

/** The environment's installation, known at once, and those of the database as soon as it answers. */
export function openInstallations(db: Db, keys: SealKeys, settings: Settings): Installations {
  const environment = fromSettings(settings);
  const own = { ...environment };
  const known = new Map<string, Installation>([[own.id, own]]);
  const learned = new Set<string>();

  return {
    secrets: (now) =>
      [...known.values()].flatMap(({ id, secret, previousSecret, previousUntil }) => [
        ...(secret ? [{ id: `${id}/current`, secret }] : []),
        ...(previousSecret && (!previousUntil || previousUntil > now) ? [{ id: `${id}/previous`, secret: previousSecret }] : []),
      ]),
    owner(secretId, now) {
      const slash = secretId.lastIndexOf("/");
      const installation = known.get(secretId.slice(0, slash));
      if (installation?.previousSecret && secretId.endsWith("/previous") && !installation.previousUntil) {
        installation.previousUntil = new Date(now.getTime() + rotationMs);
        previousSecretUsed(db, installation.id, markOf(installation.previousSecret), now).catch(() => {
          installation.previousUntil = null; // the next use writes it down
        });
      }
      return installation;
    },
    get: (id) => known.get(id),
    async learn(id, uuid) {
      const key = `${id} ${uuid}`;
      if (learned.has(key)) return;
      await learnUuid(db, id, uuid);
      if (learned.size < 1000) learned.add(key);
    },
    async refresh() {
      Object.assign(own, merged(environment, await firstInstallation(db, sealing(keys), environment), settings));
      const stored = await storedInstallations(db, sealing(keys));
      for (const id of known.keys()) if (id !== own.id && !stored.some((row) => row.id === id)) known.delete(id);
      for (const installation of stored) if (installation.id !== own.id) known.set(installation.id, installation);
    },
  };
}
