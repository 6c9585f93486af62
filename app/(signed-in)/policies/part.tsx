import { stringify } from "yaml";
import { CalendarList } from "#components/policies/calendar-list.tsx";
import { ChannelList } from "#components/policies/channel-list.tsx";
import { PolicyList } from "#components/policies/policy-list.tsx";
import { Silences } from "#components/policies/silences.tsx";
import { VersionList } from "#components/policies/version-list.tsx";
import type { PolicyAddress, View } from "#components/policies/view.ts";
import { YamlView } from "#components/policies/yaml-view.tsx";
import { groupFields } from "#lib/model/policy.ts";
import { noiseFigures } from "#lib/pipeline/noise.ts";
import { policyDiff } from "#lib/pipeline/policy-diff.ts";
import { policyVersions } from "#lib/pipeline/policy-versions.ts";
import { meaning, type PolicyView } from "#lib/pipeline/policy-view.ts";
import { tools } from "#lib/pipeline/tools.ts";
import { changePolicies, liftSilence, preview, putBack, removeItem, saveHourly, silence } from "./actions.ts";
import { checkText, saveText } from "./text-actions.ts";

interface Props {
  view: PolicyView;
  address: PolicyAddress;
  mayEdit: boolean;
}

const days = 30;
const versionsShown = 50;

function List({ view: { document, notes, version, channels }, mayEdit }: Props) {
  const figures = noiseFigures(tools(), days);
  const change = mayEdit ? changePolicies : null;
  return <PolicyList policies={document.policies} {...{ notes, version, channels, days, figures, change }} />;
}

function SilencesPart({ view: { document, version }, address: { silence: begun, incident }, mayEdit }: Props) {
  const calendars = document.calendars.map(({ name }) => name);
  return (
    <Silences
      silences={document.silences}
      version={version}
      begun={begun}
      incident={incident}
      means={meaning(begun ?? "")}
      offered={{ calendars, groupFields }}
      acts={mayEdit ? { save: silence, end: liftSilence, preview } : null}
    />
  );
}

function Calendars({ view: { document, version }, mayEdit }: Props) {
  return <CalendarList document={document} version={version} acts={mayEdit ? { remove: removeItem, putBack } : null} />;
}

function Channels({ view: { document, version, channels }, mayEdit }: Props) {
  const acts = mayEdit ? { remove: removeItem, putBack, saveHourly } : null;
  return <ChannelList document={document} version={version} states={channels} acts={acts} />;
}

async function History({ view, address: { before, diff }, mayEdit }: Props) {
  const [{ versions, next }, shown] = await Promise.all([
    policyVersions(tools(), { before, limit: versionsShown }),
    diff !== undefined && diff > 1 && diff <= view.version ? policyDiff(tools(), { from: diff - 1, to: diff }) : null,
  ]);
  return <VersionList {...{ versions, shown, before, older: next, stands: view.version, putBack: mayEdit ? putBack : null }} />;
}

function Yaml({ view: { document, version }, mayEdit }: Props) {
  const text = stringify(document, { lineWidth: 0 });
  return <YamlView text={text} version={version} acts={mayEdit ? { check: checkText, save: saveText } : null} />;
}

const pictures: Record<View, (props: Props) => React.ReactNode> = {
  list: List,
  silences: SilencesPart,
  calendars: Calendars,
  channels: Channels,
  history: History,
  yaml: Yaml,
};

/** The part of the document that the address asks for. */
export function Part(props: Props) {
  const Picture = pictures[props.address.view];
  return <Picture {...props} />;
}
