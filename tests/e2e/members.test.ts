import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, describe, test } from "node:test";
import type { Page } from "playwright";
import { launch } from "../support/browser.ts";
import { ownDatabase } from "../support/database.ts";
import { accessible, picture } from "../support/looks.ts";
import { startVerdict } from "../support/verdict.ts";
import { until } from "../support/wait.ts";

const admin = { email: "ada@example.com", password: "a long enough password" };
const guest = { name: "Grace Hopper", email: "grace@example.com", password: "another long password" };
const { url: databaseUrl, db } = await ownDatabase();
const verdict = await startVerdict({
  databaseUrl,
  env: { ADMIN_EMAIL: admin.email, ADMIN_PASSWORD: admin.password },
});
after(() => verdict.stop());
const browser = await launch();
after(() => browser.close());
await until("the administrator to be made", async () => (await db.user.count()) === 1, 60_000);

const open = async (): Promise<Page> => (await browser.newContext({ baseURL: verdict.url })).newPage();
const [ada, grace, stranger] = [await open(), await open(), await open()];
const press = (page: Page, name: string | RegExp) => page.getByRole("button", { name, exact: true }).click();

interface Action {
  id: string;
  name: string;
  file: string;
  path: string;
}

/** Every server action of the build, with a page that may call it. */
function actions(): Action[] {
  const { node } = JSON.parse(readFileSync(".next/server/server-reference-manifest.json", "utf8")) as {
    node: Record<string, { workers: object; filename: string; exportedName: string }>;
  };
  return Object.entries(node).map(([id, { workers, filename: file, exportedName: name }]) => {
    const [worker = ""] = Object.keys(workers);
    const path = worker
      .replace(/^app/, "")
      .replace(/\/\([^)]+\)/g, "")
      .replace(/\/page$/, "")
      .replace(/\[[^\]]+\]/g, "1");
    return { id, name, file, path: path || "/" };
  });
}

async function call(page: Page, { id, path }: Action, cookie?: string): Promise<number> {
  const said = { "next-action": id, origin: verdict.url, "content-type": "text/plain;charset=UTF-8" };
  const headers = cookie ? { ...said, cookie } : said;
  const answer = await page.request.post(path, { headers, data: "[]", maxRedirects: 0 });
  return answer.status();
}

/** Open to whoever comes: they check a password or a one-time link themselves. */
const forStrangers = /^app\/(?:sign-in|setup|join)\//;

describe("members", () => {
  let link = "";

  test("an administrator makes a link that is shown once", async () => {
    await ada.goto("/settings/members");
    await ada.getByLabel("Email").fill(admin.email);
    await ada.getByLabel("Password").fill(admin.password);
    await press(ada, "Sign in");
    await ada.waitForURL(/\/settings\/members$/);
    await press(ada, "Invite");
    await ada.getByLabel("Role", { exact: true }).selectOption("viewer");
    await ada.getByLabel("For whom").fill("Grace");
    await accessible(ada);
    await picture(ada, "settings-invite", false);
    await press(ada, "Make link");
    await ada.getByText("This link is shown once.").waitFor();
    link = (await ada.getByRole("dialog").locator("code").textContent()) ?? "";
    assert.match(link, /\/join\?token=[\w-]{43}$/);
    await picture(ada, "settings-invite-made", false);
    await press(ada, "Done");
    await ada.getByRole("table", { name: "Open invitations" }).getByText("Grace").waitFor();
    assert.ok(!(await ada.content()).includes(link));
  });

  test("whoever opens it chooses name, address and password, and is in", async () => {
    await grace.goto(link);
    await grace.getByText("Administrator invites you as Viewer.").waitFor();
    await accessible(grace);
    await grace.getByLabel("Name").fill(guest.name);
    await grace.getByLabel("Email").fill(guest.email);
    await grace.getByLabel("Password").fill("short");
    await grace.getByLabel("Password").evaluate((input) => input.removeAttribute("minlength"));
    await press(grace, "Create account");
    await grace.getByText("Use 12 to 128 characters.").waitFor();
    await grace.getByLabel("Password").fill(guest.password);
    await press(grace, "Create account");
    await grace.waitForURL((url) => url.pathname === "/");
    await stranger.goto(link);
    await stranger.getByText("This invitation was used").waitFor();
  });

  test("a viewer sees who is here, no address of others, and nothing that only administrators may", async () => {
    await grace.goto("/settings/members");
    await grace.getByText("Administrators see addresses too").waitFor();
    const text = await grace.content();
    assert.ok(text.includes(guest.email) && !text.includes(admin.email));
    assert.equal(await grace.getByRole("button", { name: /Invite|Remove|Change role/ }).count(), 0);
    assert.equal(await grace.getByRole("link", { name: "API keys" }).count(), 0);
    for (const path of ["/settings/keys", "/settings/audit"]) assert.equal((await grace.goto(path))?.status(), 403, path);
    for (const path of ["/settings/sentry", "/settings/models", "/settings/channels"]) {
      assert.equal((await grace.goto(path))?.status(), 200, path);
      assert.equal(await grace.getByRole("button", { name: /Save|Add|Set up|Send/ }).count(), 0, path);
      await accessible(grace);
    }
  });

  test("no action listens to a stranger, and none that changes anything to a viewer", async () => {
    const guarded = actions().filter(({ file }) => !forStrangers.test(file));
    const forViewers = ["signOut", "summarize", "preview", "checkText"];
    assert.ok(guarded.length > 10);
    for (const name of forViewers)
      assert.ok(
        guarded.some((action) => action.name === name),
        name,
      );
    for (const action of guarded) {
      assert.equal(await call(stranger, action), 307, `${action.name} for a stranger`);
      assert.equal(await call(stranger, action, "verdict.session_token=made-up"), 401, `${action.name} for a made-up session`);
      if (!forViewers.includes(action.name)) assert.equal(await call(grace, action), 403, `${action.name} for a viewer`);
    }
    const elsewhere = await ada.request.post("/settings/keys", {
      headers: { "next-action": guarded.find(({ name }) => name === "makeKey")?.id ?? "", origin: "https://attacker.example" },
      data: "[]",
    });
    assert.ok(elsewhere.status() >= 400, String(elsewhere.status()));
  });

  test("a new role signs the member out at once, and the last administrator stays one", async () => {
    await ada.goto("/settings/members");
    await press(ada, `Change the role of ${guest.name}`);
    await ada.getByLabel("Role", { exact: true }).selectOption("responder");
    await ada.getByRole("dialog").getByRole("button", { name: "Change role" }).click();
    await ada.getByText("Role changed.").waitFor();
    await grace.goto("/settings/members");
    await grace.waitForURL(/\/sign-in/);
    await press(ada, "Remove Administrator");
    await ada.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
    await ada.getByText("This is the last administrator.").waitFor();
    await ada.keyboard.press("Escape");
    await press(ada, `Remove ${guest.name}`);
    await ada.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
    await ada.getByText("Removed and signed out.").waitFor();
    assert.equal(await db.user.count(), 1);
  });

  test("the audit log says who did what", async () => {
    await ada.goto("/settings/audit");
    for (const done of ["Invitation made", "Member joined", "Role changed", "Member removed"])
      await ada.getByText(done, { exact: true }).first().waitFor();
    await ada.getByText("viewer → responder").waitFor();
    await ada.goto("/settings/audit?cursor=made-up");
    await ada.waitForURL(/\/settings\/audit$/);
  });
});
