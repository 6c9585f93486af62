import type { Rule } from "../rule.ts";

export const stripe = [
  {
    id: "stripe.webhook",
    when: [
      /no signatures found matching the expected signature|unable to extract timestamp and signatures from header/i,
      /timestamp outside the tolerance zone|webhook (?:payload|signature)[^\n]{0,40}(?:invalid|mismatch|verification failed|does not match|could not be verified)/i,
      /(?:invalid|failed to verify|could not verify) (?:\w{1,20} )?webhook(?:'s)? signature|webhook signature verification failed/i,
    ],
    cause: "webhook-signature",
    test: "No signatures found matching the expected signature for payload. Are you passing the raw request body you received from Stripe?",
  },
  {
    id: "stripe.webhook-type",
    type: /(?:Stripe)?SignatureVerification(?:Error|Exception)|WebhookVerificationError|WebhookSignatureError/,
    cause: "webhook-signature",
    test: { message: "no", type: "stripe.error.SignatureVerificationError" },
  },
  {
    id: "stripe.key",
    when: [
      /invalid api key provided: (?:sk|rk|pk)_(?:live|test)_|expired api key provided: (?:sk|rk)_/i,
      /(?:provided key|this api key) ['"`]?(?:sk|rk|pk)_\S{1,60} (?:does not have|doesn['’]t have)|you did not provide an api key\. you need to provide your api key in the authorization header, using bearer auth \(e\.g\. ['"]authorization: bearer your_secret_key/i,
      /does not have (?:access to account|the required permissions for this endpoint on account)/i,
    ],
    cause: "service-key",
    test: "Invalid API Key provided: sk_live_****abcd",
  },
  {
    id: "stripe.throttled",
    when: /stripe\.com\/docs\/rate-limits|lock_timeout[^\n]{0,60}stripe|this object cannot be accessed right now because another/i,
    cause: "service-throttled",
    test: "Request rate limit exceeded. Learn more about rate limits here https://stripe.com/docs/rate-limits.",
  },
  {
    id: "stripe.codes",
    code: /^(?:card_declined|expired_card|incorrect_cvc|incorrect_number|insufficient_funds|invalid_cvc|processing_error|authentication_required|payment_intent_authentication_failure)$/m,
    llm: false,
    cause: "service-input",
    test: { message: "no", code: "card_declined" },
  },
  {
    id: "stripe.setup-codes",
    code: /^(?:resource_missing|parameter_missing|parameter_unknown|parameter_invalid_\w{1,30}|idempotency_key_in_use|url_invalid|account_invalid|charge_already_\w{1,20}|payment_intent_unexpected_state|amount_too_(?:small|large)|testmode_charges_only)$/m,
    service: true,
    cause: "service-setup",
    test: { message: "stripe says no", code: "resource_missing" },
  },
] as const satisfies readonly Rule[];
