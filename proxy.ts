import { type NextRequest, NextResponse } from "next/server";
import { isSameOrigin } from "#app/same-origin.ts";
import { securityHeaders } from "#app/security-headers.ts";

const openToStrangers = /^\/(?:sign-in|setup|join)\/?$/;

const reading = new Set(["GET", "HEAD", "OPTIONS"]);

const hasSession = (request: NextRequest): boolean => request.cookies.getAll().some(({ name }) => name.endsWith("session_token"));

/** Security headers for every page. What it refuses or sends to the sign-in page is a convenience: pages and actions check for themselves. */
export function proxy(request: NextRequest): NextResponse {
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("base64");
  const https = process.env.PUBLIC_URL?.startsWith("https:") ?? false;
  const set = securityHeaders({ nonce, https, development: process.env.NODE_ENV === "development" });
  const response = answer(request, nonce, set);
  for (const [name, value] of Object.entries(set)) response.headers.set(name, value);
  return response;
}

function answer(request: NextRequest, nonce: string, set: Record<string, string>): NextResponse {
  if (!reading.has(request.method) && !isSameOrigin(request.headers)) return new NextResponse(null, { status: 403 });
  return openToStrangers.test(request.nextUrl.pathname) || hasSession(request) ? onward(request, nonce, set) : toSignIn(request);
}

// Next reads the nonce for its own scripts from the request's policy: ours replaces whatever the client sent.
function onward(
  request: NextRequest,
  nonce: string,
  { "content-security-policy": policy = "" }: Record<string, string>,
): NextResponse {
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  headers.set("content-security-policy", policy);
  headers.delete("content-security-policy-report-only");
  return NextResponse.next({ request: { headers } });
}

function toSignIn({ nextUrl }: NextRequest): NextResponse {
  const target = new URL("/sign-in", nextUrl);
  target.searchParams.set("next", nextUrl.pathname + nextUrl.search);
  return NextResponse.redirect(target, 307);
}

export const config = { matcher: "/((?!api/|api$|health$|_next/static/|icon\\.svg$|favicon\\.ico$).*)" };
