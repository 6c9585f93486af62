import type { Rule } from "../rule.ts";

/** Salesforce, HubSpot, Notion, Google Workspace, Firebase, Microsoft. */
export const businessApps = [
  {
    id: "business.throttled",
    when: [
      /(?:ten_secondly_rolling|secondly|daily)[_ ](?:rolling )?limit|TotalRequests Limit exceeded/i,
      /user-?rate ?limit exceeded|rateLimitExceeded"?[^\n]{0,60}googleapis|quota exceeded for quota metric[^\n]{0,80}(?:sheets|drive|gmail|calendar|read requests|write requests)/i,
      /UNABLE_TO_LOCK_ROW|exceeded (?:\d{1,4} )?calls per second for api client|throttled[^\n]{0,30}(?:shopify|graph\.microsoft)|ApplicationThrottled|activityLimitReached/i,
    ],
    unless: /TotalRequests/,
    cause: "service-throttled",
    test: "HubSpot: You have reached your ten_secondly_rolling limit.",
  },
  {
    id: "business.exhausted",
    when: /TotalRequests Limit exceeded|LIMIT_EXCEEDED: [^\n]{0,40}daily|daily limit (?:exceeded )?for (?:this api|email)/i,
    cause: "service-key",
    severity: "medium",
    test: "Salesforce: REQUEST_LIMIT_EXCEEDED: TotalRequests Limit exceeded.",
  },
  {
    id: "business.key",
    when: [
      /INVALID_SESSION_ID|INVALID_LOGIN: |sf:INVALID|the user has not granted the app|insufficientPermissions|request had insufficient authentication scopes/,
      /firebase[^\n]{0,40}auth\/(?:invalid-api-key|api-key-not-valid|unauthorized-domain)|app\/no-app|credential implementation provided to initializeapp/i,
      /API token is invalid|shared with your integration|access_token_scope_insufficient/i,
    ],
    llm: false,
    cause: "service-key",
    test: "Salesforce: INVALID_SESSION_ID: Session expired or invalid",
  },
  {
    id: "business.setup",
    when: [
      /[Cc]ontact already exists\. [Ee]xisting ID|FIELD_CUSTOM_VALIDATION_EXCEPTION|REQUIRED_FIELD_MISSING|INVALID_FIELD(?:_FOR_\w{1,40})?: |INVALID_TYPE: |DUPLICATE_VALUE: |DUPLICATES_DETECTED|STRING_TOO_LONG: |ENTITY_IS_DELETED/,
      /PROPERTY_DOESNT_EXIST|INVALID_EMAIL[^\n]{0,20}hubspot|Property values were not valid/,
    ],
    cause: "service-setup",
    test: "HubSpot: Contact already exists. Existing ID: 12345",
  },
  {
    id: "microsoft.sign-in",
    when: /AADSTS(?:7000215|7000222|700016|700027|90002|900023|500011|65001|50011|50105|53003|530003|7000112)\b/,
    cause: "authentication",
    test: "AADSTS7000215: Invalid client secret provided.",
  },
  {
    id: "microsoft.user",
    when: /AADSTS\d{5,7}/,
    cause: "users-token",
    test: "AADSTS50058: A silent sign-in request was sent but no user is signed in.",
  },
  {
    id: "firebase.type",
    type: /firebase_admin\._?messaging\w{0,10}\.(?:Unregistered|SenderIdMismatch|ThirdPartyAuth)Error/,
    cause: "service-setup",
    test: { message: "Requested entity was not found.", type: "firebase_admin._messaging_utils.UnregisteredError" },
  },
  {
    id: "firebase.auth",
    when: /\(auth\/[\w-]{3,40}\)/,
    cause: "users-token",
    test: "Firebase: Error (auth/wrong-password).",
  },
] as const satisfies readonly Rule[];
