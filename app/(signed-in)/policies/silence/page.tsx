import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { signedIn } from "#app/guard.ts";
import { addressOf, type SearchParams } from "#components/address.ts";
import { ItemPage } from "#components/policies/item-page.tsx";
import { SilenceForm } from "#components/policies/silence-form.tsx";
import { hrefOf } from "#components/policies/view.ts";
import { atLeast } from "#lib/auth/viewer.ts";
import { groupFields } from "#lib/model/policy.ts";
import { currentPolicies } from "#lib/pipeline/policies.ts";
import { meaning } from "#lib/pipeline/policy-view.ts";
import { tools } from "#lib/pipeline/tools.ts";
import { preview, saveItem } from "../actions.ts";
import { readSilence } from "../input.ts";

const href = hrefOf({ view: "silences" });

interface Props {
  searchParams: Promise<SearchParams>;
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("silences"))("titleEdit") };
}

export default async function SilencePage({ searchParams }: Props) {
  const id = readSilence(await searchParams);
  const { role } = await signedIn(addressOf("/policies/silence", { id }));
  const { version, document } = await currentPolicies(tools());
  const at = document.silences.findIndex((each) => each.id !== undefined && each.id === id);
  const silence = document.silences[at];
  if (!silence) notFound();
  const t = await getTranslations("silences");
  return (
    <ItemPage title={t("titleEdit")} crumb={silence.match} back={{ href, label: t("label") }}>
      <SilenceForm
        place={{ part: "silences", version, at, below: null }}
        silence={silence}
        begun=""
        href={href}
        means={meaning(silence.match)}
        offered={{ calendars: document.calendars.map(({ name }) => name), groupFields }}
        save={atLeast(role, "responder") ? saveItem : null}
        preview={preview}
      />
    </ItemPage>
  );
}
