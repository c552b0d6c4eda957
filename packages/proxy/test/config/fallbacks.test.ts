import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readFallbacks } from '../../src/config/fallbacks.ts';
import { createFindings } from '../../src/config/findings.ts';

const read = (
  rules: Readonly<Record<string, readonly string[]>>[],
  defaults?: readonly string[],
  skipped: readonly string[] = [],
) => {
  const findings = createFindings();
  const fallbacks = readFallbacks(
    {
      fallbacks: {
        value: rules.map((rule) => Object.fromEntries(Object.entries(rule).map(([k, v]) => [k, [...v]]))),
        path: ['f'],
      },
      defaults: defaults && { value: defaults, path: ['d'] },
    },
    { served: ['a', 'b', 'model-c'], skipped: new Set(skipped) },
    findings,
  );
  return { fallbacks: Object.fromEntries(fallbacks), problems: findings.problems, warnings: findings.warnings };
};

describe('fallbacks', () => {
  it('are by model, in order', () => {
    expect(read([{ a: ['b', 'model-c'] }, { b: ['a'] }]).fallbacks).toEqual({ a: ['b', 'model-c'], b: ['a'] });
  });

  it('of several rules for one model follow each other', () => {
    expect(read([{ a: ['b'] }, { a: ['model-c', 'b'] }]).fallbacks).toEqual({ a: ['b', 'model-c'] });
  });

  it('for any model hold where a model has none of its own, and never lead to itself', () => {
    const expected = { a: ['b'], b: ['model-c', 'a'], 'model-c': ['a', 'b'] };
    const own = { a: ['b'] };
    expect(read([own, { '*': ['model-c', 'a', 'b'] }]).fallbacks).toEqual({ ...expected, 'model-c': ['a', 'b'] });
    expect(read([own], ['model-c', 'a', 'b']).fallbacks).toEqual({ ...expected, 'model-c': ['a', 'b'] });
  });

  it('for any model are those of the rules where the defaults say otherwise', () => {
    expect(read([{ '*': ['a'] }], ['b']).fallbacks).toEqual({ b: ['a'], 'model-c': ['a'] });
  });

  it('may go in circles', () => {
    expect(read([{ a: ['b'] }, { b: ['a', 'b'] }])).toMatchObject({ fallbacks: { a: ['b'], b: ['a'] }, problems: [] });
  });

  it('must name models of the file, else the nearest is shown', () => {
    expect(read([{ 'modle-c': ['a'] }, { a: ['model-d', 'b'] }], ['nothing-like-it'])).toMatchObject({
      fallbacks: { a: ['b'] },
      problems: [
        {
          path: ['f', 0, 'modle-c'],
          at: 'key',
          message: 'no entry of model_list has this model_name; did you mean "model-c"?',
        },
        { path: ['f', 1, 'a', 0], message: 'no entry of model_list has this model_name; did you mean "model-c"?' },
        { path: ['d', 0], message: 'no entry of model_list has this model_name; expected a, b, model-c' },
      ],
    });
  });

  it('of models that are for another proxy do not count, and to them are left out', () => {
    expect(read([{ chat: ['gpt'] }, { a: ['chat', 'b'] }], undefined, ['chat'])).toMatchObject({
      fallbacks: { a: ['b'] },
      problems: [],
      warnings: [{ path: ['f', 1, 'a', 0] }],
    });
  });

  it('only ever lead from a served model to other served models, each once', () => {
    const name = fc.constantFrom('a', 'b', 'model-c', '*', 'x');
    const rules = fc.array(fc.dictionary(name, fc.array(name, { maxLength: 4 }), { maxKeys: 3 }), { maxLength: 4 });
    fc.assert(
      fc.property(rules, fc.option(fc.array(name), { nil: undefined }), (given, defaults) => {
        for (const [group, targets] of Object.entries(read(given, defaults).fallbacks)) {
          expect(['a', 'b', 'model-c']).toContain(group);
          expect(new Set(targets).size).toBe(targets.length);
          expect(targets).not.toContain(group);
          for (const target of targets) expect(['a', 'b', 'model-c']).toContain(target);
        }
      }),
    );
  });
});
