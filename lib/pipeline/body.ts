import { promisify } from "node:util";
import { constants, zstdCompressSync, zstdDecompress } from "node:zlib";
import { type SealKeys, seal, unseal } from "#lib/outside/seal.ts";

const inflate = promisify(zstdDecompress);
const fast = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };

/** A raw body as it is kept: compressed, then sealed to the delivery it belongs to. */
export const sealBody = (keys: SealKeys, bytes: Uint8Array, delivery: string): Buffer =>
  Buffer.from(seal(keys, zstdCompressSync(bytes, fast), `delivery:${delivery}`));

/** Throws when the key is not the one it was sealed with, or the row is not its own. */
export const openBody = async (keys: SealKeys, sealed: Uint8Array, delivery: string): Promise<Buffer> =>
  inflate(unseal(keys, sealed, `delivery:${delivery}`));
