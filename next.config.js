import { withSentryConfig } from "@sentry/nextjs/config";
import createNextIntlPlugin from "next-intl/plugin";

/** @type {import("next").NextConfig} */
const config = {
  poweredByHeader: false,
  typescript: { ignoreBuildErrors: true }, // the types are a step of `npm test`
  images: { unoptimized: true },
  productionBrowserSourceMaps: false,
  skipTrailingSlashRedirect: true,
  serverExternalPackages: [
    "pg",
    "pg-boss",
    "pino",
    "prom-client",
    "@prisma/client",
    "@prisma/adapter-pg",
    "twilio",
    "nodemailer",
  ],
  experimental: { authInterrupts: true, serverActions: { bodySizeLimit: "1mb" } },
};

export default withSentryConfig(createNextIntlPlugin("./app/i18n.ts")(config), {
  silent: true,
  telemetry: false,
  sourcemaps: { disable: true },
});
