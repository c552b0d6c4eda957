import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Fixtures } from '../../src/index.ts';

/** Writes fixtures as authors keep them. */
export function writeFixtures(folder: string, { rankings, errors }: Fixtures): void {
  const write = (file: string, value: unknown) => writeFileSync(join(folder, file), JSON.stringify(value));
  for (const { name, source, endpoint, input, request, response, result } of rankings) {
    mkdirSync(join(folder, name), { recursive: true });
    write(`${name}/input.json`, { source, endpoint, input });
    write(`${name}/request.json`, request);
    write(`${name}/response.json`, response);
    write(`${name}/result.json`, result);
  }
  mkdirSync(join(folder, 'errors'), { recursive: true });
  for (const { name, ...fixture } of errors) write(`errors/${name}.json`, fixture);
}
