import { execFileSync, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { type Browser, chromium, type Page } from "playwright";
import { patience } from "./patience.ts";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const usual = ["/usr/bin", "/usr/local/bin", "/snap/bin", "/opt/google/chrome"].flatMap((folder) =>
  names.map((name) => join(folder, name)),
);
const macs = [
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];
const installMs = 180_000;

function works(path: string): boolean {
  return existsSync(path) && spawnSync(path, ["--version"], { timeout: 20_000, stdio: "ignore" }).status === 0;
}

function onThisMachine(): string | undefined {
  const inPath = (process.env.PATH ?? "").split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)));
  return [...new Set([...inPath, ...usual, ...macs, chromium.executablePath()])].find(works);
}

/** Runs a command within its time; whether it worked shows in whether a browser is there afterwards. */
function attempt(command: string, args: readonly string[]): void {
  try {
    execFileSync(command, args, {
      timeout: installMs,
      stdio: ["ignore", "ignore", "ignore"],
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    });
  } catch {
    // The next way is tried.
  }
}

function byPackageManager(): void {
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) return;
  attempt("apt-get", ["update"]);
  attempt("apt-get", ["install", "-y", "--no-install-recommends", "chromium"]);
}

/** The path of a Chromium that starts: the system's, Playwright's own, else one that is installed now. */
function findBrowser(): string {
  const ways = [
    () => undefined,
    byPackageManager,
    () => attempt(process.execPath, [join("node_modules", "playwright", "cli.js"), "install", "chromium"]),
  ];
  for (const way of ways) {
    way();
    const found = onThisMachine();
    if (found) return found;
  }
  throw new Error(
    "No Chromium for the browser tests, and none could be installed: install the package `chromium` (or Google Chrome), then run `npm test` again.",
  );
}

/** A browser without a window and without traffic of its own, whose pages are waited for longer on a busy machine. */
export async function launch(): Promise<Browser> {
  const asRoot = process.getuid?.() === 0;
  const browser = await chromium.launch({
    executablePath: findBrowser(),
    env: { ...process.env, TZ: "UTC" }, // what the screens show in the reader's zone is read here as UTC
    args: [...(asRoot ? ["--no-sandbox"] : []), "--disable-gpu", "--disable-background-networking"],
  });
  const open = browser.newContext.bind(browser);
  browser.newContext = async (options) => {
    const context = await open(options);
    context.setDefaultTimeout(patience(30_000));
    return context;
  };
  return browser;
}

/** A page in a window of its own, as large as a desk's; what goes wrong in it is added to the faults. */
export async function openPage(browser: Browser, baseURL: string, faults: string[]): Promise<Page> {
  const context = await browser.newContext({ baseURL, viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  page.on("pageerror", ({ message }) => faults.push(message));
  page.on("console", (message) => message.type() === "error" && faults.push(`${message.text()} ${message.location().url}`));
  return page;
}
