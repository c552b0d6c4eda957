import { readdirSync } from 'node:fs';
import { defineConfig } from 'vitest/config';
import { isOwnSetting } from './scripts/check/environment.ts';

for (const name of Object.keys(process.env).filter(isOwnSetting)) delete process.env[name];

const conditions = ['@openrerank/source', 'import', 'node', 'default'];
const atLeast95 = { statements: 95, branches: 95, functions: 95, lines: 95 };
const thresholds = Object.fromEntries(
  readdirSync('packages').map((folder) => [
    `packages/${folder}/src/**/*.ts`,
    folder === 'core' ? { ...atLeast95, branches: 100 } : atLeast95,
  ]),
);

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: ['{packages/*,bench,scripts}/test/**/*.test.ts'],
    exclude: ['**/*.live.test.ts', '**/node_modules/**'],
    unstubEnvs: true,
    // Generous, so that a busy machine fails no test; what hangs still ends.
    testTimeout: 30_000,
    hookTimeout: 30_000,
    coverage: {
      provider: 'v8',
      include: ['packages/*/src/**/*.ts'],
      exclude: ['packages/*/src/index.ts', '**/*.d.ts'],
      reporter: ['text-summary', 'json-summary', ['text', { skipFull: true }]],
      thresholds,
    },
  },
});
