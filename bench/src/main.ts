import { execFileSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { readArguments, usage } from './arguments.ts';
import { benchmark } from './benchmark.ts';
import { rootFolder } from './folders.ts';
import { chooseCores } from './machine/machine.ts';
import { createChildren } from './processes/children.ts';
import { writeReport } from './report/write-report.ts';

const { command, effort, scenarios, out } = readArguments(process.argv.slice(2));
if (command === 'help') {
  console.log(usage);
} else if (command === 'list') {
  for (const { id, title } of scenarios) console.log(`${id.padEnd(12)} ${title}`);
} else {
  await run();
}

async function run(): Promise<void> {
  const children = createChildren();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => {
      console.error(`\n${signal}: ending what was started …`);
      void children.stopAll().then(() => process.exit(130));
    });
  }
  try {
    const cores = chooseCores();
    // This program must not disturb what it measures.
    execFileSync('taskset', ['--all-tasks', '--cpu-list', '--pid', String(cores.load), String(process.pid)]);
    const report = await benchmark({ effort, scenarios, children, cores, say: (line) => console.error(line) });
    writeReport(report, out === undefined ? join(rootFolder, 'docs') : resolve(rootFolder, out));
    if (report.failed.length > 0) process.exitCode = 1;
  } finally {
    await children.stopAll();
  }
}
