/** Compiles scanner/ into src/scan/scanner-module.ts, or with --check says whether that is what scanner/ gives. */
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const packageFolder = join(dirname(fileURLToPath(import.meta.url)), '..');
const file = join(packageFolder, 'src/scan/scanner-module.ts');

const options = [
  'scanner/request.ts',
  ...['--baseDir', packageFolder],
  ...['--outFile', 'scanner.wasm'],
  ...['-O3', '--converge', '--noAssert'],
  ...['--runtime', 'stub'],
  ...['--enable', 'simd'],
  ...['--importMemory', '--initialMemory', '18', '--maximumMemory', '18'],
];

async function compile(): Promise<Uint8Array> {
  let compiled: Uint8Array | undefined;
  const { error, stderr } = await asc.main(options, {
    writeFile(_name, contents) {
      compiled = Buffer.from(contents);
    },
  });
  if (error !== null || compiled === undefined) throw new Error(`The scanner does not compile.\n${stderr}`);
  return compiled;
}

const generated = `/** scanner/ as WebAssembly, in base64. Written by "npm run scanner". */
export const scannerModule =
  '${Buffer.from(await compile()).toString('base64')}';
`;

if (!process.argv.includes('--check')) {
  writeFileSync(file, generated);
  console.log(`${file} written`);
} else if (readFileSync(file, 'utf8') === generated) {
  console.log('src/scan/scanner-module.ts is up to date');
} else {
  console.error('src/scan/scanner-module.ts is stale: run "npm run scanner" in packages/proxy');
  process.exitCode = 1;
}
