// `pnpm trace`: counts how many source files one call enters and how often it moves between them.
//
// A program from programs/ makes the call on a bundle of the sources in which every function reports that it is entered.
// Counted are entries into functions of packages/*/src, anonymous ones and constructors included. The upstream, npm
// packages, and what is passed in (a clock, a silent log) do not count. A move is an entry into another file than the
// entry before; the first entry is one too, so moves minus files is how often a file left before is entered again.
// Returning to the caller and resuming after `await` are not entries. Neither are initializers of class fields; what a
// default parameter calls is entered before its function. limits.ts compares the count with earlier figures.
import { parseArgs } from 'node:util';
import { excesses, tracedCalls } from './limits.ts';
import { toJson, toMarkdown } from './print.ts';
import { traceCalls } from './run.ts';

const usage = `npm run trace -- [call …] [--walk] [--json]

  call     ${tracedCalls.map(({ name }) => name).join(', ')}; all of them by default
  --walk   print every move instead of each file once, in order of first entry
  --json   print figures, list and walk for machines

Exits with 1 when a call exceeds its limit in scripts/trace/limits.ts.`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { walk: { type: 'boolean' }, json: { type: 'boolean' }, help: { type: 'boolean' } },
});
const unknown = positionals.filter((name) => !tracedCalls.some((call) => call.name === name));
if (values.help || unknown.length > 0) {
  if (unknown.length > 0) console.error(`unknown call: ${unknown.join(', ')}\n`);
  console.log(usage);
  process.exitCode = unknown.length > 0 ? 1 : 0;
} else {
  const traces = await traceCalls(
    tracedCalls.filter(({ name }) => positionals.length === 0 || positionals.includes(name)),
  );
  if (values.json) console.log(toJson(traces));
  else for (const trace of traces) console.log(toMarkdown(trace, values.walk ? 'walk' : 'list'));
  const problems = traces.flatMap((trace) => excesses(trace.call, trace));
  for (const problem of problems) console.error(problem);
  if (problems.length > 0) process.exitCode = 1;
}
