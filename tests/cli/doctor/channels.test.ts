import assert from "node:assert/strict";
import { after, test } from "node:test";
import { checkChannels } from "#lib/cli/doctor/channels.ts";
import { saveChannel } from "#lib/pipeline/save-channel.ts";
import { readSettings } from "#lib/pipeline/settings.ts";
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

test("each kind is looked at as far as one can without posting; one that goes to nobody, or may not be reached, fails", async () => {
  const more = readSettings({
    DATABASE_URL: tools.databaseUrl,
    PAGERDUTY_ROUTING_KEY: "R0STANDIN0000000000000000000ABCD",
    TWILIO_ACCOUNT_SID: "AC00000000000000000000000000000001",
    TWILIO_AUTH_TOKEN: "a-standin-auth-token-0123456789",
    TWILIO_FROM: "+15005550006",
    RETRY_HOOK_URL: "https://10.0.0.1/again",
  });
  const lines = await said(more);
  const about = (name: string) => lines.find((line) => line.includes(`channel ${name}:`)) ?? "";
  assert.match(about("pager"), /^ok .*its secrets are set/);
  assert.match(about("sms"), /^fail .*goes to nobody.*TWILIO_TO.*\(TWILIO_ACCOUNT_SID\)$/);
  assert.match(about("retry"), /^fail .*10\.0\.0\.1 is at an address that is not public.*\(RETRY_HOOK_URL\)$/);
  assert.doesNotMatch(lines.join(), /0000ABCD|auth-token/);
});
