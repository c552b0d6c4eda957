import * as z from 'zod';
import { acmeWith, definition } from '../acme.ts';
import type { Broken } from './mistake.ts';

const strict = z.strictObject({ truncate: z.enum(['START', 'END']).optional() });
type Validate = AcmeDefinitionSchema['~standard']['validate'];
type AcmeDefinitionSchema = typeof definition.optionsSchema;

/** The schema, but for what this function says of some values. */
const judging = (judge: (options: Readonly<Record<string, unknown>>) => ReturnType<Validate> | undefined) => ({
  '~standard': {
    version: 1 as const,
    vendor: 'test',
    validate: (value: unknown) => judge(value as Record<string, unknown>) ?? strict['~standard'].validate(value),
  },
});

export const optionMistakes: readonly Broken[] = [
  {
    mistake: 'a schema that drops what it does not know',
    check: 'options › an unknown option does not pass in silence',
    provider: acmeWith({ optionsSchema: z.object({ truncate: z.enum(['START', 'END']).optional() }) }),
  },
  {
    mistake: 'an unknown option that is refused without a word',
    check: 'options › an unknown option does not pass in silence',
    provider: acmeWith({
      optionsSchema: judging((options) =>
        Object.keys(options).length > 0 && !('truncate' in options) ? { issues: [] } : undefined,
      ),
    }),
  },
  {
    mistake: 'a name of an option that there is not',
    check: 'options › each of its optionNames is an option',
    provider: acmeWith({ optionNames: ['truncate', 'top_k'] }),
  },
  {
    mistake: 'an option of the operator that there is not',
    check: 'options › what an operator or the environment may set is an option',
    provider: acmeWith({ operatorOptions: ['truncate', 'region'] }),
  },
  {
    mistake: 'an option of the environment that there is not',
    check: 'options › what an operator or the environment may set is an option',
    provider: acmeWith({ env: { ...definition.env, options: { region: 'ACME_REGION' } } }),
  },
  {
    mistake: 'an option of any type',
    check: 'options › a wrong type of "truncate" is refused by its name',
    provider: acmeWith({ optionsSchema: z.strictObject({ truncate: z.unknown().optional() }) as never }),
  },
  {
    mistake: 'an option of any type that JSON has',
    check: 'options › a wrong type of "truncate" is refused by its name',
    provider: acmeWith({ optionsSchema: z.strictObject({ truncate: z.json().optional() }) as never }),
  },
  {
    mistake: 'an option whose object is refused without its name',
    check: 'options › a wrong type of "truncate" is refused by its name',
    provider: acmeWith({
      optionsSchema: judging(({ truncate }) =>
        Array.isArray(truncate) ? { issues: [{ message: 'Something is wrong.' }] } : undefined,
      ),
    }),
  },
  {
    mistake: 'a wrong option that is refused without its name',
    check: 'options › a wrong type of "truncate" is refused by its name',
    provider: acmeWith({
      optionsSchema: judging(({ truncate }) =>
        typeof truncate === 'function' ? { issues: [{ message: 'Something is wrong.' }] } : undefined,
      ),
    }),
  },
  {
    mistake: 'a schema that throws',
    check: 'options › a wrong type of "truncate" is refused by its name',
    provider: acmeWith({
      optionsSchema: judging(({ truncate }) => {
        if (typeof truncate === 'symbol') throw new TypeError('Cannot convert a symbol.');
        return undefined;
      }),
    }),
  },
];
