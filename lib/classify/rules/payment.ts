import type { Rule } from "../rule.ts";

/** Payments and telephony: mostly what a user entered. */
export const payment = [
  {
    id: "stripe.card",
    when: [
      /card (?:was |has been )?(?:declined|expired)|insufficient_funds|card_declined|expired_card/i,
      /incorrect_(?:cvc|number|zip)|your card(?:'s| number| has| does)|do_not_honor/i,
      /payment (?:was )?declined|authentication_required|payment_intent_authentication_failure/i,
    ],
    cause: "service-input",
    test: "Your card was declined. decline_code=insufficient_funds",
  },
  {
    id: "stripe.types",
    type: /(?:stripe[\w.]{0,20}\.|Stripe)CardError|CardException/,
    cause: "service-input",
    test: { message: "refused", type: "stripe.error.CardError" },
  },
  {
    id: "stripe.setup",
    when: [
      /no such (?:customer|price|subscription|payment_?intent|plan|product|invoice|coupon|token|charge|source|payment_?method)/i,
      /similar object exists in (?:test|live) mode|idempotency key|StripeInvalidRequestError/i,
    ],
    cause: "service-setup",
    test: "No such customer: 'cus_123'; a similar object exists in test mode",
  },
  {
    id: "twilio.input",
    when: [
      /(?:'to'|the|phone) (?:phone )?number[^\n]{0,60}is not (?:a valid|currently reachable|verified)/i,
      /(?:'to'|the|phone) (?:phone )?number[^\n]{0,60}(?:invalid|unsubscribed|not reachable|landline)/i,
      /is not a valid phone number|21211|21614|21610|invalid ['"]?to['"]? phone/i,
      /recipient (?:address|number)[^\n]{0,20}(?:rejected|invalid)/i,
      /mailbox (?:unavailable|full|not found)|user unknown|550[ -]5\.\d\.\d|no such user here/i,
      /invalid recipient|address (?:rejected|suppressed)/i,
    ],
    cause: "service-input",
    test: "The 'To' number +1555 is not a valid phone number.",
  },
  {
    id: "stripe.input-types",
    type: [
      /Stripe\w{0,2}(?:InvalidRequest|Idempotency)\w{0,10}|stripe\.error\.InvalidRequest/,
      /Stripe(?:::|\\Exception\\)InvalidRequest/,
    ],
    cause: "service-setup",
    test: { message: "refused", type: "StripeInvalidRequestError" },
  },
] as const satisfies readonly Rule[];
