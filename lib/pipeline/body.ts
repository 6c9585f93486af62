import { constants, zstdCompressSync, zstdDecompressSync } from "node:zlib";
import { type SealKeys, seal, unseal } from "#lib/outside/seal.ts";

const fast = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };

/** A raw body as it is kept: compressed, then sealed to the delivery it belongs to. */
export const sealBody = (keys: SealKeys, bytes: Uint8Array, delivery: string): Buffer =>
  Buffer.from(seal(keys, zstdCompressSync(bytes, fast), `delivery:${delivery}`));

/** Throws when the key is not the one it was sealed with, or the row is not its own. */
export const openBody = (keys: SealKeys, sealed: Uint8Array, delivery: string): Buffer =>
  zstdDecompressSync(unseal(keys, sealed, `delivery:${delivery}`));
