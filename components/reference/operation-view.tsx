import { useTranslations } from "next-intl";
import { Disclosure } from "#components/ui/disclosure.tsx";
import type { ApiContent, ApiOperation } from "#lib/model/api-document.ts";
import { FieldsTable } from "./fields-table.tsx";
import { Prose } from "./prose.tsx";
import { typeOf } from "./rows.ts";
import { TypeWords } from "./type-words.tsx";

interface Props {
  method: string;
  path: string;
  operation: ApiOperation;
}

/** One method of a route: what it does, what it takes, what it answers. */
export function OperationView({ method, path, operation }: Props) {
  const t = useTranslations("reference");
  const { operationId, summary, description, parameters, requestBody, responses } = operation;
  const rows = parameters.map(({ name, in: place, required, description: means, schema }) => ({
    name: place === "path" ? `{${name}}` : place === "header" ? `${name}:` : name,
    type: typeOf(schema),
    optional: !required,
    description: means,
  }));
  return (
    <article id={operationId} aria-labelledby={`${operationId}-title`} className="grid scroll-mt-16 gap-2 border-t pt-4">
      <h3 id={`${operationId}-title`} className="flex flex-wrap items-baseline gap-x-3">
        <code className="font-mono text-code wrap-anywhere">
          <span className="font-medium">{method}</span> {path}
        </code>
        <span className="text-meta font-normal text-n10">{t("scope", { scope: operation["x-scope"] })}</span>
      </h3>
      <p>{summary}.</p>
      {description && (
        <p className="max-w-160 text-n11">
          <Prose text={description} />
        </p>
      )}
      <FieldsTable label={t("parameters", { operation: `${method} ${path}` })} rows={rows} />
      {requestBody && (
        <p className="text-n11">
          {t("body")} <Content content={requestBody.content} />
        </p>
      )}
      <Answers responses={responses} />
    </article>
  );
}

function Content({ content }: { content: ApiContent }) {
  const [first] = Object.values(content);
  const types = Object.keys(content).filter((type) => !/^application\/(?:problem\+)?json$/.test(type));
  return (
    <>
      {first && <TypeWords pieces={typeOf(first.schema)} />}
      {types.length > 0 && <span className="text-meta text-n10"> {types.join(", ")}</span>}
    </>
  );
}

/** What is well first; what may go wrong on demand. */
function Answers({ responses }: Pick<ApiOperation, "responses">) {
  const t = useTranslations("reference");
  const all = Object.entries(responses);
  const list = (some: typeof all) => (
    <ul className="grid gap-1">
      {some.map(([status, { description, content }]) => (
        <li key={status} className="grid grid-cols-[2.5rem_minmax(0,1fr)]">
          <span className="font-medium">{status}</span>
          <span className="text-n11">
            {description}
            {content && (
              <>
                {": "}
                <Content content={content} />
              </>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
  return (
    <>
      {list(all.filter(([status]) => Number(status) < 400))}
      <Disclosure summary={t("faults")}>{list(all.filter(([status]) => Number(status) >= 400))}</Disclosure>
    </>
  );
}
