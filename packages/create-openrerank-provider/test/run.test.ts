import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { writePackage } from '../src/index.ts';
import { Cancelled, type Questions } from '../src/questions.ts';
import { ownManifest } from '../src/ranges.ts';
import { run } from '../src/run.ts';

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'openrerank-create-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

async function create(
  args: string,
  { cwd = temporaryFolder(), questions }: { cwd?: string; questions?: Questions } = {},
) {
  let [out, err] = ['', ''];
  const terminal = {
    cwd,
    questions,
    out: (text: string) => {
      out += text;
    },
    err: (text: string) => {
      err += text;
    },
  };
  const code = await run(args.split(' ').filter(Boolean), terminal);
  return { code, out, err, cwd };
}

const acme = '--id acme --base-url https://api.acme.example';

/** Somebody who answers, and whose questions are noted. */
function somebody(answers: Partial<Record<keyof Questions, string>> = {}) {
  const asked: string[] = [];
  const answer = async (name: keyof Questions, usual: string) => {
    asked.push(name);
    return answers[name] ?? usual;
  };
  const questions: Questions = {
    id: () => answer('id', 'acme'),
    baseUrl: () => answer('baseUrl', 'https://api.acme.example'),
    shape: async () => (await answer('shape', 'tei')) as 'tei',
    folder: (proposal) => answer('folder', proposal),
  };
  return { asked, questions };
}

describe('with flags', () => {
  test('a package is written into a folder of its name, and what to do next is said', async () => {
    const { code, out, err, cwd } = await create(`${acme} --yes`);
    expect([code, err]).toEqual([0, '']);
    expect(readdirSync(cwd)).toEqual(['openrerank-provider-acme']);
    expect(out).toContain('cd openrerank-provider-acme\n');
    expect(readFileSync(join(cwd, 'openrerank-provider-acme/src/provider.ts'), 'utf8')).toContain('cohereSpelling');
  });

  test.each([
    ['cohere', 'cohereSpelling'],
    ['tei', 'teiSpelling'],
    ['custom', './wire.ts'],
  ])('the shape is %s', async (shape, part) => {
    const { cwd, code } = await create(`${acme} --shape ${shape} --docs https://docs.acme.example --folder x/y`);
    expect(code).toBe(0);
    const source = readFileSync(join(cwd, 'x/y/src/provider.ts'), 'utf8');
    expect(source).toContain(part);
    expect(source).toContain('https://docs.acme.example');
  });

  test('an empty folder is taken, the current one too', async () => {
    const { code, out, cwd } = await create(`${acme} --folder .`);
    expect(code).toBe(0);
    expect(out).toContain('cd .\n');
    expect(existsSync(join(cwd, 'package.json'))).toBe(true);
  });

  test('a folder that git was told of, and that is empty otherwise, is taken', async () => {
    const cwd = temporaryFolder();
    mkdirSync(join(cwd, '.git'));
    writeFileSync(join(cwd, '.git/HEAD'), '');
    expect(await create(`${acme} --folder .`, { cwd })).toMatchObject({ code: 0, err: '' });
    expect(readdirSync(cwd)).toEqual(expect.arrayContaining(['.git', 'package.json']));
  });

  test('a folder elsewhere is named in full', async () => {
    const elsewhere = join(temporaryFolder(), 'provider');
    expect((await create(`${acme} --folder ${elsewhere}`)).out).toContain(`cd ${elsewhere}\n`);
  });

  test('nobody is asked for what is given, nor with --yes', async () => {
    const { asked, questions } = somebody();
    expect((await create(`${acme} --shape tei --folder x`, { questions })).code).toBe(0);
    expect((await create(`${acme} --yes`, { questions })).code).toBe(0);
    expect(asked).toEqual([]);
  });
});

