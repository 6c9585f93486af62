import { useTranslations } from "next-intl";
import { Section } from "#components/ui/section.tsx";
import { When } from "#components/ui/when.tsx";
import { DataTable } from "./data-table.tsx";
import { DialogForm } from "./dialog-form.tsx";
import { SelectField, TextField } from "./fields.tsx";
import type { FormAction } from "./form-state.ts";
import { SettingsPage } from "./settings-page.tsx";

type Role = "viewer" | "responder" | "admin";
const roles = ["viewer", "responder", "admin"] as const;

export interface MemberRow {
  id: string;
  name: string;
  /** Only administrators see the addresses of others. */
  email: string | null;
  role: Role;
  isSelf: boolean;
  seen_at: string | null;
  since: string;
}

export interface InvitationRow {
  id: string;
  role: Role;
  note: string | null;
  by: string;
  expires_at: string;
}

/** What an administrator may do here. */
export interface MemberActions {
  changeRole: (id: string, ...form: Parameters<FormAction>) => ReturnType<FormAction>;
  remove: (id: string, ...form: Parameters<FormAction>) => ReturnType<FormAction>;
  invite: FormAction;
  withdraw: (id: string, ...form: Parameters<FormAction>) => ReturnType<FormAction>;
}

interface Props {
  members: readonly MemberRow[];
  invitations: readonly InvitationRow[];
  actions: MemberActions | null;
}

export function Members({ members, invitations, actions }: Props) {
  const t = useTranslations("settings.members");
  return (
    <SettingsPage
      title={t("title")}
      body={t(actions ? "body" : "bodyForOthers")}
      aside={actions && <Invite action={actions.invite} />}
    >
      <MemberTable members={members} actions={actions} />
      {actions && invitations.length > 0 && <Invitations invitations={invitations} withdraw={actions.withdraw} />}
    </SettingsPage>
  );
}

function MemberTable({ members, actions }: Omit<Props, "invitations">) {
  const t = useTranslations();
  const columns = [
    { key: "name", label: t("settings.members.name"), kind: "main" },
    { key: "role", label: t("settings.members.role") },
    { key: "seen", label: t("settings.members.seen") },
    { key: "since", label: t("settings.members.since") },
    ...(actions ? [{ key: "actions", label: t("settings.members.actions"), kind: "actions" } as const] : []),
  ] as const;
  const rows = members.map((member) => ({
    key: member.id,
    cells: {
      name: <Who member={member} />,
      role: t(`role.${member.role}`),
      seen: member.seen_at ? <When at={member.seen_at} /> : t("settings.never"),
      since: <When at={member.since} />,
      actions: actions && <Change member={member} actions={actions} />,
    },
  }));
  return <DataTable label={t("settings.members.title")} columns={columns} rows={rows} />;
}

function Who({ member: { name, email, isSelf } }: { member: MemberRow }) {
  const t = useTranslations("settings.members");
  return (
    <span className="grid min-w-0 py-1">
      <span className="font-medium wrap-anywhere">
        <bdi>{name}</bdi>
        {isSelf && <span className="font-normal text-n10"> {t("you")}</span>}
      </span>
      {email && <span className="text-meta wrap-anywhere text-n10">{email}</span>}
    </span>
  );
}

function Change({ member, actions }: { member: MemberRow; actions: MemberActions }) {
  const t = useTranslations("settings.members");
  const { id, name, role, isSelf } = member;
  return (
    <span className="inline-flex gap-1 @2xl:-mr-3 @max-2xl:-ml-3">
      <DialogForm
        open={t("change")}
        openLabel={t("changeOf", { name })}
        look="quiet"
        title={t("changeTitle", { name })}
        description={t(isSelf ? "changeOwnBody" : "changeBody")}
        submit={t("changeSubmit")}
        action={actions.changeRole.bind(null, id)}
      >
        <RoleField chosen={role} />
      </DialogForm>
      <DialogForm
        open={t("remove")}
        openLabel={t("removeOf", { name })}
        look="quiet"
        title={t("removeTitle", { name })}
        description={t("removeBody")}
        submit={t("remove")}
        action={actions.remove.bind(null, id)}
      />
    </span>
  );
}

function RoleField({ chosen }: { chosen: Role }) {
  const t = useTranslations();
  return (
    <SelectField
      name="role"
      label={t("settings.members.role")}
      hint={t("settings.members.roleHint")}
      defaultValue={chosen}
      options={roles.map((value) => ({ value, label: t(`role.${value}`) }))}
    />
  );
}

function Invite({ action }: { action: FormAction }) {
  const t = useTranslations("settings.members");
  return (
    <DialogForm
      open={t("invite")}
      look="primary"
      title={t("inviteTitle")}
      description={t("inviteBody")}
      submit={t("inviteSubmit")}
      action={action}
      once={t("inviteOnce")}
    >
      <RoleField chosen="responder" />
      <TextField name="note" label={t("note")} hint={t("noteHint")} maxLength={100} autoComplete="off" />
    </DialogForm>
  );
}

function Invitations({ invitations, withdraw }: { invitations: readonly InvitationRow[]; withdraw: MemberActions["withdraw"] }) {
  const t = useTranslations();
  const words = (key: "for" | "role" | "by" | "expires" | "actions") => t(`settings.members.${key}`);
  const columns = [
    { key: "note", label: words("for"), kind: "main" },
    { key: "role", label: words("role") },
    { key: "by", label: words("by") },
    { key: "expires", label: words("expires") },
    { key: "actions", label: words("actions"), kind: "actions" },
  ] as const;
  const rows = invitations.map(({ id, role, note, by, expires_at }) => ({
    key: id,
    cells: {
      note: note ?? t("settings.members.anybody"),
      role: t(`role.${role}`),
      by,
      expires: <When at={expires_at} />,
      actions: <Withdraw id={id} name={note ?? t(`role.${role}`)} action={withdraw} />,
    },
  }));
  return (
    <Section id="invitations" title={t("settings.members.open")}>
      <DataTable label={t("settings.members.open")} columns={columns} rows={rows} />
    </Section>
  );
}

function Withdraw({ id, name, action }: { id: string; name: string; action: MemberActions["withdraw"] }) {
  const t = useTranslations("settings.members");
  return (
    <span className="inline-flex @2xl:-mr-3 @max-2xl:-ml-3">
      <DialogForm
        open={t("withdraw")}
        openLabel={t("withdrawOf", { name })}
        look="quiet"
        title={t("withdrawTitle")}
        description={t("withdrawBody")}
        submit={t("withdraw")}
        action={action.bind(null, id)}
      />
    </span>
  );
}
