import { type Format, hideFormats, key, randomKey, where } from "./format.ts";
import type { Layer } from "./placeholder.ts";
import { isToken } from "./value.ts";
import { vendors } from "./vendors.ts";

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
    hints: ["key ", "token ", "secret ", "password ", "authorization ", "auth "],
    pattern:
      /(?<=(?:(?:api|access|secret|private|admin|subscription|account)[ _-]?key|token|secret|password|authorization|\bauth) \\{0,7}["'(]?)\w[\w.+/=-]{15,}/gi,
    length: where(isToken),
  },
  key(["license key"], /(?<=license key["']?[ :=]{1,3}["']?)[A-Z0-9]{4,8}(?:-[A-Z0-9]{4,8}){2,7}/gi),
  key(["identified "], /(?<=identified (?:with [\w'"]{1,40} )?(?:by|as) (?:password )?["'])[^"']+/gi),
  key(["requirepass", "masterauth"], /(?<=(?:requirepass|masterauth)[ \t"']{1,4})[^\s"']+/gi),
  key(
    ["backup code", "recovery code", "backup_code", "recovery_code"],
    /(?<=(?:backup|recovery)[ _]codes?[^\n:=]{0,24}[:=]\s?["'[]{0,2})[A-Za-z0-9]{3,12}(?:-[A-Za-z0-9]{3,12}){1,5}(?:["']?,\s?["']?[A-Za-z0-9]{3,12}(?:-[A-Za-z0-9]{3,12}){1,5}){0,20}/gi,
  ),
  key([" pass ", "auth plain "], /(?<=\bUSER \S{1,80}(?:\s|\\r|\\n){1,4}PASS )\S+|(?<=\bAUTH PLAIN )[A-Za-z0-9+/=]{8,}/g), // FTP, POP, SMTP
  {
    kind: "KEY",
    hints: ["-u ", "-user", "-u="],
    pattern: /(?<=[\s"'](?:-u|--user|--proxy-user)[ =]["']?[^\s:"']{1,64}:)[^\s"']+/g,
    length: where((match) => !/^\d{1,6}$/.test(match)),
  },
  key(
    ["mysql", "mariadb", "sshpass", "redis-cli", "rabbitmqctl", "smbclient", "sqlcmd"],
    /(?<=(?:mysql\w{0,8}|mariadb\w{0,8}) (?:[^\n]{0,80} )?-p)[^\s"'-][^\s"']*|(?<=(?:sshpass -p|redis-cli [^\n]{0,80}-a|sqlcmd [^\n]{0,80}-P|rabbitmqctl (?:change_password|add_user) \S{1,60}|smbclient [^\n]{0,80}-U ?["']?[^\s"'%]{1,60}%) ?["']?)[^\s"']+/g,
  ),
  key(["eyj"], /(?<![\w-](?<!\\[nrtbf]))(?:[sp]k\.|tk\.)?eyJ[\w-]{6,}(?:\.[\w-]*){1,4}/g), // JWT, JWE, Mapbox
  key(["$2", "$argon2", "$pbkdf2", "$scrypt"], /\$(?:2[abxy]\$\d\d|argon2[a-z]{1,2}|pbkdf2[\w-]{0,12}|scrypt)\$[\w$./+=,]{20,}/g),
  key(["$1$", "$5$", "$6$", "$y$", "$apr1$"], /\$(?:[156y]|apr1)\$[\w$./=]{20,}/g),
  key(["private-lines"], /(?<=Private-Lines: {0,2}\d{1,3}(?:\s|\\r|\\n){1,4})[A-Za-z0-9+/=\s\\]{20,}(?=Private-MAC)/g),
  key(["sig="], /(?<=[?&;]sig=)[^&\s"'<>\\]{16,}/gi),
  key(['"kty"'], /(?<="(?:d|p|q|dp|dq|qi|k)"\s?:\s?")[\w-]{20,}/g), // the private parts of a JWK
  key(["code="], /(?<=[?&]code=)(?=[\w.~%/+=-]{0,200}\d)[\w.~%/+=-]{40,}/g),
  randomKey(
    ["code="],
    /(?<=[?&\s"']code=)[\w.~%/-]{16,}(?=[&\s"']|$)(?=[^\n]{0,600}(?:code_verifier|grant_type|redirect_uri|&state=))/g,
  ),
];

/** Vendors' keys and tokens, by the form their makers gave them. */
export const vendorSecrets: Layer = hideFormats([...vendors, ...anyone]);
