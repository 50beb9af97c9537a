// Makes the files of built/ that workers' browsers get: one for rehearsals, where React says what is wrong, and a small one for runs.
import { build } from "esbuild";

const make = (mode, minify) => build({
  entryPoints: ["runtime/runtime.js"],
  outfile: `built/runtime.${mode}.js`,
  bundle: true,
  format: "esm",
  minify,
  legalComments: "none",
  define: { "process.env.NODE_ENV": JSON.stringify(mode) },
  logLevel: "warning",
});

await Promise.all([make("development", true), make("production", true)]);
