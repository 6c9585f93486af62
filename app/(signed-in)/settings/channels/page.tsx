import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { signedIn } from "#app/guard.ts";
import { Channels } from "#components/settings/channels.tsx";
import type { ChannelState } from "#lib/model/channel.ts";
import { channelStates } from "#lib/pipeline/channels.ts";
import { tools } from "#lib/pipeline/tools.ts";
import { saveChannelSecrets, sendTest } from "./actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("settings.channels"))("title") };
}

/** Only administrators see how a secret ends. */
const withoutTails = (channel: ChannelState): ChannelState => ({ ...channel, shown: {} });

export default async function ChannelsPage() {
  const viewer = await signedIn("/settings/channels");
  const isAdmin = viewer.role === "admin";
  const channels = await channelStates(tools());
  return (
    <Channels
      channels={isAdmin ? channels : channels.map(withoutTails)}
      actions={isAdmin ? { save: saveChannelSecrets, test: sendTest } : null}
    />
  );
}
