import type { Metadata } from "next";
import { forbidden, redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { signedIn } from "#app/guard.ts";
import { AuditList } from "#components/settings/audit-list.tsx";
import { listAudit } from "#lib/db/audit.ts";
import { BadInput } from "#lib/model/errors.ts";
import { tools } from "#lib/pipeline/tools.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("settings.audit"))("title") };
}

const path = "/settings/audit";

/** For administrators: it holds addresses of members and names of what was changed. */
export default async function AuditPage({ searchParams }: { searchParams: Promise<{ cursor?: string | string[] }> }) {
  const { cursor } = await searchParams;
  const viewer = await signedIn(path);
  if (viewer.role !== "admin") forbidden();
  const from = typeof cursor === "string" ? cursor : undefined;
  const { entries, nextCursor } = await listAudit(tools().db, { cursor: from, limit: 50 }).catch((error: unknown) => {
    if (from !== undefined && error instanceof BadInput) redirect(path); // not one that this list gave
    throw error;
  });
  const next = nextCursor && `${path}?${new URLSearchParams({ cursor: nextCursor })}`;
  return <AuditList entries={entries} next={next} first={from ? path : null} />;
}
