import { useTranslations } from "next-intl";
import type { MessageSummary } from "#lib/model/incident.ts";

/** The name under which every administrator is mailed when no channel took an alert. */
export const administrators = "administrators";

/** One thing posted: where, whether it arrived, and what is known of it there. */
export function MessageLine({ message }: { message: MessageSummary }) {
  const t = useTranslations("messages");
  const { channel: name, state, external_id: externalId, error, doubtful } = message;
  const channel = name === administrators ? t("administrators") : name;
  return (
    <>
      <span className={state === "failed" ? "text-danger" : undefined}>{t("line", { channel, state: t(`state.${state}`) })}</span>{" "}
      {externalId && <code className="font-mono text-code text-n10 wrap-anywhere">{externalId}</code>}
      {error && <span className="block text-n11 wrap-anywhere">{error}</span>}
      {doubtful && <span className="block text-n11">{t("doubtful")}</span>}
    </>
  );
}
