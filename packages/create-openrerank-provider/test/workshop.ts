import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** A folder outside of the repository in which packages find ours, as sources, and the tools. */
export interface Workshop {
  readonly folder: string;
  /** Rejects with what the tool said where it failed. */
  run(tool: 'tsc' | 'vitest', ...args: string[]): Promise<string>;
  remove(): void;
}

const conditions = ['@openrerank/source', 'import', 'node', 'default'];

export function openWorkshop(): Workshop {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'openrerank-workshop-')));
  const installed = {
    ...Object.fromEntries(['core', 'shapes', 'conformance'].map((name) => [`@openrerank/${name}`, `packages/${name}`])),
    zod: 'packages/provider-compatible/node_modules/zod',
    ...Object.fromEntries(
      ['@types/node', 'tsup', 'typescript', 'vitest'].map((name) => [name, `node_modules/${name}`]),
    ),
  };
  for (const [name, path] of Object.entries(installed)) {
    const link = join(folder, 'node_modules', name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(realpathSync(join(root, path)), link, 'junction');
  }
  writeJson(join(folder, 'package.json'), { private: true, type: 'module' });
  writeJson(join(folder, 'tsconfig.json'), { extends: join(root, 'tsconfig.base.json'), exclude: ['*.mjs'] });
  const test = { include: ['*/test/**/*.test.ts'], testTimeout: 60_000, reporters: ['dot'] };
  const config = { resolve: { conditions }, ssr: { resolve: { conditions } }, test };
  writeFileSync(join(folder, 'vitest.config.mjs'), `export default ${JSON.stringify(config)};\n`);
  const programs = { tsc: 'typescript/bin/tsc', vitest: 'vitest/vitest.mjs' };
  return {
    folder,
    run: (tool, ...args) => runNode(folder, join(root, 'node_modules', programs[tool]), ...args),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function writeJson(file: string, value: unknown): void {
  writeFileSync(file, JSON.stringify(value));
}

function runNode(cwd: string, ...args: string[]): Promise<string> {
  // Vitest marks its own processes, which would have the inner one behave as a worker.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(VITEST|NODE_OPTIONS)/.test(name)));
  return new Promise((resolve, reject) => {
    execFile(process.execPath, args, { cwd, env: { ...env, NO_COLOR: '1' } }, (error, stdout, stderr) => {
      if (error === null) resolve(stdout);
      else reject(new Error(`${stdout}\n${stderr}`));
    });
  });
}
