import { redirect } from "next/navigation";
import { signedIn } from "#app/guard.ts";

export default async function HomePage() {
  await signedIn("/");
  redirect("/issues");
}
