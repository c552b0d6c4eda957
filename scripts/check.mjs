// `npm test`: installs if needed, then runs every gate. See CONTRIBUTING.md for the arguments.
import process from 'node:process';
import { bootstrap } from './bootstrap.mjs';

try {
  bootstrap();
  const { tsImport } = await import('tsx/esm/api');
  const { main } = await tsImport('./check/main.ts', import.meta.url);
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  console.log('0 passed, 1 failed');
  process.exitCode = 1;
}
