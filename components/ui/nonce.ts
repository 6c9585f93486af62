declare global {
  // The name under which libraries that add style elements look for the page's nonce.
  var __webpack_nonce__: string | undefined;
}

/** The first nonce stands: the document keeps the policy it was loaded with. */
export function keepNonce(nonce: string | undefined): void {
  if (nonce && typeof window !== "undefined") globalThis.__webpack_nonce__ ??= nonce;
}

export const pageNonce = (): string | undefined => globalThis.__webpack_nonce__;
