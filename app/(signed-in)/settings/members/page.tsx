import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { signedIn } from "#app/guard.ts";
import { Members } from "#components/settings/members.tsx";
import { Role } from "#lib/auth/viewer.ts";
import { listInvitations } from "#lib/db/invitations.ts";
import { listMembers } from "#lib/db/members.ts";
import { tools } from "#lib/pipeline/tools.ts";
import { changeMemberRole, inviteByLink, removeMemberNow, withdrawLink } from "./actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("settings.members"))("title") };
}

const actions = { changeRole: changeMemberRole, remove: removeMemberNow, invite: inviteByLink, withdraw: withdrawLink };
const roleOf = (role: string): Role => Role.catch("viewer").parse(role);

/** Everybody sees who is here; the addresses of others, and what changes them, only administrators. */
export default async function MembersPage() {
  const viewer = await signedIn("/settings/members");
  const { db, clock } = tools();
  const isAdmin = viewer.role === "admin";
  const [members, invitations] = await Promise.all([listMembers(db), isAdmin ? listInvitations(db, clock()) : []]);
  return (
    <Members
      members={members.map(({ email, role, ...member }) => ({
        ...member,
        email: isAdmin || member.id === viewer.id ? email : null,
        role: roleOf(role),
        isSelf: member.id === viewer.id,
      }))}
      invitations={invitations.map(({ role, ...invitation }) => ({ ...invitation, role: roleOf(role) }))}
      actions={isAdmin ? actions : null}
    />
  );
}
