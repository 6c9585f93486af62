import { useTranslations } from "next-intl";
import { CopyText } from "#components/ui/copy-text.tsx";
import { Section } from "#components/ui/section.tsx";
import type { ApiDocument, ApiOperation } from "#lib/model/api-document.ts";
import { FieldsTable } from "./fields-table.tsx";
import { OperationView } from "./operation-view.tsx";
import { rowsOf, typeOf } from "./rows.ts";
import { schemaId, TypeWords } from "./type-words.tsx";

type Described = { method: string; path: string; operation: ApiOperation };

const operationsOf = ({ paths }: ApiDocument): Described[] =>
  Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
  );

/** The whole API on one page, from the document that machines read. */
export function ApiReference({ document }: { document: ApiDocument }) {
  const t = useTranslations("reference");
  const all = Object.groupBy(operationsOf(document), ({ operation }) => operation.tags[0] ?? "");
  return (
    <div className="content grid max-w-240 gap-8 py-4">
      <div className="grid gap-3">
        <h1 className="text-page font-semibold">{t("title")}</h1>
        <p className="max-w-160 text-n11">{t("intro")}</p>
        <CopyText text={`curl -H "Authorization: Bearer $KEY" ${document.servers[0]?.url ?? ""}/api/v1/issues`} />
        <p>
          <a href="/api/openapi.json" className="text-accent underline decoration-n8 underline-offset-2">
            {t("machine")}
          </a>
        </p>
        <Contents groups={all} />
      </div>
      {Object.entries(all).map(([tag, operations = []]) => (
        <Section key={tag} id={`tag-${tag}`} title={`${tag.charAt(0).toUpperCase()}${tag.slice(1)}`}>
          {operations.map((one) => (
            <OperationView key={one.operation.operationId} {...one} />
          ))}
        </Section>
      ))}
      <Schemas schemas={document.components.schemas} />
    </div>
  );
}

function Contents({ groups }: { groups: Partial<Record<string, Described[]>> }) {
  const t = useTranslations("reference");
  return (
    <nav aria-label={t("contents")} className="columns-[18rem] gap-6 border-y py-3">
      {Object.entries(groups).map(([tag, operations = []]) => (
        <ul key={tag} className="break-inside-avoid pb-2">
          {operations.map(({ method, path, operation }) => (
            <li key={operation.operationId}>
              <a href={`#${operation.operationId}`} className="inline-flex min-h-6 gap-2 font-mono text-code hover:text-accent">
                <span className="w-12 shrink-0 text-n10">{method}</span>
                <span className="wrap-anywhere">{path.slice("/api/v1".length)}</span>
              </a>
            </li>
          ))}
        </ul>
      ))}
    </nav>
  );
}

function Schemas({ schemas }: Pick<ApiDocument["components"], "schemas">) {
  const t = useTranslations("reference");
  return (
    <Section id="schemas" title={t("schemas")}>
      {Object.entries(schemas).map(([name, schema]) => {
        const rows = rowsOf(schema);
        return (
          <article key={name} id={schemaId(name)} className="grid scroll-mt-16 gap-2 pt-3">
            <h3 className="font-medium">{name}</h3>
            <FieldsTable label={name} rows={rows} />
            {rows.length === 0 && (
              <p className="text-n11">{schema.properties ? t("empty") : <TypeWords pieces={typeOf(schema)} />}</p>
            )}
          </article>
        );
      })}
    </Section>
  );
}
