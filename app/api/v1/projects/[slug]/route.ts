import { door } from "#app/api/door.ts";
import { ProjectAddress } from "#app/api/inputs.ts";
import { named, readQuery } from "#app/api/read.ts";
import { write } from "#app/api/write.ts";
import { ProjectSettings } from "#lib/model/project.ts";
import { saveProject } from "#lib/pipeline/projects.ts";

const answers = { saved: { status: 200 } } as const;
const slugs = /^[\w.-]{1,100}$/;

/** `PUT /api/v1/projects/{slug}`: what shall hold for one project; null follows what stands for all. */
export const PUT = door(
  "admin",
  write(ProjectSettings, answers.saved, ({ tools, caller, request, params }, input) => {
    const { installation } = readQuery(ProjectAddress, request);
    return saveProject(tools, { installationId: installation, slug: named(slugs, params.slug) }, input, caller);
  }),
);
