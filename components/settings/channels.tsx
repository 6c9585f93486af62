import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { buttonClass } from "#components/ui/button.tsx";
import { cx } from "#components/ui/cx.ts";
import { When } from "#components/ui/when.tsx";
import type { ChannelState } from "#lib/model/channel.ts";
import { ActionForm } from "./action-form.tsx";
import { ChannelFields } from "./channel-fields.tsx";
import { DialogForm } from "./dialog-form.tsx";
import type { FormAction } from "./form-state.ts";
import { SettingsPage } from "./settings-page.tsx";

type ForOne = (name: string, ...form: Parameters<FormAction>) => ReturnType<FormAction>;

/** What an administrator may do here. */
export interface ChannelActions {
  save: ForOne;
  test: ForOne;
}

export function Channels({ channels, actions }: { channels: readonly ChannelState[]; actions: ChannelActions | null }) {
  const t = useTranslations("settings.channels");
  return (
    <SettingsPage
      title={t("title")}
      body={t("body")}
      aside={
        <Link href="/policies" className={buttonClass("secondary")}>
          {t("policies")}
        </Link>
      }
    >
      {channels.length === 0 && <p className="text-n11">{t("none")}</p>}
      <ul className="border-t empty:hidden">
        {channels.map((channel) => (
          <li key={channel.name} className={cx("grid gap-2 border-b border-n5", channel.obeyed ? "py-4" : "py-2.5")}>
            <ChannelEntry channel={channel} actions={actions} />
          </li>
        ))}
      </ul>
      {channels.some(({ obeyed }) => !obeyed) && <p className="-mt-4 text-meta text-n10">{t("unbuiltBody")}</p>}
    </SettingsPage>
  );
}

function ChannelEntry({ channel, actions }: { channel: ChannelState; actions: ChannelActions | null }) {
  const t = useTranslations("settings.channels");
  const { name, kind, obeyed, error, configured } = channel;
  return (
    <>
      <div className="flex flex-wrap items-baseline gap-x-3">
        <h2 className="font-medium">
          <bdi>{name}</bdi>
        </h2>
        <span className="text-n10">{t(`kind.${kind}`)}</span>
        <Condition channel={channel} />
      </div>
      <Details channel={channel} />
      {obeyed && error && <p className="wrap-anywhere text-danger">{error}</p>}
      {obeyed && actions && (
        <div className="flex flex-wrap items-start gap-2">
          {!channel.fixed && <SetUp channel={channel} save={actions.save} />}
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
      )}
    </>
  );
}

const dots = {
  ok: "bg-application",
  failed: "border-2 border-danger",
  broken: "bg-danger",
  paused: "border-2 border-medium",
  unset: "border border-n8",
} as const;

function Condition({ channel: { state: kept, error, obeyed, paused_until: paused } }: { channel: ChannelState }) {
  const t = useTranslations("settings.channels.state");
  const state = kept === "ok" && error ? "failed" : kept;
  const word: ReactNode = !obeyed ? t("unbuilt") : t.rich(state, { when: () => (paused ? <When at={paused} /> : null) });
  return (
    <span
      className={cx("ml-auto flex items-center gap-2", state === "broken" || state === "failed" ? "text-danger" : "text-n11")}
    >
      <span aria-hidden className={cx("size-2 rounded-full", obeyed ? dots[state] : dots.unset)} />
      {word}
    </span>
  );
}

const secretNames = ["webhook_url", "bot_token", "channel", "url", "secret"] as const;

/** What is set, by its end, and when it was used last. */
function Details({ channel: { shown, fixed, configured, sent_at: sentAt } }: { channel: ChannelState }) {
  const t = useTranslations("settings.channels");
  if (!configured) return null;
  const known = secretNames.flatMap((name) => (shown[name] ? [t(`secret.${name}`, { shown: shown[name] })] : []));
  const said = [...known, ...(fixed ? [t("environment")] : [])].join(" · ");
  return (
    <p className="text-meta text-n10">
      {said && `${said} · `}
      {sentAt ? t.rich("lastSent", { when: () => <When at={sentAt} /> }) : t("neverSent")}
    </p>
  );
}

function SetUp({ channel: { name, kind, configured }, save }: { channel: ChannelState; save: ForOne }) {
  const t = useTranslations("settings.channels");
  return (
    <DialogForm
      open={t(configured ? "replace" : "setUp")}
      openLabel={t(configured ? "replaceOf" : "setUpOf", { name })}
      title={t("dialogTitle", { name })}
      description={t("dialogBody")}
      submit={t("save")}
      action={save.bind(null, name)}
    >
      <ChannelFields kind={kind} />
    </DialogForm>
  );
}
