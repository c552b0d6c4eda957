import { commandGate } from './command.ts';
import type { Gate } from './gate.ts';
import { api } from './gates/api.ts';
import { authoring } from './gates/authoring.ts';
import { boundaries } from './gates/boundaries.ts';
import { docsCode } from './gates/docs-code.ts';
import { errorsDoc } from './gates/errors-doc.ts';
import { neutral } from './gates/neutral.ts';
import { pack } from './gates/pack.ts';
import { demo, examples, generated } from './gates/package-scripts.ts';
import { providersDoc } from './gates/providers-doc.ts';
import { declarations, manifests } from './gates/published.ts';
import { runtimes } from './gates/runtimes.ts';
import { size } from './gates/size.ts';
import { smoke } from './gates/smoke.ts';
import { standalone } from './gates/standalone.ts';
import { tests, testsOnNewerNode } from './gates/tests.ts';
import { types } from './gates/types.ts';

/** Every gate, cheapest first. */
export const gates: readonly Gate[] = [
  {
    name: 'lint',
    title: 'format and lint (biome)',
    run: commandGate('biome', 'check', '--error-on-warnings', '--max-diagnostics=none', '.'),
  },
  { name: 'boundaries', title: 'packages import what scripts/check/layers.ts allows', run: boundaries },
  { name: 'neutral', title: 'core, providers and the sdk bundle without Node, for browsers and workers', run: neutral },
  { name: 'unused', title: 'no unused file, export or dependency (knip)', run: commandGate('knip', '--no-progress') },
  { name: 'types', title: 'type-check and type tests, without a build', run: types },
  { name: 'docs-code', title: 'the examples of the READMEs and docs/ compile', run: docsCode },
  { name: 'tests', title: 'tests, with coverage limits', run: tests },
  { name: 'generated', title: 'generated files are current (scripts named …:check)', run: generated },
  {
    name: 'build',
    title: 'build every package',
    run: commandGate('turbo', 'run', 'build', '--output-logs=errors-only', '--continue=dependencies-successful'),
  },
  {
    name: 'errors-doc',
    title: 'docs/errors.md and the sdk list the error codes as core and the proxy have them',
    needs: ['build'],
    run: errorsDoc,
  },
  { name: 'size', title: 'bundle sizes within their limits', needs: ['build'], run: size },
  { name: 'standalone', title: 'the proxy’s program serves without node_modules', needs: ['build'], run: standalone },
  {
    name: 'providers-doc',
    title: 'docs/providers.md is what the providers declare',
    needs: ['build'],
    run: providersDoc,
  },
  { name: 'api', title: 'public API as in api/', needs: ['build'], run: api },
  { name: 'pack', title: 'tarballs hold what users need, and no more', needs: ['build'], run: pack },
  { name: 'publint', title: 'packed manifests are right (publint)', needs: ['pack'], run: manifests },
  { name: 'attw', title: 'packed types resolve (are the types wrong)', needs: ['pack'], run: declarations },
  { name: 'smoke', title: 'tarballs install, load, compile and run in an empty folder', needs: ['pack'], run: smoke },
  {
    name: 'runtimes',
    title: 'tarballs rank on Node, Bun, Deno, workerd, in a browser bundle, in Lambda bundles and in Next.js',
    needs: ['pack'],
    run: runtimes,
  },
  { name: 'authoring', title: 'providers of others build, test and work', needs: ['pack'], run: authoring },
  { name: 'examples', title: 'every example runs', needs: ['build'], run: examples },
  { name: 'demo', title: 'npm run demo', needs: ['build'], run: demo },
  { name: 'tests-newer-node', title: 'tests on a newer Node', run: testsOnNewerNode },
];
