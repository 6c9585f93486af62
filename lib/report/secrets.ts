import { edged, type Format, hideFormats, where } from "./format.ts";
import type { Layer } from "./placeholder.ts";
import { looksRandom } from "./random.ts";
import { isToken } from "./value.ts";

const key = (hints: readonly string[], pattern: RegExp): Format => ({ kind: "KEY", hints, pattern });
const shaped = (pattern: RegExp): Format => ({ kind: "KEY", pattern });
const randomKey = (hints: readonly string[], pattern: RegExp): Format => ({
  kind: "KEY",
  hints,
  pattern,
  length: where(looksRandom),
});

/** What may follow a token's prefix. Unbounded on purpose: a tail left standing would be a leak, and one class read once is linear. */
const models: readonly Format[] = [
  randomKey(["sk-"], edged(/sk-[\w*-]{12,}/gi)), // OpenAI, Anthropic, OpenRouter, DeepSeek, Langfuse, Stability and many more
  key(["sess-"], edged(/sess-[A-Za-z0-9]{30,}/g)),
  key(["aiza"], /AIza[\w-]{20,}/g),
  key(["aq."], edged(/AQ\.[\w-]{30,}/g)),
  key(["ya29."], /ya29\.[\w.-]{16,}/g),
  key(["1//0"], edged(/1\/\/0[\w-]{20,}/g)),
  key(["gocspx-"], /GOCSPX-[\w-]{16,}/g),
  key(["hf_", "api_org_"], edged(/(?:hf|api_org)_[A-Za-z0-9]{20,}/g)),
  key(["gsk_", "r8_", "xai-", "pplx-", "nvapi-", "csk-"], edged(/(?:gsk_|r8_|xai-|pplx-|nvapi-|csk-)[\w-]{16,}/gi)),
  key(["fw_", "tgp_v1_", "jina_", "tvly-", "llx-", "e2b_"], edged(/(?:fw_|tgp_v1_|jina_|tvly-|llx-|e2b_)[\w-]{16,}/gi)),
  key(["pa-", "al-"], edged(/(?:pa|al)-[A-Za-z0-9_-]{30,}/g, "[pa][al]-")),
  key(["lsv2_", "ls__", "pcsk_", "pk-lf-", "lf_"], edged(/(?:lsv2_(?:pt|sk)_|ls__|pcsk_|pk-lf-)[\w-]{16,}/gi)),
  key(
    ["rpa_", "flp_", "apify_api_", "fc-", "bb_live_", "vck_", "rpk_"],
    edged(/(?:rpa_|flp_|apify_api_|fc-|bb_live_|vck_|rpk_)[A-Za-z0-9]{20,}/gi),
  ),
  key(["bce-v3/"], /bce-v3\/[\w/-]{20,}/gi),
  key(["jqqj9"], edged(/[A-Za-z0-9]{40,60}JQQJ9[A-Za-z0-9]{20,}/g)),
  shaped(edged(/[0-9a-f]{32}\.[A-Za-z0-9]{16}(?!\w)/g, "[0-9a-f]{9}")), // Zhipu
];

