import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { transformSync } from 'esbuild';
import { afterEach, describe, expect, it } from 'vitest';
import { count, hookName } from '../trace/count.ts';
import { instrument } from '../trace/instrument.ts';
import { excesses, type TracedCall, tracedCalls } from '../trace/limits.ts';
import { toJson, toMarkdown } from '../trace/print.ts';
import { type Trace, traceCalls } from '../trace/run.ts';

/** Runs the instrumented code as a module: what its `result` is, and the names that it reported until then. */
async function run(code: string) {
  const names: string[] = [];
  Reflect.set(globalThis, hookName, (file: string, name: string) => {
    expect(file).toBe('a.ts');
    names.push(name);
  });
  const folder = mkdtempSync(join(tmpdir(), 'trace-'));
  try {
    const module = join(folder, 'a.mjs');
    writeFileSync(module, transformSync(instrument(code, 'a.ts'), { loader: 'ts', target: 'esnext' }).code);
    const { result } = (await import(/* @vite-ignore */ pathToFileURL(module).href)) as { readonly result: unknown };
    return { result: await result, names };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

afterEach(() => void Reflect.deleteProperty(globalThis, hookName));

describe('instrument', () => {
  it.each<readonly [string, string, unknown, readonly string[]]>([
    ['a declaration', 'function f(a: number) { return a } export const result = f(1)', 1, ['f']],
    ['a function expression', 'const f = function () { return 1 }; export const result = f()', 1, ['f']],
    ['a named function expression', 'export const result = (function f() { return 1 })()', 1, ['f']],
    ['an arrow with a block', 'const f = () => { return 1 }; export const result = f()', 1, ['f']],
    ['an arrow with an expression', 'const f = (a: number) => a + 1; export const result = f(1)', 2, ['f']],
    ['an arrow that returns an object', 'const f = () => ({ a: 1 }); export const result = f()', { a: 1 }, ['f']],
    [
      'an arrow that returns a type assertion',
      'const f = () => ({ a: 1 }) as const; export const result = f()',
      { a: 1 },
      ['f'],
    ],
    [
      'an arrow that returns an arrow',
      'const f = () => (a: number) => a; export const result = f()(1)',
      1,
      ['f', 'f.<anonymous>'],
    ],
    ['an arrow before a comment', 'const f = () => // why\n  1 // one\n; export const result = f()', 1, ['f']],
    [
      'an arrow among arguments',
      'export const result = [1, 2].map((a) => a * 2).join(",")',
      '2,4',
      ['<anonymous>', '<anonymous>'],
    ],
    ['an async function', 'async function f() { return await 1 } export const result = f()', 1, ['f']],
    ['an async arrow', 'const f = async () => await 1; export const result = f()', 1, ['f']],
    ['a generator', 'function* f() { yield 1; yield 2 } export const result = [...f()]', [1, 2], ['f']],
    ['a generator without a step', 'function* f() { yield 1 } f(); export const result = 0', 0, []],
    [
      'an async generator',
      'async function* f() { yield 1; yield 2 } let sum = 0; for await (const a of f()) sum += a; export const result = sum',
      3,
      ['f'],
    ],
    ['a method of an object', 'const o = { f() { return 1 } }; export const result = o.f()', 1, ['f']],
    ['a property', "const o = { 'a-b': () => 1 }; export const result = o['a-b']()", 1, ['a-b']],
    ['an assignment', 'const o = { f: () => 0 }; o.f = () => 1; export const result = o.f()', 1, ['o.f']],
    ['a getter of an object', 'const o = { get a() { return 1 } }; export const result = o.a', 1, ['a']],
    ['a default parameter', 'function f(a = () => 1) { return a() } export const result = f()', 1, ['f', 'a']],
    [
      'a function in a function',
      'function f() { return [1].map((a) => a)[0] } export const result = f()',
      1,
      ['f', 'f.<anonymous>'],
    ],
  ])('reports %s once per call and keeps what it returns', async (_, code, result, names) => {
    expect(await run(code)).toEqual({ result, names });
  });

  it('reports the members of a class with its name', async () => {
    const { result, names } = await run(`
      class Base {}
      class Call extends Base {
        static count = 0;
        static { Call.count++; }
        readonly double = (a: number) => a * 2;
        #value: number;
        constructor(value: number) { super(); this.#value = value; }
        get value() { return this.#read(); }
        set value(value) { this.#value = value; }
        #read() { return this.#value; }
        static make(value: number) { return new Call(value); }
        async *[Symbol.asyncIterator]() { yield this.value; }
      }
      const call = Call.make(1);
      call.value = call.double(2);
      let last = 0;
      for await (const value of call) last = value;
      export const result = last;`);
    expect(result).toBe(4);
    const entered = ['make', 'constructor', 'double', 'value', '[Symbol.asyncIterator]', 'value', '#read'];
    expect(names).toEqual(entered.map((name) => `Call.${name}`));
  });

  it('passes over what has no body', async () => {
    const code = `
      function f(a: string): string;
      function f(a: number): number;
      function f(a: unknown) { return a }
      declare function g(): void;
      abstract class A { abstract h(): number; i() { return this.h() } }
      class B extends A { override h() { return f(1) } }
      type F = () => void;
      interface I { j(): void; readonly k: F }
      export const result = new B().i();`;
    expect(await run(code)).toEqual({ result: 1, names: ['A.i', 'B.h', 'f'] });
  });

  it.each(["'use strict';", "'use strict'\n", "'use strict'; 'use other';"])(
    'leaves %j first in its function',
    (directive) => {
      const code = `function f() { ${directive} return this }`;
      const text = transformSync(instrument(code, 'a.ts'), { loader: 'ts' }).code;
      expect(text).toMatch(/function f\(\) \{\s*['"]use strict['"]/);
      Reflect.set(globalThis, hookName, () => undefined);
      expect(new Function(`${text}; return f()`)()).toBeUndefined();
    },
  );

  it('does not take a string further down for a directive', () => {
    expect(instrument("function f() { g(); 'a'; }", 'a.ts')).toMatch(/^function f\(\) \{globalThis\./);
  });

  it('adds no line and leaves code without functions as it is', () => {
    const code = 'const f = () =>\n  ({\n    a: 1,\n  });\nfunction g() {\n  f();\n}\n';
    expect(instrument(code, 'a.ts').split('\n')).toHaveLength(code.split('\n').length);
    expect(instrument('export const a = 1;\n', 'a.ts')).toBe('export const a = 1;\n');
  });

  it('runs without a hook', () => {
    const { code } = transformSync(instrument('const f = () => 1;', 'a.ts'), { loader: 'ts' });
    expect(new Function(`${code}; return f()`)()).toBe(1);
  });
});

describe('count', () => {
  const entries = ['a.f', 'a.g', 'a.f', 'b.f', 'a.h', 'b.f', 'c.f'].map((entry) => {
    const [file = '', name = ''] = entry.split('.');
    return { file, name };
  });

  it('counts distinct files and every change of the file, the first entry included', () => {
    expect(count(entries)).toMatchObject({ files: 3, moves: 5 });
    expect(count([])).toEqual({ files: 0, moves: 0, list: [], walk: [] });
  });

  it('lists files in order of first entry, with each function once', () => {
    expect(count(entries).list).toEqual([
      { file: 'a', functions: ['f', 'g', 'h'] },
      { file: 'b', functions: ['f'] },
      { file: 'c', functions: ['f'] },
    ]);
  });

  it('keeps every move in the walk', () => {
    expect(count(entries).walk.map(({ file, functions }) => `${file}: ${functions}`)).toEqual([
      'a: f,g',
      'b: f',
      'a: h',
      'b: f',
      'c: f',
    ]);
  });

  const call: TracedCall = {
    name: 'x',
    title: 'One call',
    program: 'x',
    limit: { files: 3, moves: 5 },
    goal: { files: 2, moves: 2 },
  };
  const trace: Trace = { call, ...count(entries) };

  it('prints markdown', () => {
    expect(toMarkdown(trace, 'list')).toBe(
      '## One call: 3 files, 5 moves\n\nLimit 3 and 5, goal 2 and 2.\n\n1. `a`: `f`, `g`, `h`\n2. `b`: `f`\n3. `c`: `f`\n',
    );
    expect(toMarkdown(trace, 'walk')).toContain('\n3. `a`: `h`\n4. `b`: `f`\n');
  });

  it('prints JSON', () => {
    expect(JSON.parse(toJson([trace]))).toEqual([{ name: 'x', limit: call.limit, goal: call.goal, ...count(entries) }]);
  });

  it('names each figure over its limit', () => {
    expect(excesses(call, trace)).toEqual([]);
    expect(excesses(call, { files: 4, moves: 6 })).toEqual([
      'x: 4 files, over the limit of 3 in scripts/trace/limits.ts',
      'x: 6 moves, over the limit of 5 in scripts/trace/limits.ts',
    ]);
  });
});

describe('the traced calls', () => {
  it('stay within their limits', async () => {
    const traces = await traceCalls(tracedCalls);
    expect(traces.flatMap((trace) => excesses(trace.call, trace))).toEqual([]);
    const entered = traces.flatMap(({ list }) => list.map(({ file }) => file));
    expect(entered.filter((file) => !/^packages\/[^/]+\/src\/.+\.ts$/.test(file))).toEqual([]);
    // A trace of nothing would be within every limit.
    for (const { files, moves } of traces) expect(Math.min(files, moves)).toBeGreaterThan(5);
  });
});

describe('traceCalls', () => {
  it('rejects with what a program wrote when the call fails', async () => {
    const proxy = tracedCalls.filter(({ name }) => name === 'proxy');
    const failing = proxy.map((call) => ({ ...call, args: ['unknown', '200'] }));
    await expect(traceCalls(failing)).rejects.toThrow('expected 200, got 400');
  });
});
