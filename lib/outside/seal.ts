import { createCipheriv, createDecipheriv, createHash, createSecretKey, type KeyObject, randomBytes } from "node:crypto";
import { closeSync, fsyncSync, linkSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { ConfigurationError } from "#lib/model/errors.ts";

/** `id` names the key in what it sealed, without telling the key. */
export interface SealKey {
  id: string;
  key: KeyObject;
}

/** The first one seals, each of them opens: a new key goes in front until nothing is sealed with the old one. */
export type SealKeys = readonly [SealKey, ...SealKey[]];

const version = 1;
const [idLength, nonceLength, tagLength] = [8, 12, 16];
const headerLength = 1 + idLength;

const digest = (purpose: string, text: string): Buffer => createHash("sha256").update(purpose).update("\0").update(text).digest();

/** The key a secret text stands for; the text must be random and long, for it is not stretched. */
export function keyFrom(text: string): SealKey {
  const id = digest("verdict seal id", text).subarray(0, idLength).toString("hex");
  return { id, key: createSecretKey(digest("verdict seal key", text)) };
}

const counted = { part: Buffer.alloc(0), next: 0 };

/** Unlike any other under the same key: a random part of this process and a count (NIST SP 800-38D, section 8.2.1). */
function newNonce(): Buffer {
  if (counted.next === 0) counted.part = randomBytes(nonceLength - 4);
  const nonce = Buffer.concat([counted.part, Buffer.alloc(4)]);
  nonce.writeUInt32BE(counted.next, nonceLength - 4);
  counted.next = (counted.next + 1) % 2 ** 32;
  return nonce;
}

/** AES-256-GCM: version, key id, nonce, tag, text. Opens only with the same `belongsTo`, so that a value cannot be moved to another row. */
export function seal([{ id, key }]: SealKeys, plain: Uint8Array, belongsTo: string): Buffer {
  const header = Buffer.concat([Uint8Array.of(version), Buffer.from(id, "hex")]);
  const nonce = newNonce();
  const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.concat([header, Buffer.from(belongsTo)]));
  const text = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([header, nonce, cipher.getAuthTag(), text]);
}

export function unseal(keys: SealKeys, sealed: Uint8Array, belongsTo: string): Buffer {
  const bytes = Buffer.from(sealed);
  const textAt = headerLength + nonceLength + tagLength;
  if (bytes.length < textAt || bytes[0] !== version) throw new ConfigurationError("What should be sealed is not");
  const id = keyIdOf(bytes);
  const found = keys.find((candidate) => candidate.id === id);
  if (!found)
    throw new ConfigurationError(`Sealed with key ${id}, which is not at hand: restore the SEAL_KEY or key file of that time`);
  const decipher = createDecipheriv("aes-256-gcm", found.key, bytes.subarray(headerLength, headerLength + nonceLength));
  decipher.setAAD(Buffer.concat([bytes.subarray(0, headerLength), Buffer.from(belongsTo)]));
  decipher.setAuthTag(bytes.subarray(headerLength + nonceLength, textAt));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(textAt)), decipher.final()]);
  } catch {
    throw new ConfigurationError("A sealed value was changed or belongs to another row");
  }
}

/** Which key sealed this: what is not sealed with the first key can be sealed again. */
export const keyIdOf = (sealed: Uint8Array): string => Buffer.from(sealed.subarray(1, headerLength)).toString("hex");

/** The random text kept in the file, for its owner alone; made once, also when several processes start together. */
export function readOrMakeSecret(path: string): string {
  mkdirSync(dirname(path), { recursive: true });
  return read(path) ?? make(path);
}

export const readOrMakeKey = (path: string): SealKey => keyFrom(readOrMakeSecret(path));

function read(path: string): string | null {
  let text: string;
  try {
    text = readFileSync(path, "utf8").trim();
  } catch (error) {
    if (isCode(error, "ENOENT")) return null;
    throw error;
  }
  if (text.length < 32)
    throw new ConfigurationError(`${path} holds no key: restore it; only if nothing was sealed with it yet, delete it`);
  return text;
}

function make(path: string): string {
  const draft = `${path}.${process.pid}.${randomBytes(6).toString("hex")}`;
  const file = openSync(/* turbopackIgnore: true */ draft, "wx", 0o600);
  try {
    writeSync(file, `${randomBytes(32).toString("base64url")}\n`);
    fsyncSync(file);
    linkSync(draft, path); // fails if another process was faster: then its text counts
  } catch (error) {
    if (!isCode(error, "EEXIST")) throw error;
  } finally {
    closeSync(file);
    rmSync(draft, { force: true });
  }
  keepName(path);
  return readFileSync(path, "utf8").trim();
}

/** A file's name is durable once its folder is; Windows has no such call. */
function keepName(path: string): void {
  if (process.platform === "win32") return;
  const folder = openSync(dirname(path), "r");
  fsyncSync(folder);
  closeSync(folder);
}

const isCode = (error: unknown, code: string): boolean => error instanceof Error && "code" in error && error.code === code;
