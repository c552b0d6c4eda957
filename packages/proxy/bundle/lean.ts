import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'esbuild';

const require = createRequire(import.meta.url);
const folderOf = (name: string): string => dirname(require.resolve(`${name}/package.json`));

/** Modules that stand for the whole of a library. A name that one of them does not export fails the build. */
const standIns: Readonly<Record<string, string>> = {
  undici: fileURLToPath(new URL('./undici.js', import.meta.url)),
  // The same code as ES modules, of which a bundler leaves out what nobody calls. Not exported by its own name.
  yaml: join(folderOf('yaml'), 'browser/dist/index.js'),
};

/** CommonJS modules that export one function which nobody calls at start-up: HTTP/2, and logging through a worker. */
const rarelyCalled: readonly string[] = [
  join(folderOf('undici'), 'lib/dispatcher/client-h2.js'),
  join(folderOf('pino'), 'lib/transport.js'),
];

/** Leaves out of the proxy's start what serving does not need. */
export function lean(): Plugin {
  return {
    name: 'lean',
    setup(build) {
      for (const [name, path] of Object.entries(standIns)) {
        build.onResolve({ filter: new RegExp(`^${name}$`) }, () => ({ path }));
      }
      callLater(build);
    },
  };
}

/** The modules are evaluated when their function is first called. */
function callLater(build: Parameters<Plugin['setup']>[0]): void {
  build.onResolve({ filter: /(client-h2|transport)(\.js)?$/ }, async (args) => {
    if (args.pluginData === 'resolving' || args.namespace === 'later' || args.kind !== 'require-call') return undefined;
    const { importer, kind, resolveDir } = args;
    const { path } = await build.resolve(args.path, { importer, kind, resolveDir, pluginData: 'resolving' });
    // The path is written into the bundle, where it is to say nothing of this machine.
    return rarelyCalled.includes(path) ? { path: basename(path), namespace: 'later', pluginData: path } : undefined;
  });
  build.onLoad({ filter: /.*/, namespace: 'later' }, ({ path, pluginData }) => ({
    contents: `module.exports = (...args) => require('./${path}')(...args);`,
    resolveDir: dirname(pluginData),
  }));
}
