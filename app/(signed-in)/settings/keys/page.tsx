import type { Metadata } from "next";
import { forbidden } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { signedIn } from "#app/guard.ts";
import { ApiKeys } from "#components/settings/api-keys.tsx";
import { bootstrapId, Scope } from "#lib/auth/api-key.ts";
import { listKeys } from "#lib/db/api-keys.ts";
import { lifetimes } from "#lib/pipeline/api-keys.ts";
import { tools } from "#lib/pipeline/tools.ts";
import { makeKey, revokeKey } from "./actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("settings.keys"))("title") };
}

export default async function KeysPage() {
  const viewer = await signedIn("/settings/keys");
  if (viewer.role !== "admin") forbidden();
  const { db, settings, clock } = tools();
  const now = clock().toISOString();
  const keys = (await listKeys(db)).map((key) => ({
    ...key,
    scope: Scope.catch("read").parse(key.scope),
    fixed: key.id === bootstrapId && settings.BOOTSTRAP_API_KEY ? "BOOTSTRAP_API_KEY" : null,
    expired: key.expires_at !== null && key.expires_at <= now,
  }));
  return <ApiKeys keys={keys} lifetimes={lifetimes} make={makeKey} revoke={revokeKey} />;
}
