import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { apiDocument } from "#app/api/openapi/document.ts";
import { signedIn } from "#app/guard.ts";
import { ApiReference } from "#components/reference/api-reference.tsx";
import { tools } from "#lib/pipeline/tools.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("reference"))("title") };
}

export default async function ApiPage() {
  await signedIn("/docs/api");
  return <ApiReference document={apiDocument(tools().settings.PUBLIC_URL)} />;
}
