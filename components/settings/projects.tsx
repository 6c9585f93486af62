import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { languages } from "#lib/model/language.ts";
import { presets } from "#lib/model/preset.ts";
import type { ProjectRow } from "#lib/model/project.ts";
import { DataTable } from "./data-table.tsx";
import { DialogForm } from "./dialog-form.tsx";
import { SelectField, TextField } from "./fields.tsx";
import type { FormAction } from "./form-state.ts";
import { SettingsPage } from "./settings-page.tsx";

interface Key {
  installationId: string;
  slug: string;
}

type ChangeProject = (key: Key, ...form: Parameters<FormAction>) => ReturnType<FormAction>;

interface Props {
  projects: readonly ProjectRow[];
  /** Null for who is no administrator. */
  change: ChangeProject | null;
}

/** What holds for one project alone. */
export function Projects({ projects, change }: Props) {
  const t = useTranslations("settings.projects");
  return (
    <SettingsPage title={t("title")} body={t("body")}>
      {projects.length === 0 ? <p className="text-n11">{t("none")}</p> : <ProjectTable projects={projects} change={change} />}
      <Link
        href="/docs/presets"
        prefetch={false}
        className="inline-flex min-h-6 items-center justify-self-start text-accent hover:underline"
      >
        {t("presetTable")}
      </Link>
    </SettingsPage>
  );
}

function ProjectTable({ projects, change }: Props) {
  const t = useTranslations("settings.projects");
  const format = useFormatter();
  const columns = [
    { key: "slug", label: t("project"), kind: "main" },
    { key: "issues", label: t("issues"), kind: "number" },
    { key: "language", label: t("language") },
    { key: "preset", label: t("preset") },
    { key: "models", label: t("models") },
    { key: "budget", label: t("budget") },
    ...(change ? [{ key: "actions", label: t("actions"), kind: "actions" } as const] : []),
  ] as const;
  const usual = <span className="text-n10">{t("usual")}</span>;
  const rows = projects.map((project) => ({
    key: `${project.installation} ${project.slug}`,
    cells: {
      slug: <bdi className="font-medium wrap-anywhere">{project.slug}</bdi>,
      issues: format.number(project.issues),
      language: project.language ? <span lang={project.language}>{t(`languages.${project.language}`)}</span> : usual,
      preset: project.preset ? t(`presets.${project.preset}`) : usual,
      models: project.use_llm ? t("asked") : t("notAsked"),
      budget: <Limits project={project} />,
      actions: change && <Change project={project} change={change} />,
    },
  }));
  return <DataTable label={t("title")} columns={columns} rows={rows} />;
}

function Limits({ project: { daily_usd: daily, monthly_usd: monthly } }: { project: ProjectRow }) {
  const t = useTranslations("settings.projects");
  const format = useFormatter();
  const dollars = (amount: number): string =>
    format.number(amount, { style: "currency", currency: "USD", maximumFractionDigits: 4 });
  if (daily === null && monthly === null) return <span className="text-n10">{t("usual")}</span>;
  const said = [
    daily !== null && t("aDay", { amount: dollars(daily) }),
    monthly !== null && t("aMonth", { amount: dollars(monthly) }),
  ];
  return said.filter(Boolean).join(", ");
}

function Change({ project, change }: { project: ProjectRow; change: ChangeProject }) {
  const t = useTranslations("settings.projects");
  const { slug, installation: installationId } = project;
  return (
    <span className="inline-flex @2xl:-mr-3 @max-2xl:-ml-3">
      <DialogForm
        open={t("change")}
        openLabel={t("changeOf", { slug })}
        look="quiet"
        title={t("changeTitle", { slug })}
        description={t("changeBody")}
        submit={t("save")}
        action={change.bind(null, { installationId, slug })}
      >
        <ProjectFields project={project} />
      </DialogForm>
    </span>
  );
}

function ProjectFields({ project }: { project: ProjectRow }) {
  const t = useTranslations("settings.projects");
  const usual = { value: "", label: t("usual") };
  const money = { inputMode: "decimal", autoComplete: "off", maxLength: 12, hint: t("noOwn") } as const;
  return (
    <>
      <SelectField
        name="language"
        label={t("language")}
        hint={t("languageHint")}
        defaultValue={project.language ?? ""}
        options={[usual, ...languages.map((value) => ({ value, label: t(`languages.${value}`) }))]}
      />
      <SelectField
        name="preset"
        label={t("preset")}
        hint={t("presetHint")}
        defaultValue={project.preset ?? ""}
        options={[usual, ...presets.map((value) => ({ value, label: t(`presets.${value}`) }))]}
      />
      <SelectField
        name="use_llm"
        label={t("models")}
        hint={t("modelsHint")}
        defaultValue={project.use_llm ? "yes" : "no"}
        options={[
          { value: "yes", label: t("asked") },
          { value: "no", label: t("notAsked") },
        ]}
      />
      <TextField {...money} name="daily_usd" label={t("daily")} defaultValue={project.daily_usd ?? ""} />
      <TextField {...money} name="monthly_usd" label={t("monthly")} defaultValue={project.monthly_usd ?? ""} />
    </>
  );
}
