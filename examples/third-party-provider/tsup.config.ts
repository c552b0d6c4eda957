import { defineConfig } from 'tsup';

export default defineConfig({
  entry: ['src/index.ts'],
  format: 'esm',
  target: 'es2023',
  // For Node, browsers, workers, Deno and Bun alike.
  platform: 'neutral',
  dts: true,
  clean: true,
  sourcemap: true,
});