const clouds: readonly Format[] = [
  key(
    ["akia", "asia", "abia", "acca", "a3t", "aroa", "aida"],
    edged(/(?:AKIA|ASIA|ABIA|ACCA|A3T[A-Z0-9]|AROA|AIDA)[A-Z0-9]{12,}/g),
  ),
  key(["absk", "bedrock-api-key-"], edged(/(?:ABSK|bedrock-api-key-)[A-Za-z0-9+/=_-]{30,}/g)),
  key(["iqojb3", "fwogzxiv"], edged(/(?:IQoJb3|FwoGZXIv)[A-Za-z0-9+/=_-]{30,}/g)),
  key(["ltai", "akid", "altak", "aklt"], edged(/(?:LTAI|AKID|ALTAK|AKLT)[\w-]{12,}/g)),
  key(["q~"], edged(/[\w~.-]{3}\dQ~[\w~.-]{20,}/g)),
  key(["=="], edged(/[A-Za-z0-9+/]{86}==/g)), // Azure storage, Cosmos, Service Bus
  key(["dapi", "dkea", "dose"], edged(/(?:dapi|dkea|dose)[0-9a-f]{28,}(?:-\d)?/gi)),
  key(["_v1_"], edged(/do[opr]_v1_\w{32,}/gi)),
  key(
    ["hrku-", "nfp_", "rnd_", "fo1_", "fm1", "fm2_", "napi_"],
    edged(/(?:HRKU-|nfp_|rnd_|fo1_|fm1[ar]_|fm2_|napi_)[\w+/=-]{20,}/gi),
  ),
  key(["v1.0-"], edged(/v1\.0-[0-9a-f]{24}-[0-9a-f]{40,}/gi)),
  key(["atlasv1"], edged(/[A-Za-z0-9]{10,20}\.atlasv1\.[\w-]{30,}/gi)),
  key(
    ["pul-", "dp.", "sbp_", "sb_secret_", "pscale_", "mdb_sa_sk_"],
    edged(/(?:pul-|dp\.(?:pt|st|ct|sa|scim|audit)\.|sbp_|sb_secret_|pscale_(?:pw|tkn|oauth)_|mdb_sa_sk_)[\w.-]{16,}/gi),
  ),
  key(["hvs.", "hvb.", "hvr."], /hv[sbr]\.[\w-]{16,}/g),
  shaped(edged(/[sb]\.[A-Za-z0-9]{24}(?!\w)/g, "[sb]\\.")), // Vault before 1.10
  key(["ops_eyj", "age-secret-key-", "sha256~"], /(?:ops_eyJ|AGE-SECRET-KEY-1|sha256~)[\w+/=-]{20,}/gi),
  key(["a3-"], edged(/A3-[A-Z0-9]{6}-[A-Z0-9-]{20,}/g)),
];

const code: readonly Format[] = [
  key(["ghp_", "gho_", "ghu_", "ghs_", "ghr_"], /gh[pousr]_\w{16,}/gi),
  key(["github_pat_", "glpat-", "glft-"], /(?:github_pat_|glpat-|glft-)[\w.-]{16,}/gi),
  key(
    ["gldt-", "glrt-", "glcbt-", "glptt-", "glsoat-", "glagent-", "glimt-", "gloas-"],
    /gl(?:dt|rt|cbt|ptt|soat|agent|imt|oas)-[\w.-]{16,}/gi,
  ),
  key(["npm_", "pypi-ag", "rubygems_", "dckr_"], edged(/(?:npm_|pypi-Ag|rubygems_|dckr_[a-z]{2,4}_)[\w-]{16,}/gi)),
  key(["atatt", "atbb", "atctt", "atoa", "atsst"], edged(/AT(?:ATT|BB|CTT|OA|SST)[\w=-]{16,}/g)),
  key(["ccipat_", "ccipri_", "ccip", "bkua_", "bkaj_"], edged(/(?:CCIP[A-Z]{2,4}_|bk[a-z]{2}_)[\w-]{16,}/gi)),
  key(["sqp_", "squ_", "sqa_", "akcp", "cmvmd"], edged(/(?:sq[pua]_[0-9a-f]{32,}|AKCp[A-Za-z0-9]{50,}|cmVmd[A-Za-z0-9]{50,})/g)),
  key(["sntrys_", "sntryu_", "sntrya_", "sntryi_"], /sntry[a-z]_[\w+/=-]{20,}/gi),
  key(
    ["glc_", "glsa_", "nrak-", "nrra-", "nrii-", "phx_", "dt0"],
    edged(/(?:glc_|glsa_|NR[A-Z]{2}-|phx_|dt0[a-z]\d\d\.)[\w.+/=-]{16,}/gi),
  ),
  key(
    ["lin_api_", "lin_oauth_", "ntn_", "secret_", "pmak-", "figd_", "figo_", "figu_"],
    edged(/(?:lin_(?:api|oauth)_|ntn_|PMAK-|fig[dour]_|secret_(?=[A-Za-z0-9]{40}))[\w-]{20,}/gi),
  ),
  key(["pat"], edged(/pat[A-Za-z0-9]{12,16}\.[0-9a-f]{30,}/g)),
  key(
    ["tskey-", "tfp_", "rdme_", "cfpat-", "dbtc_", "dbtu_", "pnu_"],
    edged(/(?:tskey-|tfp_|rdme_|CFPAT-|dbt[cu]_|pnu_)[\w.-]{16,}/gi),
  ),
  key(["sdk-", "mob-", "api-"], edged(/(?:sdk|mob|api)-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi)), // LaunchDarkly
];

