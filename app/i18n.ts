import { cookies, headers } from "next/headers";
import { getRequestConfig } from "next-intl/server";
import { loadMessages, pickLanguage } from "#lib/i18n/languages.ts";
import { isZone } from "#lib/model/calendar-day.ts";

/** The language of one request, and the zone that its browser told; before it did, times are in UTC and say so. */
export default getRequestConfig(async () => {
  const [jar, asked] = await Promise.all([cookies(), headers()]);
  const locale = pickLanguage(jar.get("language")?.value, asked.get("accept-language"));
  const zone = jar.get("zone")?.value ?? "";
  return { locale, messages: await loadMessages(locale), now: new Date(), timeZone: isZone(zone) ? zone : "UTC" };
});
