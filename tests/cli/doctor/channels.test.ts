import assert from "node:assert/strict";
import { after, test } from "node:test";
import { checkChannels } from "#lib/cli/doctor/channels.ts";
import { saveChannel } from "#lib/pipeline/save-channel.ts";
import { startSlack } from "../../standins/slack.ts";
import { ownTools } from "../../support/tools.ts";

const slack = await startSlack();
after(() => slack.close());
const tools = await ownTools();
const said = async (given = tools.settings): Promise<string[]> =>
  (await checkChannels(given)).map(({ name, state, message }) => `${state} ${name}: ${message}`);

test("a Slack hook that the settings keep is tried without posting, and a dead one is named", async () => {
  await saveChannel(tools, "slack", { webhook_url: slack.webhook }, { id: "p", name: "Pat" });
  assert.match((await said())[0] ?? "", /^ok channel slack: /);
  slack.script({ status: 404, body: "no_service" });
  const lines = await said();
  assert.equal(lines.length, 1);
  assert.match(lines[0] ?? "", /^fail channel slack: .*no_service: this webhook was removed.*\(Settings → Channels\)$/);
  assert.doesNotMatch(lines[0] ?? "", /aVerySecretPart/);
  assert.deepEqual(slack.received, []);
});

test("one that was sealed with another key says so", async () => {
  const other = { ...tools.settings, SEAL_KEY: "another-seal-key-of-32-characters-or-more" };
  assert.match((await said(other))[0] ?? "", /^fail channel slack: Sealed with key .*\(Settings → Channels\)$/);
});
