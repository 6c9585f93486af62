import { useTranslations } from "next-intl";
import type { ChannelKind } from "#lib/model/policy.ts";

/** Where what a kind needs is found. */
const places = {
  slack: "https://api.slack.com/apps",
  pagerduty: "https://support.pagerduty.com/main/docs/services-and-integrations",
  sms: "https://console.twilio.com",
  voice: "https://console.twilio.com",
  webhook: "https://www.standardwebhooks.com",
  "retry-hook": "https://www.standardwebhooks.com",
} as const;

const isFound = (kind: ChannelKind): kind is keyof typeof places => kind in places;

/** What a kind of channel needs, and where it is found. */
export function ChannelNeeds({ kind }: { kind: ChannelKind }) {
  const t = useTranslations("settings.channels");
  return (
    <p className="text-n11">
      {t(`needs.${kind}`)}{" "}
      {isFound(kind) && (
        <a href={places[kind]} target="_blank" rel="noopener noreferrer" className="text-accent underline underline-offset-2">
          {t(`found.${kind}`)}
        </a>
      )}
    </p>
  );
}
