import { redirect } from "next/navigation";
import { signedIn } from "#app/guard.ts";

export default async function SettingsHome() {
  await signedIn("/settings");
  redirect("/settings/sentry");
}
