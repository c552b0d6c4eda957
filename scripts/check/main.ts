import { parseArgs } from 'node:util';
import { gates } from './gates.ts';
import { runGates } from './run-gates.ts';
import { selectGates } from './select-gates.ts';

const usage = `npm test -- [--only a,b] [--skip a,b] [--update] [--list]

  --only a,b   run these gates and what they need
  --skip a,b   run all but these
  --update     write the API reports in api/ and docs/providers.md anew instead of comparing them
  --list       name the gates and what they check`;

/** Does what the arguments ask for. Resolves to the exit code; throws on arguments that it does not know. */
export async function main(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string' },
      skip: { type: 'string' },
      update: { type: 'boolean', default: false },
      list: { type: 'boolean' },
      help: { type: 'boolean' },
    },
  });
  if (values.help || values.list) {
    console.log(values.help ? usage : gates.map(({ name, title }) => `${name.padEnd(18)}${title}`).join('\n'));
    return 0;
  }
  const selected = selectGates(gates, values.only?.split(','), values.skip?.split(','));
  const { passed, failed } = await runGates(selected, { update: values.update }, console.log);
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}
