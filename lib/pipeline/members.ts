import { z } from "zod";
import { invite } from "#lib/auth/invite.ts";
import { Role } from "#lib/auth/viewer.ts";
import { addAudit } from "#lib/db/audit.ts";
import { type Tx, transaction } from "#lib/db/client.ts";
import { dropInvitation } from "#lib/db/invitations.ts";
import { countAdmins, findMember, removeMember as remove, setRole } from "#lib/db/members.ts";
import { oneByOne } from "#lib/db/users.ts";
import type { By } from "#lib/model/by.ts";
import { NotFound } from "#lib/model/errors.ts";
import { type FieldFaults, fieldFaults } from "./field-faults.ts";
import type { Tools } from "./tools.ts";

export type MemberChange = { ok: true } | { ok: false; reason: "last_admin" };

/** Somebody must be able to let others in again. */
const isLastAdmin = async (tx: Tx, role: string): Promise<boolean> => role === "admin" && (await countAdmins(tx)) === 1;

/** Ends the member's sessions, so that the new role holds at once. Throws NotFound. */
export async function changeRole({ db }: Tools, { id, role }: { id: string; role: Role }, by: By): Promise<MemberChange> {
  return transaction(db, async (tx) => {
    await oneByOne(tx);
    const member = await findMember(tx, id);
    if (!member) throw new NotFound("This member was removed meanwhile.");
    if (member.role === role) return { ok: true };
    if (await isLastAdmin(tx, member.role)) return { ok: false, reason: "last_admin" };
    await setRole(tx, id, role);
    await addAudit(tx, { by, action: "member.role", target: member.email, data: { before: member.role, after: role } });
    return { ok: true };
  });
}

/** Ends the member's sessions too. Throws NotFound. */
export async function removeMember({ db }: Tools, id: string, by: By): Promise<MemberChange> {
  return transaction(db, async (tx) => {
    await oneByOne(tx);
    const member = await findMember(tx, id);
    if (!member) throw new NotFound("This member was removed meanwhile.");
    if (await isLastAdmin(tx, member.role)) return { ok: false, reason: "last_admin" };
    await remove(tx, id);
    await addAudit(tx, { by, action: "member.remove", target: member.email, data: { role: member.role } });
    return { ok: true };
  });
}

const InvitationInput = z.strictObject({ role: Role, note: z.string().trim().max(100, "long").default("") });

/** Makes a link that lets one person in within seven days; it is shown this once. */
export async function inviteMember(
  { db, clock, settings }: Tools,
  input: unknown,
  by: By,
): Promise<{ ok: true; link: string } | { ok: false; fields: FieldFaults }> {
  const parsed = InvitationInput.safeParse(input);
  if (!parsed.success) return { ok: false, fields: fieldFaults(parsed.error) };
  const { role, note } = parsed.data;
  const token = await transaction(db, async (tx) => {
    const made = await invite(tx, { role, note: note || null, byName: by.name, now: clock() });
    await addAudit(tx, { by, action: "invitation.create", target: note || null, data: { role } });
    return made.token;
  });
  return { ok: true, link: `${settings.PUBLIC_URL}/join?${new URLSearchParams({ token })}` };
}

/** The link opens nothing from now on. Throws NotFound when it was used or withdrawn already. */
export async function withdrawInvitation({ db }: Tools, id: string, by: By): Promise<void> {
  await transaction(db, async (tx) => {
    const role = await dropInvitation(tx, id);
    if (!role) throw new NotFound("This invitation was used or withdrawn meanwhile.");
    await addAudit(tx, { by, action: "invitation.withdraw", data: { role } });
  });
}
