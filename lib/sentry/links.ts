function parse(url: unknown): URL | null {
  return typeof url === "string" && url.length <= 2048 ? URL.parse(url) : null;
}

/** An address from outside that may be shown as a link: https, and Sentry's own host or one below it; else null. */
export function safeSentryUrl(url: string | null, baseUrl: string): string | null {
  const [link, base] = [parse(url), parse(baseUrl)];
  if (!link || !base || link.protocol !== "https:" || link.username !== "" || link.password !== "" || link.port !== base.port)
    return null;
  // an organisation's pages are at acme.sentry.io also when its API is at us.sentry.io
  const home = base.hostname.endsWith(".sentry.io") ? "sentry.io" : base.hostname;
  return link.hostname === home || link.hostname.endsWith(`.${home}`) ? link.href : null;
}

const regions = new Set(["www", "us", "de", "eu", "app"]);

/** The organisation's slug as an address of Sentry's names it: in its path, else as the host `acme.sentry.io`. */
export function organisationIn(url: unknown): string | null {
  const link = parse(url);
  if (!link) return null;
  const inPath = /\/(?:organizations|projects)\/(?<slug>[\w-]{1,64})\//.exec(link.pathname)?.groups?.slug;
  if (inPath) return inPath;
  const inHost = /^(?<slug>[\w-]{1,63})\.sentry\.io$/.exec(link.hostname)?.groups?.slug;
  return inHost && !regions.has(inHost) ? inHost : null;
}

/** The project's slug in the address of an event (`/projects/acme/api/events/…`). */
export function projectIn(url: unknown): string | null {
  return parse(url)?.pathname.match(/\/projects\/[\w-]{1,64}\/(?<slug>[\w-]{1,100})\//)?.groups?.slug ?? null;
}

export function issueIn(url: unknown): string | null {
  return parse(url)?.pathname.match(/\/issues\/(?<id>\d{1,40})(?:\/|$)/)?.groups?.id ?? null;
}

/** The issue's page when given the page of one of its events; null when it is no web address. */
export function issuePage(url: unknown): string | null {
  const link = parse(url);
  if (link?.protocol !== "https:" && link?.protocol !== "http:") return null;
  return link.href.replace(/(?<=\/issues\/\d{1,40}\/)events\/.*$/, "");
}
