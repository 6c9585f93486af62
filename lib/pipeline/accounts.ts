import { ensureBootstrapKey } from "#lib/auth/api-key.ts";
import { openAuth } from "#lib/auth/auth.ts";
import { connect } from "#lib/db/client.ts";
import { authSecret } from "./secrets.ts";
import type { Settings } from "./settings.ts";

/** Makes the administrator and the API key that the environment asks for; safe from several processes at once, and when they exist. */
export async function ensureAccounts(url: string, settings: Settings): Promise<void> {
  const { ADMIN_EMAIL: email, ADMIN_PASSWORD: password, BOOTSTRAP_API_KEY: key, PUBLIC_URL: publicUrl } = settings;
  if (!key && !email) return;
  const db = connect({ url, connections: 1, name: "verdict-accounts" });
  try {
    if (key) await ensureBootstrapKey(db, key);
    if (email && password) await openAuth({ db, secret: authSecret(settings), publicUrl }).ensureAdmin({ email, password });
  } finally {
    await db.$disconnect();
  }
}
