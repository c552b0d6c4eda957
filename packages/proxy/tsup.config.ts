import { defineConfig } from 'tsup';
import { bundle, library } from '../../tsup.base.ts';
import { lean } from './bundle/lean.ts';

export default defineConfig([
  library(['src/index.ts'], { platform: 'node', clean: ['!cli.*', '!chunks/**', '!third-party.txt'] }),
  // The program starts from one file; what only some commands and pages need stands in chunks of its own.
  bundle([], {
    // The thread of the neural models stands where the chunk is that starts it.
    entry: { cli: 'src/cli.ts', 'chunks/worker': '../provider-local/src/node/worker.ts' },
    clean: ['!*.*'],
    splitting: true,
    // The documentation page reads files of its packages.
    noExternal: [/^(?!fastify$|@fastify\/)/],
    esbuildPlugins: [lean()],
    // For the CommonJS modules in the bundle.
    banner: {
      js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
    },
  }),
]);
