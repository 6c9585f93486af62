import type { Db, Tx } from "./client.ts";
import type { Prisma } from "./generated/client.ts";

/** One pair of client secrets with the Sentry it belongs to. The secret that verifies a delivery selects its installation. */
export interface Installation {
  id: string;
  name: string;
  baseUrl: string;
  organisation: string | null;
  secret: string;
  previousSecret: string | null;
  /** When the previous secret ends; null while it was never used and no end was set. */
  previousUntil: Date | null;
  token: string | null;
}

interface Sealing {
  seal: (plain: string, id: string) => Uint8Array<ArrayBuffer>;
  unseal: (sealed: Uint8Array, id: string) => string;
}

const dayMs = 86_400_000;
/** How long a previous secret stays valid after its first use. */
export const rotationMs = 7 * dayMs;

export async function addInstallation(
  db: Db,
  { seal }: Sealing,
  installation: Omit<Installation, "previousUntil">,
): Promise<void> {
  const { id, name, baseUrl, organisation, secret, previousSecret, token } = installation;
  const sealed = (text: string | null): Uint8Array<ArrayBuffer> | null => (text === null ? null : seal(text, id));
  const data = {
    name,
    baseUrl,
    organisation,
    secret: sealed(secret),
    previousSecret: sealed(previousSecret),
    token: sealed(token),
  };
  await db.installation.upsert({ where: { id }, create: { id, ...data }, update: data });
}

type Row = Prisma.InstallationGetPayload<object>;

type Opening = Pick<Sealing, "unseal">;

const opened = ({ unseal }: Opening, row: Row): Installation & Pick<Row, "previousMark"> => {
  const open = (sealed: Uint8Array | null): string | null => (sealed ? unseal(sealed, row.id) : null);
  return { ...row, secret: open(row.secret) ?? "", previousSecret: open(row.previousSecret), token: open(row.token) };
};

/** Those kept in the database whole, with their secrets opened. */
export async function storedInstallations(db: Db, sealing: Sealing): Promise<Installation[]> {
  const rows = await db.installation.findMany({ where: { secret: { not: null } } });
  return rows.map((row) => opened(sealing, row));
}

/** The row of an installation as it stands; null when nothing was kept. */
export async function keptInstallation(db: Db, opening: Opening, id: string): Promise<ReturnType<typeof opened> | null> {
  const row = await db.installation.findUnique({ where: { id } });
  return row && opened(opening, row);
}

/** The row of the first installation, made if it is not there: what the environment does not set may be kept in it. */
export async function firstInstallation(
  db: Db,
  sealing: Sealing,
  { id, name }: Pick<Installation, "id" | "name">,
): Promise<Installation & Pick<Row, "previousMark">> {
  const create = { id, name, baseUrl: "https://sentry.io" };
  const kept = await keptInstallation(db, sealing, id);
  return kept ?? opened(sealing, await db.installation.upsert({ where: { id }, create, update: { name } })); // of several processes one makes it
}

/** What is given is set, the rest stays. A client secret that is replaced verifies on until a week after its next use. */
export async function saveInstallation(
  tx: Tx,
  { seal }: Sealing,
  id: string,
  { secret, token, ...plain }: Partial<Pick<Installation, "secret" | "token" | "organisation" | "baseUrl">>,
): Promise<void> {
  const was = await tx.installation.findUniqueOrThrow({ where: { id }, select: { secret: true } });
  const rotated = secret && was.secret && { previousSecret: was.secret, previousMark: null, previousUntil: null };
  await tx.installation.update({
    where: { id },
    data: { ...plain, ...rotated, ...(secret && { secret: seal(secret, id) }), ...(token && { token: seal(token, id) }) },
  });
}

/** Starts the clock of a previous secret, known by its digest, when it is used for the first time; later uses change nothing. */
export async function previousSecretUsed(db: Db, id: string, mark: Uint8Array<ArrayBuffer>, now: Date): Promise<void> {
  const until = new Date(now.getTime() + rotationMs);
  await db.installation.updateMany({
    where: { id, OR: [{ previousMark: null }, { previousMark: { not: mark } }] },
    data: { previousMark: mark, previousUntil: until },
  });
}

/** Keeps the uuid that Sentry gave this installation; bounded, so that nobody can fill the row. */
export async function learnUuid(db: Db, id: string, uuid: string): Promise<void> {
  await db.$executeRaw`UPDATE "Installation" SET "uuids" = array_append("uuids", ${uuid}) WHERE "id" = ${id} AND NOT (${uuid} = ANY("uuids")) AND cardinality("uuids") < 1000`;
}
