interface Setting {
  nonce: string;
  /** Whether people reach us by https. */
  https: boolean;
  development: boolean;
}

// The style element that sonner adds, empty and then filled, cannot carry a nonce: these are the digests of both.
export const sonnerStyles = [
  "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='",
  "'sha256-StEaX+se6YS7pqjzrzMIA0KaX9zF/8zAhvQXZAe5epY='",
];

function contentSecurityPolicy({ nonce, development }: Setting): string {
  return [
    "default-src 'self'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ""}`,
    development ? "style-src 'self' 'unsafe-inline'" : `style-src 'self' 'nonce-${nonce}' ${sonnerStyles.join(" ")}`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "form-action 'self'",
  ].join("; ");
}

/** What every page's answer carries, errors and redirects included. */
export function securityHeaders(setting: Setting): Record<string, string> {
  return {
    "content-security-policy": contentSecurityPolicy(setting),
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cache-control": "private, no-store",
    ...(setting.https && { "strict-transport-security": "max-age=31536000; includeSubDomains" }),
  };
}
