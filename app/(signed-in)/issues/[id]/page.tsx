import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { signedIn } from "#app/guard.ts";
import { IssueView } from "#components/issue/issue-view.tsx";
import { atLeast } from "#lib/auth/viewer.ts";
import { askedOf, exchangesOf } from "#lib/db/exchanges.ts";
import { issuePage } from "#lib/db/issues.ts";
import { writeBacksOf } from "#lib/db/write-backs.ts";
import { explained } from "#lib/pipeline/explained.ts";
import { presetsNow } from "#lib/pipeline/projects.ts";
import { tools } from "#lib/pipeline/tools.ts";
import { correctIssue } from "./actions.ts";
import { pathOf, readAddress } from "./address.ts";

interface Props {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

const load = cache((issue: string, installation: string | undefined) => issuePage(tools().db, issue, installation));

async function open({ params, searchParams }: Props) {
  const address = readAddress((await params).id, (await searchParams).installation);
  const viewer = await signedIn(address ? pathOf(address) : "/issues");
  const page = address && (await load(address.issue, address.installation));
  return page ? { ...page, viewer } : notFound();
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { issue } = await open(props);
  return { title: issue.short_id ?? issue.title.slice(0, 80) };
}

export default async function IssuePage(props: Props) {
  const { viewer, ...page } = await open(props);
  const { id: issue, installation } = page.issue;
  const here = tools();
  const { db } = here;
  const hash = page.signature?.hash ?? "";
  const [writes, asked, exchanges, presetOf, decisions] = await Promise.all([
    writeBacksOf(db, { installation, sentryIssueId: issue }),
    askedOf(db, installation, hash),
    exchangesOf(db, installation, hash),
    presetsNow(here),
    explained(here, page.issue.decisions),
  ]);
  const correct = atLeast(viewer.role, "responder") ? correctIssue.bind(null, { issue, installation }) : null;
  const models = { asked, exchanges };
  return <IssueView {...page} {...{ decisions, writes, models, correct }} preset={presetOf(page.issue)} />;
}
