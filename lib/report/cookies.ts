import type { Layer } from "./placeholder.ts";

/** A header's name and the pairs after it: `cookie: 'theme=dark; sid=…'`, `Set-Cookie=sid=…; Expires=Sat, 21-Nov…; HttpOnly`. */
const header =
  /(cookies?2?(?:\\{0,7}["'])?\]?\s{0,2}(?:=>|[:=])\s{0,2}[[(]?\\{0,7}["'`]?)([\w.$!#%*+^|~-]{1,80}=(?:\[[A-Z]{2,8}_\d{1,6}\]|[^\s;"'`\\[\])])*(?:;\s{0,2}(?:expires=[^;"'\\\r\n]{0,40}|[\w.$!#%*+^|~-]{1,80}(?:=(?:\[[A-Z]{2,8}_\d{1,6}\]|[^\s;"'`\\[\])])*)?))*)/gi;
const pair = /(?<=(?:^|;\s{0,2}))([\w.$!#%*+^|~-]{1,80})=([^;]+)/g;
const attribute = /^(?:expires|path|domain|max-age|samesite|priority|version)$/i;

/** Values of cookies; their names and attributes stay. */
export const cookies: Layer = (text, hide) =>
  text.replace(header, (_, head: string, pairs: string) => {
    const hidden = pairs.replace(pair, (whole, name: string, value: string) =>
      attribute.test(name) ? whole : `${name}=${hide("KEY", value)}`,
    );
    return head + hidden;
  });
