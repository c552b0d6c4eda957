import { defineConfig } from 'tsup';
import { bundle, library } from '../../tsup.base.ts';

const entry = { index: 'src/index.ts', bm25: 'src/bm25.ts' };

// As any provider, but for the thread of the neural models. What starts it is loaded by the first call that needs it, and
// so stands in `chunks`; the thread's own file has to be beside it.
export default defineConfig([
  library([], { entry, clean: ['!node/**'] }),
  bundle([], {
    entry: { ...entry, 'chunks/worker': 'src/node/worker.ts' },
    outDir: 'dist/node',
    splitting: true,
  }),
]);
