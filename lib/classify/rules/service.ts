import type { Rule } from "../rule.ts";
import { serviceType } from "./retried.ts";

/** Other companies' services, known by their own words. */
export const service = [
  {
    id: "service.connection-types",
    type: [
      /(?:Stripe|Twilio|Slack|Shopify|Plaid|PayPal|Algolia)\w{0,20}(?:::|\\|\.)?\w{0,20}(?:Connection|APIError|ServiceUnavailable|Server)\w{0,20}/,
      /SMTPServer(?:Busy|Disconnected)|SMTPConnectError/,
    ],
    cause: "service-down",
    test: { message: "no luck", type: "Stripe::APIConnectionError" },
  },
  {
    id: "service.refused-status",
    type: serviceType,
    status: [400, 402, 404, 409, 422],
    cause: "service-setup",
    test: { message: "the login details of this item have changed", type: "Plaid::ApiError", status: 400 },
  },
  {
    id: "github.key",
    when: [
      /resource not accessible by (?:integration|personal access token)/i,
      /must have admin rights|SAML enforcement|two-factor authentication code/i,
    ],
    llm: false,
    cause: "service-key",
    test: "Resource not accessible by integration",
  },
  {
    id: "github.bad-credentials",
    when: /bad credentials/i,
    type: /HttpError|RequestError|Octokit|GithubException|UnknownObject/i,
    cause: "service-key",
    test: { message: "Bad credentials", type: "HttpError" },
  },
  {
    id: "firebase.key",
    when: [
      /registration token is not|mismatched-credential/i,
      /\bUNREGISTERED\b|SENDER_ID_MISMATCH/,
      /messaging\/\w{1,40}|app\/invalid-credential/i,
      /auth\/(?:id-token-revoked|internal-error|insufficient-permission)/i,
    ],
    cause: "service-setup",
    test: "messaging/registration-token-not-registered",
  },
  {
    id: "service.tongues",
    when: /(?:支付|微信|支付宝|短信|物流|快递|地图|邮件服务|银联|钉钉|飞书|企业微信|決済|配送|LINE|결제|문자|배송|thanh toán|giao hàng|pago|pagamento|paiement|zahlungs\w{0,10}|versand\w{0,10}|платёжн\p{L}{1,3}|платежн\p{L}{1,3}|ödeme|pembayaran|płatnośc\p{L}{1,2})[^\n]{0,24}(?:不可用|异常|返回 ?5\d\d|超时|利用できません|応答|エラー|오류|중단|không (?:khả dụng|phản hồi)|no disponible|indisponível|indisponible|nicht (?:verfügbar|erreichbar)|недоступ|kullanılam|tidak tersedia|niedostępn)/iu,
    cause: "service-down",
    test: "支付网关暂时不可用",
  },
  {
    id: "service.quota",
    when: [
      /(?:run out of|exhausted|used up|no more|exceed(?:s|ed))[^\n]{0,60}(?:searches|credits|plan['’]?s? set usage|set usage limit|monthly (?:limit|quota)|daily limit|quota)/i,
      /OVER_QUERY_LIMIT|OVER_DAILY_LIMIT|dailyLimitExceeded|userRateLimitExceeded|quotaExceeded/i,
    ],
    service: true,
    cause: "service-key",
    severity: "medium",
    test: "Google Maps: OVER_QUERY_LIMIT",
  },
  {
    id: "service.key",
    when: [
      /unauthori[sz]ed|invalid (?:api[ -]?key|token|credentials|access token|signature)/i,
      /api key[^\n]{0,30}(?:invalid|missing|expired|not)|access denied|permission denied|forbidden/i,
      /REQUEST_DENIED|authentication (?:failed|required|error)|INVALID_SESSION_ID|payment required/i,
      /expired (?:access )?token|invalid_grant|invalid_client|token (?:has )?expired|\b40[13]\b/i,
    ],
    service: true,
    llm: false,
    cause: "service-key",
    test: "Mapbox: invalid token",
  },
  {
    id: "service.down",
    when: [
      /unavailable|unreachable|could not connect|internal (?:server )?error|bad gateway|try again later/i,
      /temporarily|outage|maintenance|\b50[0-4]\b/i,
    ],
    service: true,
    llm: false,
    cause: "service-down",
    test: "DHL is temporarily unavailable",
  },
  {
    id: "known.service",
    type: /^(?:deepl|googlemaps|tweepy|praw|spotipy|zeep|notion_client|hubspot|shopify|paypalrestsdk|boxsdk|dropbox|msal|O365|exchangelib|pysftp|azure\.storage|Azure\.Storage|google\.cloud\.(?:storage|pubsub|exceptions))[\w.]{0,60}(?:Error|Exception|Fault)|Google\\Service\\Exception|GoogleJsonResponseException/m,
    llm: false,
    cause: "service-setup",
    test: { message: "ERP: Session not found", type: "zeep.exceptions.Fault" },
  },
] as const satisfies readonly Rule[];
