import { builtinModules } from "node:module";
import type { Plugin } from "vite";

/** Whether a module is one of Node's own, written with its prefix or without. */
export const isNodeBuiltin = (id: string): boolean => id.startsWith("node:") || builtinModules.includes(id);

/**
 * Fails a build whose output is not one self-contained file: nothing is installed beside the packed app, and a sandboxed
 * preload may require nothing but "electron".
 *
 * @param mayImport what the file may still import when it runs
 */
export function onlyImports(mayImport: (id: string) => boolean): Plugin {
  return {
    name: "twofold:only-imports",
    generateBundle(_options, bundle) {
      const chunks = Object.values(bundle).filter((output) => output.type === "chunk");
      if (chunks.length !== 1) {
        this.error(`expected one file, got ${chunks.map((chunk) => chunk.fileName).join(", ")}`);
      }
      for (const chunk of chunks) {
        const refused = [...chunk.imports, ...chunk.dynamicImports].filter((id) => !mayImport(id));
        if (refused.length > 0) this.error(`${chunk.fileName} may not import ${refused.join(", ")}`);
      }
    },
  };
}
