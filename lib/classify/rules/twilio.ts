import type { Rule } from "../rule.ts";

export const twilio = [
  {
    id: "twilio.input-codes",
    code: /^(?:21211|21214|21217|21401|21610|21612|21614|30003|30004|30005|30006|60200|60202|60203)$/m,
    cause: "service-input",
    test: { message: "no", code: "21610" },
  },
  {
    id: "twilio.setup-codes",
    code: /^(?:21408|21606|21608|21660|21705|30007|30032|30034|63016|63007|11200|12100)$/m,
    cause: "service-setup",
    test: { message: "no", code: "30034" },
  },
  {
    id: "twilio.key-codes",
    code: /^(?:20003|20008|20403|20101|20104)$/m,
    service: true,
    cause: "service-key",
    test: { message: "twilio: authenticate", code: "20003" },
  },
  {
    id: "twilio.throttle-codes",
    code: /^(?:20429|14107|30022|63018)$/m,
    cause: "service-throttled",
    test: { message: "no", code: "20429" },
  },
  {
    id: "twilio.unsubscribed",
    when: /attempt to send to unsubscribed recipient|permission to send an sms has not been enabled for the region/i,
    cause: "service-input",
    test: "Attempt to send to unsubscribed recipient",
  },
  {
    id: "twilio.campaign",
    when: /A2P 10DLC|message from an unregistered number|is not a (?:valid )?(?:twilio|sms-capable) (?:phone )?number|failed to send freeform message because you are outside/i,
    cause: "service-setup",
    test: "US A2P 10DLC - Message from an Unregistered Number",
  },
  {
    id: "twilio.authenticate",
    when: /unable to (?:create|fetch) record: authenticat/i,
    cause: "service-key",
    test: "HTTP 401 error: Unable to create record: Authenticate",
  },
] as const satisfies readonly Rule[];
