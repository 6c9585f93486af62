import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { signedIn } from "#app/guard.ts";
import { addressOf, type SearchParams } from "#components/address.ts";
import { channelDraft, emptyChannel } from "#components/policies/channel-draft.ts";
import { ChannelForm } from "#components/policies/channel-form.tsx";
import { ItemPage } from "#components/policies/item-page.tsx";
import { atLeast } from "#lib/auth/viewer.ts";
import { languages } from "#lib/model/language.ts";
import { currentPolicies } from "#lib/pipeline/policies.ts";
import { channelsToName } from "#lib/pipeline/policy-view.ts";
import { tools } from "#lib/pipeline/tools.ts";
import { saveItem } from "../actions.ts";
import { readName } from "../input.ts";

interface Props {
  searchParams: Promise<SearchParams>;
}

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const name = readName(await searchParams);
  const t = await getTranslations("policyChannels");
  return { title: name === undefined ? t("titleNew") : t("titleEdit", { name }) };
}

/** Nothing that rings carries a digest. */
const carries = (kind: string): boolean => ["slack", "email", "webhook"].includes(kind);

/** Each language by its own name. */
const offered = languages.map((value) => ({
  value,
  label: new Intl.DisplayNames(value, { type: "language" }).of(value) ?? value,
}));

export default async function ChannelPage({ searchParams }: Props) {
  const name = readName(await searchParams);
  const { role } = await signedIn(addressOf("/policies/channel", { name }));
  const [{ version, document }, states] = await Promise.all([currentPolicies(tools()), channelsToName(tools())]);
  const at = document.channels.findIndex((channel) => channel.name === name);
  const channel = document.channels[at];
  if (name !== undefined && !channel) notFound();
  const t = await getTranslations("policyChannels");
  const title = channel ? t("titleEdit", { name: channel.name }) : t("titleNew");
  return (
    <ItemPage title={title} crumb={channel?.name ?? title} back={{ href: "/policies?view=channels", label: t("label") }}>
      <ChannelForm
        key={name}
        place={{ part: "channels", version, at: channel ? at : null, below: null }}
        draft={channel ? channelDraft(channel) : emptyChannel}
        carriers={states.filter(({ kind }) => carries(kind))}
        languages={offered}
        save={atLeast(role, "responder") ? saveItem : null}
      />
    </ItemPage>
  );
}
