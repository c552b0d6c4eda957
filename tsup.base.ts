import { defineConfig, type Options } from 'tsup';

/** One ESM build with rolled-up declarations; what `dependencies` names stays an import. */
export const library = (entry: string[], options: Options = {}) =>
  defineConfig({
    entry,
    format: 'esm',
    target: 'es2023',
    platform: 'neutral',
    dts: true,
    clean: true,
    sourcemap: true,
    ...options,
  });
