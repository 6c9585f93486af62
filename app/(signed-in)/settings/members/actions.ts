"use server";
import { z } from "zod";
import { requireRole } from "#app/guard.ts";
import type { FormState } from "#components/settings/form-state.ts";
import { Role } from "#lib/auth/viewer.ts";
import { changeRole, inviteMember, type MemberChange, removeMember, withdrawInvitation } from "#lib/pipeline/members.ts";
import { tools } from "#lib/pipeline/tools.ts";
import { type Answer, answered, confirmed, fieldsOf } from "../answer.ts";

const Id = z.string().min(1).max(100);
const Uuid = z.uuid();
const RoleInput = z.strictObject({ role: Role });
const gone: Answer = { ok: false, say: "gone" };

const changed = (change: MemberChange, say: string): Answer => (change.ok ? { ok: true, say } : { ok: false, say: "lastAdmin" });

export async function changeMemberRole(id: unknown, before: FormState, form: FormData): Promise<FormState> {
  const by = await requireRole("admin");
  return confirmed(before, form, async () => {
    const target = Id.safeParse(id);
    const input = RoleInput.safeParse(fieldsOf(form));
    if (!target.success || !input.success) return gone;
    return changed(await changeRole(tools(), { id: target.data, ...input.data }, by), "roleChanged");
  });
}

export async function removeMemberNow(id: unknown, before: FormState, form: FormData): Promise<FormState> {
  const by = await requireRole("admin");
  return confirmed(before, form, async () => {
    const target = Id.safeParse(id);
    return target.success ? changed(await removeMember(tools(), target.data, by), "memberRemoved") : gone;
  });
}

export async function inviteByLink(before: FormState, form: FormData): Promise<FormState> {
  const by = await requireRole("admin");
  return confirmed(before, form, async () => {
    const made = await inviteMember(tools(), fieldsOf(form), by);
    return made.ok ? { ok: true, say: "invited", made: made.link } : made;
  });
}

export async function withdrawLink(id: unknown, before: FormState, _form: FormData): Promise<FormState> {
  const by = await requireRole("admin");
  return answered(before, async () => {
    const target = Uuid.safeParse(id);
    if (!target.success) return gone;
    await withdrawInvitation(tools(), target.data, by);
    return { ok: true, say: "withdrawn" };
  });
}
