import { edged, type Format, key, randomKey, shaped } from "./format.ts";

/** What may follow a token's prefix. Unbounded on purpose: a tail left standing would be a leak, and one class read once is linear. */
const models: readonly Format[] = [
  randomKey(["sk-"], edged(/sk-[\w*-]{12,}/gi)), // OpenAI, Anthropic, OpenRouter, DeepSeek, Langfuse, Stability and many more
  key(["sk-helicone-", "sk-ant-", "sk-or-"], edged(/sk-(?:helicone|ant|or)-[\w*-]{12,}/gi)),
  key(["sess-"], edged(/sess-[A-Za-z0-9]{30,}/g)),
  key(["aiza"], /AIza[\w-]{20,}/g),
  key(["aq."], edged(/AQ\.[\w-]{30,}/g)),
  key(["ya29."], /ya29\.[\w.-]{16,}/g),
  key(["1//0"], edged(/1\/\/0[\w-]{20,}/g)),
  key(["gocspx-"], /GOCSPX-[\w-]{16,}/g),
  key(["hf_", "api_org_"], edged(/(?:hf|api_org)_[A-Za-z0-9]{20,}/g)),
  key(["gsk_", "r8_", "xai-", "pplx-", "nvapi-", "csk-"], edged(/(?:gsk_|r8_|xai-|pplx-|nvapi-|csk-)[\w-]{16,}/gi)),
  key(
    ["fw_", "fpk_", "tgp_v1_", "jina_", "tvly-", "llx-", "e2b_", "esecret_", "wandb_v1_", "hcaik_", "sgp_", "unkey_"],
    edged(/(?:fw_|fpk_|tgp_v1_|jina_|tvly-|llx-|e2b_|esecret_|wandb_v1_|hc[a-z]ik_|sgp_|unkey_)[\w-]{16,}/gi),
  ),
  randomKey(["ek_", "ak-", "as-", "luma-", "m0-"], edged(/(?:ek_|ak-|as-|luma-|m0-)[A-Za-z0-9]{20,}/g)), // OpenAI's ephemeral ones, Modal, Luma, Mem0
  key(["pl_"], edged(/pl_[0-9a-f]{32}/g)),
  key(["pa-", "al-"], edged(/(?:pa|al)-[A-Za-z0-9_-]{30,}/g, "[pa][al]-")),
  key(["lsv2_", "ls__", "pcsk_", "pk-lf-", "lf_"], edged(/(?:lsv2_(?:pt|sk)_|ls__|pcsk_|pk-lf-)[\w-]{16,}/gi)),
  key(
    ["rpa_", "flp_", "apify_api_", "fc-", "rpk_", "vck_", "vcp_", "vci_", "vca_", "vcr_"],
    edged(/(?:rpa_|flp_|apify_api_|fc-|rpk_|vc[kpiar]_)[A-Za-z0-9]{20,}/gi),
  ),
  key(["bb_live_", "tr_prod_", "tr_dev_"], edged(/(?:bb_live_|tr_(?:prod|dev)_)[\w-]{16,}/g)),
  key(["bce-v3/"], /bce-v3\/[\w/-]{20,}/gi),
  key(["jqqj9"], edged(/[A-Za-z0-9]{40,60}JQQJ9[A-Za-z0-9]{20,}/g)),
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
  key(["npg_"], edged(/npg_[A-Za-z0-9]{10,}/g)),
  key(
    ["dnkey-", "tk-us-", "sm_pat_", "sm_sat_", "ory_", "s-s4t2", "fio-u-"],
    edged(/(?:dnkey-|tk-us-|sm_[ps]at_|ory_[a-z]{2,3}_|s-s4t2(?:ud|af)-|fio-u-)[\w-]{16,}/gi),
  ),
  key([".acc_", ".acc-"], edged(/[a-z]{2,8}_[a-z0-9]{5,30}\.[a-z0-9]{4,6}\.acc[_-][a-z0-9-]{10,32}\.[\w+/=-]{30,}/gi)), // Authress
  randomKey(["ls-", "b_"], edged(/(?:ls-[A-Za-z0-9]{8}(?:-[A-Za-z0-9]{4}){3}-[A-Za-z0-9]{12}|b_[\w=-]{44})(?![\w-])/g)), // LocalStack, Beamer
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
  randomKey(["s.", "b."], edged(/[sb]\.[A-Za-z0-9]{24}(?!\w)/g)), // Vault before 1.10
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
  key(["gr1348941"], /GR1348941[\w-]{16,}/g),
  key(["npm_", "pypi-ag", "rubygems_", "dckr_"], edged(/(?:npm_|pypi-Ag|rubygems_|dckr_[a-z]{2,4}_)[\w-]{16,}/gi)),
  randomKey(["cio", "oy2", "clojars_"], edged(/(?:cio[A-Za-z0-9]{32}|oy2[a-z0-9]{43}|CLOJARS_[a-z0-9]{60})(?!\w)/g)),
  key(["pat.", "sat."], edged(/[ps]at\.[\w-]{22}\.[0-9a-f]{24}\.[A-Za-z0-9]{20}/gi)), // Harness
  key(["_mmk", "api-", "ico-"], edged(/(?:[A-Za-z0-9]{6}_[A-Za-z0-9]{29}_mmk|API-[A-Z0-9]{25,}|ico-[A-Za-z0-9]{32,})(?!\w)/g)), // MaxMind, Octopus, Infracost
  key(["atatt", "atbb", "atctt", "atoa", "atsst"], edged(/AT(?:ATT|BB|CTT|OA|SST)[\w=-]{16,}/g)),
  key(["ccipat_", "ccipri_", "ccip", "bkua_", "bkaj_"], edged(/(?:CCIP[A-Z]{2,4}_|bk[a-z]{2}_)[\w-]{16,}/gi)),
  key(["sqp_", "squ_", "sqa_", "akcp", "cmvmd"], edged(/(?:sq[pua]_[0-9a-f]{32,}|AKCp[A-Za-z0-9]{50,}|cmVmd[A-Za-z0-9]{50,})/g)),
  key(["sntrys_", "sntryu_", "sntrya_", "sntryi_"], /sntry[a-z]_[\w+/=-]{20,}/gi),
  key(
    ["glc_", "glsa_", "nrak-", "nrra-", "nrii-", "phx_", "dt0"],
    edged(/(?:glc_|glsa_|NR[A-Z]{2}-|phx_|dt0[a-z]\d\d\.)[\w.+/=-]{16,}/gi),
  ),
  key(
    ["lin_api_", "lin_oauth_", "lin_wh_", "ntn_", "secret_", "pmak-", "figd_", "figo_", "figu_"],
    edged(/(?:lin_(?:api|oauth|wh)_|ntn_|PMAK-|fig[dour]_|secret_(?=[A-Za-z0-9]{40}))[\w-]{20,}/gi),
  ),
  key(["pat"], edged(/pat[A-Za-z0-9]{12,16}\.[0-9a-f]{30,}/g)),
  key(
    ["secret-"],
    edged(/secret-[A-Za-z0-9]{40,}/g), // Statsig
  ),
  key(
    ["tskey-", "tfp_", "rdme_", "cfpat-", "dbtc_", "dbtu_", "pnu_"],
    edged(/(?:tskey-|tfp_|rdme_|CFPAT-|dbt[cu]_|pnu_)[\w.-]{16,}/gi),
  ),
  key(["sdk-", "mob-", "api-"], edged(/(?:sdk|mob|api)-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi)), // LaunchDarkly
];

