import { redactText } from "#lib/report/redact.ts";
const units: Record<string,string> = { at:"a@", atd:"a@a.", dash:"-", dashb:"-----BEGIN RSA PRIVATE KEY-----", key:"key=", pw:"password=", pwq:"password=\"", pwq2:"password=\\\"", pws:"password: 'a ", paren:"(", digits:"7", digits4:"4111 1111 ", hex:"deadbeef01", b64:"QUJDREVGR0g", sk:"sk-", sk2:"sk-A1b2C3d4E5f6G7h8", url:"://", url2:"http://a:b@", url3:"http://a:b", cookie:"cookie: a=b; ", cookie2:"cookie:", dot:"1.", colon:"a:", ip6:"::", pct:"%20a", quote:"'", brace:"{\"a\":", plus:"+1", zero:"0", home:"/home/", users:"C:\\Users\\a ", iban:"AA11", iban2:"GB82 WEST ", eyj:"eyJ", eyj2:"eyJaaaaaa.", phone:"phone ", ssn:"ssn: ", bearer:"Bearer ", space:" ", comma:",a=", close:"password=),)", nl:"\n", uni:"密码：", surr:"\ud800", otp:"otp ", pan:"pan 1 1 1 ", code:"&code=aaaaaaaaaaaaaaaaaaaaA1 ", u:" -u a:b", esc:"\\n", semi:"a=b;", tcp:"a:b@tcp(", mysql:"mysql -p", pair:"('password', 'a'", flag:"--password ", user:"a'", mix:"x@y.zz password=1 ", q:"\\\\\\\"", aaaa:"A", M:"M", dash1:"a-", w:"word " };
const size = Number(process.argv[2] ?? 1_000_000);
for (const [n,u] of Object.entries(units)) {
  const small = u.repeat(Math.ceil(size/10/u.length)), big = u.repeat(Math.ceil(size/u.length));
  let t = cpu(); redactText(small); const a = cpu()-t;
  t = cpu(); const out = redactText(big); const b = cpu()-t;
  console.log(n.padEnd(8), a.toFixed(1).padStart(8), b.toFixed(1).padStart(9), (b/a).toFixed(1).padStart(6), JSON.stringify(out.slice(0,50)), out.length);
}

function cpu() { const c = process.cpuUsage(); return (c.user + c.system) / 1000; }
