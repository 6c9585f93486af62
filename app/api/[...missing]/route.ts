import { reply } from "#app/reply.ts";

const missing = (): Response => reply({ status: 404, code: "not_found" }, { detail: "There is no such address in this API." });

export {
  missing as DELETE,
  missing as GET,
  missing as HEAD,
  missing as OPTIONS,
  missing as PATCH,
  missing as POST,
  missing as PUT,
};
