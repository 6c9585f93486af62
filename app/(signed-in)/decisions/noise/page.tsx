import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { signedIn } from "#app/guard.ts";
import type { SearchParams } from "#components/address.ts";
import { noiseHref, readDays } from "#components/noise/days.ts";
import { Noise } from "#components/noise/noise.tsx";
import { noiseFigures } from "#lib/pipeline/noise.ts";
import { tools } from "#lib/pipeline/tools.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("noise"))("title") };
}

export default async function NoisePage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const days = readDays(await searchParams);
  await signedIn(noiseHref(days));
  return <Noise figures={await noiseFigures(tools(), days)} days={days} />;
}
