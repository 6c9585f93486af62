import { cookies, headers } from "next/headers";
import { getRequestConfig } from "next-intl/server";
import { loadMessages, pickLanguage } from "#lib/i18n/languages.ts";

/** The language of one request. Times are told in UTC, and say so, because readers sit in several zones. */
export default getRequestConfig(async () => {
  const locale = pickLanguage((await cookies()).get("language")?.value, (await headers()).get("accept-language"));
  return { locale, messages: await loadMessages(locale), now: new Date(), timeZone: "UTC" };
});
