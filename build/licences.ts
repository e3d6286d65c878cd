import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";

/**
 * Writes licences.md beside the page: the licence of every package that the page or one of its workers carries. Vite's own
 * `build.license` leaves out what only a worker imports, which here is the cryptography.
 *
 * @returns a plugin for the page, which writes the file, and one for its workers, which are bundled before the page
 */
export function licences(): { page: Plugin; workers: () => Plugin[] } {
  const folders = new Set<string>();
  const note = (ids: Iterable<string>): void => {
    for (const id of ids) {
      const folder = /^\0?(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(id)?.[1];
      if (folder !== undefined && existsSync(join(folder, "package.json"))) folders.add(folder);
    }
  };
  return {
    workers: () => [
      {
        name: "twofold:licences-of-workers",
        generateBundle() {
          note(this.getModuleIds());
        },
      },
    ],
    page: {
      name: "twofold:licences",
      generateBundle() {
        note(this.getModuleIds());
        const chapters = [...folders].map(licenceOf).sort();
        const source = `# Licences\n\nTwofold carries work of others:\n\n${[...new Set(chapters)].join("\n")}`;
        this.emitFile({ type: "asset", fileName: "licences.md", source });
      },
    },
  };
}

function licenceOf(folder: string): string {
  const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Record<
    "name" | "version" | "license",
    string
  >;
  const file = readdirSync(folder).find((name) => /^licen[cs]e/i.test(name));
  const text = file === undefined ? "" : `\n${readFileSync(join(folder, file), "utf8").trim()}\n`;
  return `## ${manifest.name} ${manifest.version} (${manifest.license})\n${text}`;
}
