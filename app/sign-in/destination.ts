const here = "http://here.invalid";

/** Where to go after signing in: a path of this site, whatever the address asked for; Now unless it asked. */
export function destination(next: unknown): string {
  if (typeof next !== "string" || !next.startsWith("/") || next.length > 2000 || !URL.canParse(next, here)) return "/";
  const { origin, pathname, search } = new URL(next, here);
  return origin === here && !pathname.startsWith("//") ? pathname + search : "/";
}
