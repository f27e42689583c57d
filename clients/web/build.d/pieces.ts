import type { Plugin } from "vite";

/**
 * Refuses a build in which two pieces need each other: one of them would run before what it reads is there, and a screen
 * would break in the browser alone. Which files a piece holds is said in vite.config.ts.
 */
export function pieces(): Plugin {
  return {
    name: "pieces",
    apply: "build",
    generateBundle(_options, bundle) {
      const imports = (name: string) => { const chunk = bundle[name]; return chunk?.type === "chunk" ? chunk.imports : []; };
      const done = new Set<string>();
      const walk = (name: string, way: string[]): void => {
        if (way.includes(name)) this.error(`pieces that need each other: ${[...way.slice(way.indexOf(name)), name].join(" → ")}`);
        if (done.has(name)) return;
        for (const next of imports(name)) walk(next, [...way, name]);
        done.add(name);
      };
      for (const name of Object.keys(bundle)) walk(name, []);
    },
  };
}