const business: readonly Format[] = [
  key(["xox", "xapp-"], /(?:xox[a-z](?:\.xox[a-z])?|xapp)-[\w-]{8,}/gi),
  key(["hooks.slack.com/"], /(?<=hooks\.slack\.com\/[a-z]{1,12}\/)[\w/+-]{16,}/gi),
  key(["/api/webhooks/"], /(?<=\/api\/webhooks\/)\d{10,}\/[\w-]{16,}/gi),
  key(
    ["webhook.office.com/", "hooks.zapier.com/", "/bot/v2/hook/", "outlook.office.com/webhook"],
    /(?<=(?:webhook\.office\.com\/webhookb?2?|outlook\.office\.com\/webhook|hooks\.zapier\.com\/hooks\/catch|\/bot\/v2\/hook)\/)[\w/@.-]{16,}/gi,
  ),
  key([":a"], /(?<!\d)\d{6,12}:A[\w-]{24,}/g), // Telegram
  shaped(edged(/[MNO][\w-]{23,27}\.[\w-]{6}\.[\w-]{27,}/g, "[MNO][\\w-]{9}")), // Discord
  key(["_live_", "_test_", "_prod_"], edged(/(?:[spr]k|rzp|shippo|duffel|flwseck)_(?:live|test|prod)_\w{10,}/gi)),
  key(["sk_", "whsec_", "flwseck"], edged(/(?:sk_[0-9a-f]{32,}|whsec_[\w+/=]{16,}|FLWSECK[\w-]{16,})/gi)),
  key(["sq0", "eaaa"], edged(/(?:sq0[a-z]{3}-[\w-]{20,}|EAAA[\w-]{40,})/g)),
  key(["eaa"], edged(/EAA[A-Za-z0-9]{30,}/g)),
  key(["access_token$"], /access_token\$\w{4,12}\$\w{10,}\$[0-9a-f]{30,}/gi),
  key(["shpat_", "shpca_", "shppa_", "shpss_", "shpua_"], /shp(?:at|ca|pa|ss|ua)_\w{16,}/gi),
  key(["ezak", "eztk"], edged(/EZ[AT]K\w{40,}/g)),
  key(
    ["-sandbox-", "-production-", "-development-"],
    edged(/(?:access|public|link)-(?:sandbox|production|development)-[0-9a-f-]{36}/gi),
  ),
  key(["sg."], edged(/SG\.[\w-]{16,}\.[\w-]{16,}/g)),
  key(["key-", "-us"], edged(/(?:(?:pub)?key-[0-9a-z]{28,}|[0-9a-z]{28,32}-us\d{1,2}(?!\w))/g)), // Mailgun, Mailchimp
  key(["re_"], edged(/re_[A-Za-z0-9]{6,12}_[A-Za-z0-9]{16,}/g)),
  key(["xkeysib-", "xsmtpsib-", "pat-na1-", "pat-eu1-"], /(?:xkeysib|xsmtpsib|pat-[a-z]{2}\d)-[\w-]{20,}/gi),
  shaped(edged(/(?:AC|SK)[0-9a-f]{32}(?!\w)/g, "[AS][CK][0-9a-f]")), // Twilio
  key(["00d"], edged(/00D[A-Za-z0-9]{9,15}![\w.]{20,}/g)),
  key(["t1.", "aqvn", "p8e-"], edged(/(?:t1\.[\w=-]{20,}\.[\w=-]{60,}|AQVN[\w-]{30,}|p8e-[a-z0-9]{30,})/g)),
  key(["aaaaaaaaaaaa"], edged(/A{20,}[\w%]{50,}/g)),
  key(["oauth:"], /(?<=oauth:)[a-z0-9]{28,}/g),
  key(["sl."], edged(/sl\.[\w-]{60,}/g)),
];