describe('with questions', () => {
  test('what no flag says is asked for', async () => {
    const { asked, questions } = somebody({ id: 'acme_ai', folder: 'here' });
    const { code, cwd } = await create('', { questions });
    expect(code).toBe(0);
    expect(asked).toEqual(['id', 'baseUrl', 'shape', 'folder']);
    expect(readFileSync(join(cwd, 'here/src/provider.ts'), 'utf8')).toContain("id: 'acme_ai'");
  });

  test('a folder that will not do is refused while it is asked for', async () => {
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, 'file'), '');
    const problems: unknown[] = [];
    const questions: Questions = {
      ...somebody().questions,
      folder: async (proposal, problemOf) => {
        problems.push(problemOf('.'), problemOf('file'), problemOf('new'));
        return proposal;
      },
    };
    await create('', { cwd, questions });
    expect(problems).toEqual([expect.stringContaining('not empty'), expect.stringContaining('is a file'), undefined]);
  });

  test('whoever gives up gets nothing written', async () => {
    const questions: Questions = { ...somebody().questions, folder: () => Promise.reject(Cancelled) };
    const { code, err, cwd } = await create('', { questions });
    expect([code, err, readdirSync(cwd)]).toEqual([1, '', []]);
  });
});

describe('nothing is written', () => {
  test.each([
    ['--base-url https://api.acme.example', '--id is missing'],
    ['--id acme --yes', '--base-url is missing'],
    ['--id Acme --base-url https://api.acme.example', 'The id must be'],
    ['--id acme --base-url acme', 'The base URL must be'],
    [`${acme} --docs acme`, 'The page must be'],
  ])('for %s', async (args, reason) => {
    const { code, out, err, cwd } = await create(args);
    expect([code, out, readdirSync(cwd)]).toEqual([1, '', []]);
    expect(err).toContain(reason);
  });

  test.each([
    [`${acme} --shape jina`, 'cohere, tei, custom'],
    [`${acme} --sahpe tei`, '--shape'],
    ['--id', 'argument missing'],
    ['acme', 'too many arguments'],
  ])('for a command line such as %s', async (args, reason) => {
    const { code, err, cwd } = await create(args);
    expect([code, readdirSync(cwd)]).toEqual([2, []]);
    expect(err).toContain(reason);
  });

  test('into a folder that holds something, or a file', async () => {
    const cwd = temporaryFolder();
    mkdirSync(join(cwd, 'full'));
    writeFileSync(join(cwd, 'full/README.md'), 'mine');
    for (const folder of ['full', 'full/README.md']) {
      const { code, err } = await create(`${acme} --folder ${folder}`, { cwd });
      expect(code).toBe(1);
      expect(err).toContain('name another');
    }
    expect(readdirSync(join(cwd, 'full'))).toEqual(['README.md']);
    expect(readFileSync(join(cwd, 'full/README.md'), 'utf8')).toBe('mine');
  });

  test.each([
    ['--id Acme', 'The id must be'],
    ['--base-url acme', 'The base URL must be'],
    ['--docs acme', 'The page must be'],
    ['--folder full', 'is not empty'],
  ])('a wrong flag, such as %s, is told before anything is asked', async (args, reason) => {
    const cwd = temporaryFolder();
    mkdirSync(join(cwd, 'full/of'), { recursive: true });
    const { asked, questions } = somebody();
    const { code, err } = await create(args, { cwd, questions });
    expect([code, asked]).toEqual([1, []]);
    expect(err).toContain(reason);
  });
});

test('help and version are printed', async () => {
  const help = await create('--help');
  expect([help.code, help.err]).toEqual([0, '']);
  for (const flag of ['--id', '--base-url', '--shape', '--docs', '--folder', '--yes']) expect(help.out).toContain(flag);
  expect(await create('--version')).toMatchObject({ code: 0, out: ownManifest.version });
});

test('what is no error of ours is not swallowed', async () => {
  const questions: Questions = { ...somebody().questions, id: () => Promise.reject('odd') };
  await expect(create('', { questions })).rejects.toBe('odd');
});

test('writePackage keeps to its folder’s rules when it is called from code', () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'a'), '');
  expect(() => writePackage(folder, [{ path: 'a', text: 'x' }])).toThrow(TypeError);
});

test('writePackage does not overwrite a file that came to be in the meantime', () => {
  const folder = temporaryFolder();
  const twice = ['first', 'second'].map((text) => ({ path: 'src/a', text }));
  expect(() => writePackage(folder, twice)).toThrow('EEXIST');
  expect(readFileSync(join(folder, 'src/a'), 'utf8')).toBe('first');
});