/** Without a word that gives them away: Zhipu and Mailgun, ngrok, Discord, Twilio. */
const shapes =
  /(?:[0-9a-f]{32}(?:\.[A-Za-z0-9]{16}(?!\w)|-[0-9a-f]{8}-[0-9a-f]{8}(?![\w-]))|[12][A-Za-z0-9]{26}_[A-Za-z0-9]{20,24}(?!\w)|[MNO][\w-]{23,27}\.[\w-]{6}\.[\w-]{27,}|(?:AC|SK)[0-9a-f]{32}(?!\w))/g;

const business: readonly Format[] = [
  key(["xox", "xapp-"], /(?:xox[a-z](?:\.xox[a-z])?|xapp)-[\w/+=-]{8,}/gi),
  key(["hooks.slack.com/"], /(?<=hooks\.slack\.com\/[a-z]{1,12}\/)[\w/+-]{16,}/gi),
  key(["/api/webhooks/"], /(?<=\/api\/webhooks\/)\d{10,}\/[\w-]{16,}/gi),
  key(
    ["webhook.office.com/", "hooks.zapier.com/", "/bot/v2/hook/", "outlook.office.com/webhook"],
    /(?<=(?:webhook\.office\.com\/webhookb?2?|outlook\.office\.com\/webhook|hooks\.zapier\.com\/hooks\/catch|\/bot\/v2\/hook)\/)[\w/@.-]{16,}/gi,
  ),
  key([":a"], /(?<!\d)\d{6,12}:A[\w-]{24,}/g), // Telegram
  key(["_live_", "_test_", "_prod_"], edged(/(?:[spr]k|rzp|shippo|duffel|flwseck)_(?:live|test|prod)_[\w-]{10,}/gi)),
  key(["sk_", "whsec_", "flwseck"], edged(/(?:sk_[0-9a-f]{32,}|whsec_[\w+/=]{16,}|FLWSECK[\w-]{16,})/gi)),
  key(["sq0", "eaaa"], edged(/(?:sq0[a-z]{3}-[\w-]{20,}|EAAA[\w-]{40,})/g)),
  key([":apa91b"], edged(/[\w-]{8,40}:APA91b[\w-]{20,}/g)), // Firebase
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
  randomKey(["md-", "live_", "test_"], edged(/(?:md-[\w-]{22}(?!\w)|(?:live|test)_[A-Za-z0-9]{30,})/g)), // Mandrill, Mollie, Lob
  key(["_secret_"], edged(/(?:pi|seti|si|cs)_\w{8,80}_secret_\w{10,}/g)), // Stripe's client secrets
  key(["atta", "pk_"], edged(/(?:ATTA[0-9a-f]{64}\w{0,12}|pk_\d{4,10}_[A-Z0-9]{20,})/g)), // Trello, ClickUp
  key(["re_"], edged(/re_[A-Za-z0-9]{6,12}_[A-Za-z0-9]{16,}/g)),
  key(["xkeysib-", "xsmtpsib-", "pat-na1-", "pat-eu1-"], /(?:xkeysib|xsmtpsib|pat-[a-z]{2}\d)-[\w-]{20,}/gi),
  key(["00d"], edged(/00D[A-Za-z0-9]{9,15}![\w.]{20,}/g)),
  key(["t1.", "aqvn", "p8e-"], edged(/(?:t1\.[\w=-]{20,}\.[\w=-]{60,}|AQVN[\w-]{30,}|p8e-[a-z0-9]{30,})/g)),
  key(["aaaaaaaaaaaa"], edged(/A{20,}[\w%]{50,}/g)),
  key(["oauth:"], /(?<=oauth:)[a-z0-9]{28,}/g),
  key(["sl."], edged(/sl\.(?:u\.)?[\w-]{60,}/g)),
  key(["prv"], edged(/[xyzt]prv[1-9A-HJ-NP-Za-km-z]{90,}/g)), // wallets
];

/** Keys and tokens by the form that their makers gave them. */
export const vendors: readonly Format[] = [shaped(edged(shapes, "[\\w-]{24}")), ...models, ...clouds, ...code, ...business];
