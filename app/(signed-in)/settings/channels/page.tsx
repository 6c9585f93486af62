import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { signedIn } from "#app/guard.ts";
import { Channels } from "#components/settings/channels.tsx";
import type { ChannelView } from "#lib/model/channel-view.ts";
import { channelViews } from "#lib/pipeline/channel-page.ts";
import { tools } from "#lib/pipeline/tools.ts";
import { saveChannelSecrets, sendTest } from "./actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("settings.channels"))("title") };
}

/** Only administrators see how a secret ends, and whom a channel reaches. */
const forAll = (channel: ChannelView): ChannelView => ({
  ...channel,
  shown: {},
  to: channel.kind === "digest" ? channel.to : [],
});

export default async function ChannelsPage() {
  const viewer = await signedIn("/settings/channels");
  const isAdmin = viewer.role === "admin";
  const channels = await channelViews(tools());
  return (
    <Channels
      channels={isAdmin ? channels : channels.map(forAll)}
      actions={isAdmin ? { save: saveChannelSecrets, test: sendTest } : null}
    />
  );
}
