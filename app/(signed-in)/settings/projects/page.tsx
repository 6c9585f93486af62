import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { signedIn } from "#app/guard.ts";
import { Projects } from "#components/settings/projects.tsx";
import { projects } from "#lib/pipeline/projects.ts";
import { tools } from "#lib/pipeline/tools.ts";
import { changeProject } from "./actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("settings.projects"))("title") };
}

export default async function ProjectsPage() {
  const { role } = await signedIn("/settings/projects");
  return <Projects projects={await projects(tools())} change={role === "admin" ? changeProject : null} />;
}
