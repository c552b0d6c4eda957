import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // The conformance kit tries more than a thousand damaged answers; on a busy machine that takes its time.
    testTimeout: 30_000,
  },
});
