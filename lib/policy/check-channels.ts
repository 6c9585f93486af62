import { administrators, mailAddress, phoneNumber } from "#lib/model/channel.ts";
import { languages } from "#lib/model/language.ts";
import type { ChannelKind, ChannelSpec, DocumentFault } from "#lib/model/policy.ts";
import { nameFault, zoneFault } from "./faults.ts";

/** A digest is read when somebody looks: nothing that rings carries it. */
const carrying: readonly ChannelKind[] = ["slack", "email", "webhook"];

const number = { form: phoneNumber, instead: "is no telephone number: write it with its country, such as +4915112345678" };
const receivers: Partial<Record<ChannelKind, { form: RegExp; instead: string }>> = {
  email: { form: mailAddress, instead: "is no e-mail address: write one such as oncall@example.com" },
  sms: number,
  voice: number,
};

function receiverFaults({ kind, to = [] }: ChannelSpec, at: string): DocumentFault[] {
  const known = receivers[kind];
  if (!known) return [];
  return to.flatMap((each, n) =>
    known.form.test(each) ? [] : [{ path: `${at}.to[${n}]`, message: `${JSON.stringify(each)} ${known.instead}` }],
  );
}

function carrierFaults(to: readonly string[], at: string, channels: readonly ChannelSpec[]): DocumentFault[] {
  if (to.length === 0) return [{ path: `${at}.to`, message: "Choose at least one channel that carries the digest" }];
  const kinds = new Map(channels.map(({ name, kind }) => [name, kind]));
  const carriers = channels.flatMap(({ name, kind }) => (carrying.includes(kind) ? [name] : []));
  return to.flatMap((name, n) => {
    const path = `${at}.to[${n}]`;
    const kind = kinds.get(name);
    if (kind === undefined || carrying.includes(kind)) return nameFault(path, name, carriers, "channel");
    const instead = `name one of the kinds ${carrying.join(", ")}`;
    return [{ path, message: `a channel of the kind ${kind} carries no digest: ${instead}` }];
  });
}

function digestFaults(channel: ChannelSpec, at: string, channels: readonly ChannelSpec[]): DocumentFault[] {
  return [
    ...carrierFaults(channel.to ?? [], at, channels),
    ...(Boolean(channel.at) === Boolean(channel.every)
      ? [{ path: `${at}.at`, message: 'a digest comes either at a time of day such as at: "09:00", or every: 30m' }]
      : []),
  ];
}

/** Of what is no digest: fields that would say nothing. */
const onlyDigests = (channel: ChannelSpec, at: string): DocumentFault[] =>
  (["at", "every", "by"] as const).flatMap((field) =>
    channel[field] === undefined
      ? []
      : [
          {
            path: `${at}.${field}`,
            message: `belongs to channels of the kind digest: leave it out, or add a digest to this one`,
          },
        ],
  );

function languageFault(path: string, language: string | undefined): DocumentFault[] {
  const isKnown = language === undefined || languages.some((each) => each === language);
  return isKnown
    ? []
    : [{ path, message: `there is no language ${JSON.stringify(language)}: write one of ${languages.join(", ")}` }];
}

/** What is wrong with a channel, beside its form. */
export function channelFaults(channel: ChannelSpec, at: string, channels: readonly ChannelSpec[]): DocumentFault[] {
  const { name, kind, zone, language } = channel;
  return [
    ...(name === administrators
      ? [{ path: `${at}.name`, message: `${administrators} is the name of those who run Verdict: write a different one` }]
      : []),
    ...zoneFault(`${at}.zone`, zone),
    ...languageFault(`${at}.language`, language),
    ...(kind === "digest" ? digestFaults(channel, at, channels) : [...receiverFaults(channel, at), ...onlyDigests(channel, at)]),
  ];
}
