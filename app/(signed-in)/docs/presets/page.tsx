import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { signedIn } from "#app/guard.ts";
import { PresetReference } from "#components/reference/preset-reference.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("reference.presets"))("title") };
}

export default async function PresetsPage() {
  await signedIn("/docs/presets");
  return <PresetReference />;
}
