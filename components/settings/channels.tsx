import Link from "next/link";
import { useTranslations } from "next-intl";
import { fares } from "#components/policies/fares.ts";
import { buttonClass } from "#components/ui/button.tsx";
import type { ChannelView } from "#lib/model/channel-view.ts";
import { type ChannelActions, ChannelEntry } from "./channel-entry.tsx";
import { SettingsPage } from "./settings-page.tsx";

const order: readonly ChannelView["state"][] = ["broken", "paused", "ok", "unset"];
const place = ({ state }: ChannelView): number => order.indexOf(state);

/** Every channel of the policies: what must be mended first, what is not set last. */
export function Channels({ channels, actions }: { channels: readonly ChannelView[]; actions: ChannelActions | null }) {
  const t = useTranslations("settings.channels");
  const faring = channels.map((channel) => ({ ...channel, state: fares(channel, channel.to, channels) }));
  const sorted = faring.toSorted((a, b) => place(a) - place(b));
  return (
    <SettingsPage
      title={t("title")}
      body={t("body")}
      aside={
        <Link href="/policies" className={buttonClass("secondary")}>
          {t("policies")}
        </Link>
      }
    >
      {channels.length === 0 && <p className="text-n11">{t("none")}</p>}
      <ul className="border-t empty:hidden">
        {sorted.map((channel) => (
          <li key={channel.name} id={`channel-${channel.name}`} className="grid scroll-mt-6 gap-2 border-b border-n5 py-4">
            <ChannelEntry channel={channel} actions={actions} />
          </li>
        ))}
      </ul>
    </SettingsPage>
  );
}
