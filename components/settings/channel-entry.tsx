import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { cx } from "#components/ui/cx.ts";
import { When } from "#components/ui/when.tsx";
import type { ChannelView } from "#lib/model/channel-view.ts";
import type { ChannelKind } from "#lib/model/policy.ts";
import { ActionForm } from "./action-form.tsx";
import { ChannelDetails } from "./channel-details.tsx";
import { ChannelFields } from "./channel-fields.tsx";
import { ChannelMessages } from "./channel-messages.tsx";
import { ChannelNeeds } from "./channel-needs.tsx";
import { DialogForm } from "./dialog-form.tsx";
import type { FormAction } from "./form-state.ts";

type Answered = ReturnType<FormAction>;

/** What an administrator may do here. */
export interface ChannelActions {
  save: (name: string, kind: ChannelKind, ...form: Parameters<FormAction>) => Answered;
  test: (name: string, ...form: Parameters<FormAction>) => Answered;
}

export function ChannelEntry({ channel, actions }: { channel: ChannelView; actions: ChannelActions | null }) {
  const t = useTranslations("settings.channels");
  const { name, kind, error, setBy } = channel;
  return (
    <>
      <div className="flex flex-wrap items-baseline gap-x-3">
        <h2 className="font-medium">
          <bdi>{name}</bdi>
        </h2>
        <span className="text-n10">{t(`kind.${kind}`)}</span>
        <Condition channel={channel} />
      </div>
      <ChannelDetails channel={channel} />
      {channel.state === "unset" && <ChannelNeeds kind={kind} />}
      {error && <p className="wrap-anywhere text-danger">{error}</p>}
      {error && setBy && <p className="text-n11">{t("mendOutside", { variable: setBy })}</p>}
      {actions && kind !== "digest" && <Steps channel={channel} actions={actions} />}
      <ChannelMessages channel={channel} />
    </>
  );
}

function Steps({ channel, actions }: { channel: ChannelView; actions: ChannelActions }) {
  const t = useTranslations("settings.channels");
  const { name, error, configured, fixed } = channel;
  return (
    <div className="flex flex-wrap items-start gap-2 empty:hidden">
      {!fixed && <SetUp channel={channel} save={actions.save} />}
      {configured && (
        <ActionForm
          action={actions.test.bind(null, name)}
          submit={t("test")}
          submitLabel={t("testOf", { name })}
          look="secondary"
          known={error}
        />
      )}
    </div>
  );
}

const dots = {
  ok: "bg-application",
  failed: "border-2 border-danger",
  broken: "bg-danger",
  paused: "border-2 border-medium",
  unset: "border border-n8",
} as const;

/** What a digest lacks is lacking in what carries it. */
const ofDigests: Partial<Record<keyof typeof dots, "uncarried" | "carriersBroken">> = {
  unset: "uncarried",
  broken: "carriersBroken",
};

function Condition({ channel: { state: kept, error, kind, paused_until: paused } }: { channel: ChannelView }) {
  const t = useTranslations("settings.channels.state");
  const state = kept === "ok" && error ? "failed" : kept;
  const key = kind === "digest" ? (ofDigests[state] ?? state) : state;
  const word: ReactNode = t.rich(key, { when: () => (paused ? <When at={paused} /> : null) });
  return (
    <span
      className={cx("ml-auto flex items-center gap-2", state === "broken" || state === "failed" ? "text-danger" : "text-n11")}
    >
      <span aria-hidden className={cx("size-2 rounded-full", dots[state])} />
      {word}
    </span>
  );
}

function SetUp({ channel: { name, kind, configured }, save }: { channel: ChannelView; save: ChannelActions["save"] }) {
  const t = useTranslations("settings.channels");
  return (
    <DialogForm
      open={t(configured ? "replace" : "setUp")}
      openLabel={t(configured ? "replaceOf" : "setUpOf", { name })}
      title={t("dialogTitle", { name })}
      description={t("dialogBody")}
      submit={t("save")}
      action={save.bind(null, name, kind)}
    >
      <ChannelNeeds kind={kind} />
      <ChannelFields kind={kind} />
    </DialogForm>
  );
}
