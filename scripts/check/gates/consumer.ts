import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../bootstrap.mjs';
import { moduleEntries, readManifest, type WorkspacePackage } from '../workspace.ts';
import { neutralEntries } from './neutral.ts';
import { tarball } from './pack.ts';

/** How users compile. Declarations are checked as well, which `skipLibCheck` would hide. */
export const typeChecks = ['node16', 'bundler', 'browser'] as const;

/** Writes a project that depends on the tarballs and imports all that they export. */
export function writeConsumer(folder: string, packages: readonly WorkspacePackage[], nodeTypes: string): void {
  const ours = Object.fromEntries(packages.map(({ manifest }) => [manifest.name, `file:${tarball(manifest)}`]));
  // The conformance kit's entry for vitest leaves it to the user, as an optional peer.
  const dependencies = { ...ours, vitest: readManifest(join(root, 'node_modules/vitest')).version };
  // Without the overrides, a package's range for another of ours would be looked up in the registry.
  const overrides = Object.fromEntries(packages.map(({ manifest: { name } }) => [name, `$${name}`]));
  const everything = packages.flatMap(({ manifest }) => moduleEntries(manifest).map(({ specifier }) => specifier));
  const everywhere = packages.flatMap((each) => neutralEntries(each).map(({ specifier }) => specifier));
  const json = packages.flatMap(jsonSpecifiers);
  const node = { types: ['node'], lib: ['ES2023'] };
  const files = {
    'package.json': {
      private: true,
      type: 'module',
      dependencies: { ...dependencies, '@types/node': nodeTypes },
      overrides,
    },
    'import-all.js': `${imports(everything)}${json.map((name) => `await import('${name}', { with: { type: 'json' } });\n`).join('')}`,
    'import-all.ts': imports(everything),
    'import-everywhere.ts': imports(everywhere),
    'tsconfig.node16.json': project('import-all.ts', { ...node, module: 'node16' }),
    'tsconfig.bundler.json': project('import-all.ts', { ...node, module: 'esnext', moduleResolution: 'bundler' }),
    'tsconfig.browser.json': project('import-everywhere.ts', {
      types: [],
      lib: ['ES2023', 'DOM'],
      module: 'esnext',
      moduleResolution: 'bundler',
    }),
  };
  for (const [name, content] of Object.entries(files)) {
    writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
  }
}

/** Imports each module and fails where one exports nothing. */
function imports(specifiers: readonly string[]): string {
  const lines = specifiers.map((name, index) => `import * as entry${index} from '${name}';\n`);
  const names = specifiers.map((_, index) => `entry${index}`);
  return `${lines.join('')}for (const entry of [${names.join(', ')}]) if (Object.keys(entry).length === 0) throw new Error('an entry exports nothing');\n`;
}

const project = (file: string, options: object) => ({
  compilerOptions: { target: 'es2023', strict: true, skipLibCheck: false, noEmit: true, ...options },
  files: [file],
});

const jsonSpecifiers = ({ manifest }: WorkspacePackage) =>
  Object.entries(manifest.exports ?? {}).flatMap(([key, target]) =>
    typeof target === 'string' ? [manifest.name + key.slice(1)] : [],
  );
