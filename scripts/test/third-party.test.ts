import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { notices } from '../build/third-party.ts';

function installed(name: string, manifest: object, licence?: string): string {
  const root = mkdtempSync(join(tmpdir(), 'openrerank-licences-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const folder = join(root, 'node_modules', name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name, version: '1.2.3', ...manifest }));
  if (licence !== undefined) writeFileSync(join(folder, 'LICENSE.md'), licence);
  return folder;
}

it('names each package once, with the words of its licence', () => {
  const wood = installed('@forest/wood', { license: 'MIT' }, 'Permission is granted.\n');
  const acorn = installed('acorn', { license: 'ISC' });
  const text = notices([join(wood, 'a.js'), join(acorn, 'lib/b.js'), join(wood, 'lib/c.js')]);
  const [first, second, ...others] = text.split(/^-+$/m).map((part) => part.trim());
  expect(first).toBe('@forest/wood 1.2.3 (MIT)\n\nPermission is granted.');
  expect(second).toBe('acorn 1.2.3 (ISC)');
  expect(others).toEqual([]);
});

it('leaves out sources of ours', () => {
  expect(notices(['/repository/packages/core/src/index.ts']).trim()).toBe('');
});

it('refuses a package without a licence', () => {
  expect(() => notices([join(installed('grey', {}), 'index.js')])).toThrow('grey is bundled and names no licence');
});