const anyone: readonly Format[] = [
  key(
    ["mnemonic", "phrase"],
    /(?<=(?:mnemonic|(?:seed|recovery|secret) phrase)["']?\s{0,2}[:=]\s{0,2}["']?)[a-z]{3,8}(?: [a-z]{3,8}){11,23}/gi,
  ),
  key([" login "], /(?<=machine \S{1,80} login \S{1,80} password )\S+/g), // .netrc
  key(
    ["form-data"],
    /(?<=name=\\{0,7}"[\w.-]{0,40}(?:password|secret|token)[\w.-]{0,20}\\{0,7}"(?:\\r\\n|\\n|\r?\n){2})[^\r\n\\]+/gi,
  ),
  randomKey(["bearer"], /(?<=bearer\s{1,3}["']?)[\w.~+/=%!*$:@|-]{8,}/gi),
  randomKey(["basic "], /(?<=basic\s{1,3})[A-Za-z0-9+/]{8,}={0,2}/gi),
  {
    kind: "KEY",
    hints: ["key ", "token ", "secret ", "password "],
    pattern: /(?<=(?:(?:api|access|secret|private|admin)[ _-]?key|token|secret|password) ["'(]?)[A-Za-z0-9][\w.+/=-]{19,}/gi,
    length: where(isToken),
  },
  key(["identified by"], /(?<=identified by ["'])[^"']+/gi),
  {
    kind: "KEY",
    hints: ["-u ", "-user", "-u="],
    pattern: /(?<=[\s"'](?:-u|--user|--proxy-user)[ =]["']?[^\s:"']{1,64}:)[^\s"']+/g,
    length: where((match) => !/^\d{1,6}$/.test(match)),
  },
  key(
    ["mysql", "mariadb", "sshpass", "redis-cli"],
    /(?<=(?:mysql\w{0,8}|mariadb\w{0,8}) (?:[^\n]{0,80} )?-p)[^\s"'-][^\s"']*|(?<=(?:sshpass -p|redis-cli [^\n]{0,80}-a) ?)[^\s"']+/g,
  ),
  key(["eyj"], /(?<![\w-](?<!\\[nrtbf]))(?:[sp]k\.|tk\.)?eyJ[\w-]{6,}(?:\.[\w-]*){1,4}/g), // JWT, JWE, Mapbox
  key(["$2", "$argon2", "$pbkdf2", "$scrypt"], /\$(?:2[abxy]\$\d\d|argon2[a-z]{1,2}|pbkdf2[\w-]{0,12}|scrypt)\$[\w$./+=,]{20,}/g),
  key(["$1$", "$5$", "$6$", "$y$", "$apr1$"], /\$(?:[156y]|apr1)\$[\w$./=]{20,}/g),
  key(["private-lines"], /(?<=Private-Lines: {0,2}\d{1,3}(?:\s|\\r|\\n){1,4})[A-Za-z0-9+/=\s\\]{20,}(?=Private-MAC)/g),
  key(["sig="], /(?<=[?&;]sig=)[^&\s"'<>\\]{16,}/gi),
  randomKey(
    ["code="],
    /(?<=[?&\s"']code=)[\w.~%/-]{16,}(?=[&\s"']|$)(?=[^\n]{0,600}(?:code_verifier|grant_type|redirect_uri|&state=))/g,
  ),
];

/** Vendors' keys and tokens, by the form their makers gave them. */
export const vendorSecrets: Layer = hideFormats([...models, ...clouds, ...code, ...business, ...anyone]);
