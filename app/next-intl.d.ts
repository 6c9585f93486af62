import type { Language, Messages } from "#lib/i18n/languages.ts";

declare module "next-intl" {
  interface AppConfig {
    Locale: Language;
    Messages: Messages;
  }
}
