/**
 * The files that other programs read: workflows, forms, the dev container, settings of editors. They
 * cannot be run here. These tests check the rest: their form, and that each command and each path in them
 * is there.
 */
import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parseDocument } from "yaml";
import { PROJECT_ROOT } from "../course/labs.ts";
import { testFilters } from "./test-filters.ts";

type Fields = Record<string, unknown>;

interface Step extends Fields {
  uses?: string;
  run?: string;
  with?: Record<string, string>;
}

interface Job extends Fields {
  steps: Step[];
}

interface Workflow extends Fields {
  jobs: Record<string, Job>;
}

interface Form extends Fields {
  name?: string;
  description?: string;
  body: { type: string; id?: string; attributes?: { label?: string } }[];
}

const read = (path: string) => readFileSync(join(PROJECT_ROOT, path), "utf8");

/** As paths from the project's folder. */
const found = (pattern: string) =>
  globSync(pattern, { cwd: PROJECT_ROOT }).map((path) => path.replaceAll("\\", "/"));

const WORKFLOWS = found(".github/workflows/*.yml");
const FORMS = found(".github/ISSUE_TEMPLATE/*.yml").filter((path) => !path.endsWith("/config.yml"));
const PACKAGE = JSON.parse(read("package.json")) as { scripts: Record<string, string> };

/** What these pages show as commands, without the remark behind each. */
const KNOWN_COMMANDS = ["README.md", "CONTRIBUTING.md"]
  .flatMap((page) => [
    ...read(page).matchAll(/(?:^|`)((?:[A-Z_]+=\S+ )?(?:npm|\.ci)[ /].*?)(?: {2,}|`|$)/gm),
  ])
  .map(([, command = ""]) => command);

/** What a contributor can type; the rest prepares the machine. */
const isOurs = (command: string) => !command.startsWith("apt-get ");

const workflowIn = (path: string) => parseDocument(read(path)).toJS() as Workflow;

test.each(found(".github/**/*.yml"))("%s is YAML without an error", (path) => {
  const { errors, warnings } = parseDocument(read(path));
  expect([...errors, ...warnings]).toEqual([]);
});

describe.each(WORKFLOWS)("%s", (path) => {
  const workflow = workflowIn(path);
  const jobs = Object.values(workflow.jobs);
  const steps = jobs.flatMap((job) => job.steps);

  test("says when it runs and what it may do, and ends each job in time", () => {
    expect(workflow).toMatchObject({ name: expect.any(String), permissions: { contents: "read" } });
    expect(Object.keys(workflow.on as Fields)).not.toEqual([]);
    for (const job of jobs) {
      expect(job).toMatchObject({
        name: expect.any(String),
        "runs-on": expect.any(String),
        "timeout-minutes": expect.any(Number),
      });
    }
  });

  test("takes actions by their major version, and gives them files that exist", () => {
    const uses = steps.flatMap((step) => step.uses ?? []);
    expect(uses[0]).toMatch(/^actions\/checkout@/);
    for (const action of uses) expect(action).toMatch(/^[\w-]+\/[\w-]+@v\d+$/);
    for (const { with: inputs = {} } of steps) {
      const file = inputs["node-version-file"];
      if (file !== undefined) expect(existsSync(join(PROJECT_ROOT, file))).toBe(true);
    }
  });

  test("runs commands that the README or CONTRIBUTING.md shows", () => {
    for (const step of steps) expect([step.uses, step.run].filter(Boolean)).toHaveLength(1);
    const commands = steps.flatMap(({ run = [] }) => run).filter(isOurs);
    expect(commands).not.toEqual([]);
    expect(KNOWN_COMMANDS).toEqual(expect.arrayContaining(commands));
    const programs = commands.filter((command) => !command.startsWith("npm "));
    expect(programs.filter((file) => !existsSync(join(PROJECT_ROOT, file)))).toEqual([]);
  });
});

test("a workflow runs the unit tests on Linux, macOS and Windows", () => {
  expect(workflowIn(".github/workflows/check.yml").jobs.quick).toMatchObject({
    strategy: { matrix: { os: ["ubuntu-latest", "macos-latest", "windows-latest"] } },
    steps: expect.arrayContaining([{ run: "npm test -- unit" }]),
  });
});

test("every npm script that a page, a workflow or the dev container names exists", () => {
  const files = [...WORKFLOWS, ...found("*.md"), ...found(".{github,devcontainer}/*.{md,json}")];
  const named = files.flatMap((path) => [
    ...read(path).matchAll(/\bnpm (?:run )?(test|(?<=run )[a-z-]+)/g),
  ]);
  const scripts = new Set(named.map(([, script = ""]) => script));
  expect(scripts.size).toBeGreaterThan(4);
  expect([...scripts].filter((script) => PACKAGE.scripts[script] === undefined)).toEqual([]);
});

test.each(testFilters(["unit"]))("there are unit tests in %s", (folder) => {
  expect(found(`${folder}**/*.test.ts`)).not.toEqual([]);
});

test.each(FORMS)("%s is a form with a label for each field", (path) => {
  const { name, description, body } = parseDocument(read(path)).toJS() as Form;
  expect([name, description]).toEqual([expect.any(String), expect.any(String)]);
  const ids = body.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const field of body) {
    expect(["input", "textarea", "dropdown", "checkboxes"]).toContain(field.type);
    expect(field).toMatchObject({
      id: expect.any(String),
      attributes: { label: expect.any(String) },
    });
  }
});

test("the dev container starts with npm run lab", () => {
  expect(JSON.parse(read(".devcontainer/devcontainer.json"))).toMatchObject({
    image: expect.stringContaining(`:${read(".nvmrc").split(".")[0]}-`),
    postAttachCommand: "npm run lab",
  });
});

test("editors get the formatter that the lint uses", () => {
  const { recommendations } = JSON.parse(read(".vscode/extensions.json")) as Fields;
  const container = JSON.parse(read(".devcontainer/devcontainer.json"));
  expect(recommendations).toContain("biomejs.biome");
  expect(container.customizations.vscode.extensions).toEqual(recommendations);
  expect(read(".vscode/settings.json")).toContain('"editor.defaultFormatter": "biomejs.biome"');
});

/** Without one of these, `npm ci` installs nothing. */
test.each(["package-lock.json", ...found("{cli,bench}/{*,*/*}/package-lock.json")])(
  "%s holds all that its packages need",
  (file) => {
    const { packages } = JSON.parse(read(file)) as {
      packages: Record<string, Record<string, Record<string, string> | undefined>>;
    };
    const held = new Set(Object.keys(packages).map((path) => path.split("node_modules/").at(-1)));
    const needed = Object.values(packages).flatMap(({ dependencies, optionalDependencies }) =>
      Object.keys({ ...dependencies, ...optionalDependencies }),
    );
    expect(needed.filter((name) => !held.has(name))).toEqual([]);
  },
);
