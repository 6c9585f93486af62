import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { currentViewer } from "#app/guard.ts";
import { SignInForm } from "#components/account/sign-in-form.tsx";
import { tools } from "#lib/pipeline/tools.ts";
import { signIn } from "./actions.ts";
import { destination } from "./destination.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("signIn"))("title") };
}

export default async function SignInPage({ searchParams }: { searchParams: Promise<{ next?: unknown }> }) {
  const next = destination((await searchParams).next);
  if (await currentViewer()) redirect(next);
  return <SignInForm next={next} isFirstVisit={await tools().auth.setupOpen()} signIn={signIn} />;
}
