import type { Notice } from "#lib/model/notice.ts";
import type { Severity } from "#lib/model/taxonomy.ts";
import type { GroupWording } from "./digest-wording.ts";
import type { Wording } from "./wording.ts";

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** Text, whatever it holds. */
const escaped = (text: string): string => text.replace(/[&<>"']/g, (one) => entities[one] ?? "");

/** Seen on light ground and on dark. */
const colours: Record<Severity, string> = {
  critical: "#d13438",
  high: "#d9730d",
  medium: "#b8860b",
  low: "#5f7f9c",
  info: "#868686",
};
const quiet = "opacity:.7"; // of whatever colour the text has on its ground
const sans = "font-family:system-ui,-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;font-size:14px;line-height:1.5";

const line = (style: string, text: string): string => `<p style="margin:0 0 8px;${style}">${text}</p>`;

const isWeb = (url: string): boolean => /^https?:\/\//.test(url);

const link = (url: string, text: string, style: string): string =>
  isWeb(url) ? `<a href="${escaped(url)}" style="${style}">${text}</a>` : text;

const button = "display:inline-block;margin:0 8px 8px 0;padding:6px 12px;border:1px solid #808080;border-radius:4px;";

function facts({ facts }: Wording): string {
  const rows = facts.map(
    ({ label, text }) =>
      `<tr><td style="padding:0 16px 6px 0;vertical-align:top;white-space:nowrap;${quiet}">${escaped(label)}</td><td style="padding:0 0 6px;vertical-align:top">${escaped(text)}</td></tr>`,
  );
  return rows.length === 0
    ? ""
    : `<table role="presentation" style="border-spacing:0;margin:0 0 8px;${sans}">${rows.join("")}</table>`;
}

function group({ title, lines, more }: GroupWording): string {
  const items = lines.map(({ text, url, severity }) => {
    const shown = url ? link(url, escaped(text), "color:inherit") : escaped(text);
    return `<p style="margin:0 0 4px;padding-left:10px;border-left:3px solid ${colours[severity]}">${shown}</p>`;
  });
  const rest = more ? line(`padding-left:13px;${quiet}`, escaped(more)) : "";
  return `${line("margin-top:16px;font-weight:600", escaped(title))}${items.join("")}${rest}`;
}

/** A calm page without pictures: a bar in the severity's colour, the words in their order, the links as buttons. */
export function emailHtml(notice: Notice, wording: Wording): string {
  const { header, notes, type, line: error, groups, footer, links } = wording;
  const bold = type ? `<strong>${escaped(type)}</strong>${error ? `: ${escaped(error)}` : ""}` : escaped(error);
  const body = [
    line("font-size:16px;font-weight:600", escaped(header)),
    line("overflow-wrap:anywhere", bold),
    ...notes.map((note) => line("", escaped(note))),
    facts(wording),
    ...groups.map(group),
    links.length > 0
      ? `<div style="margin:8px 0">${links.map(({ text, url }) => link(url, escaped(text), `${button}color:inherit;text-decoration:none`)).join("")}</div>`
      : "",
    footer ? line(`font-size:12px;${quiet}`, escaped(footer)) : "",
  ];
  return `<!doctype html><html lang="${notice.language}"><head><meta charset="utf-8"><meta name="color-scheme" content="light dark"><title>${escaped(header)}</title></head><body style="margin:0;padding:16px;${sans}"><div style="max-width:640px;padding-left:14px;border-left:4px solid ${colours[notice.severity]}">${body.join("")}</div></body></html>`;
}
