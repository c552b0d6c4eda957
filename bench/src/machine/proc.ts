import { readFileSync, writeFileSync } from 'node:fs';

/** Seconds of CPU time since boot, of one core or of all. Source: proc(5), `/proc/stat`. */
export interface CoreTimes {
  /** Everything but idle, waiting for disks included as idle. */
  readonly busy: number;
  readonly steal: number;
  readonly total: number;
}

/** What `/proc/stat` and `/proc/<pid>/stat` count in: ticks of 10 ms on every Linux that Node runs on. */
const ticksPerSecond = 100;

/** `line` is a `cpu` or `cpuN` line: user nice system idle iowait irq softirq steal, and guest, which user holds already. */
export function parseCoreTimes(line: string): CoreTimes {
  const [user = 0, nice = 0, system = 0, idle = 0, iowait = 0, irq = 0, softirq = 0, steal = 0] = line
    .trim()
    .split(/\s+/)
    .slice(1)
    .map((ticks) => Number(ticks) / ticksPerSecond);
  const busy = user + nice + system + irq + softirq + steal;
  return { busy, steal, total: busy + idle + iowait };
}

export function readCoreTimes(core: number): CoreTimes {
  const lines = readFileSync('/proc/stat', 'utf8').split('\n');
  const line = lines.find((each) => each.startsWith(`cpu${core} `));
  if (line === undefined) throw new Error(`/proc/stat has no line for cpu${core}.`);
  return parseCoreTimes(line);
}

/** CPU seconds of a process with all its threads, user and system. Its name, in parentheses, may hold spaces. */
export function parseProcessSeconds(stat: string): number {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  // utime and stime are fields 14 and 15 of the line, of which two came before the parenthesis closed.
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}

export const readProcessSeconds = (pid: number): number =>
  parseProcessSeconds(readFileSync(`/proc/${pid}/stat`, 'utf8'));

/** In MB of 1,000,000 bytes. `peak` is the highest since the start or the last `resetPeak`. */
export interface Memory {
  readonly rss: number;
  readonly peak: number;
}

export function parseMemory(status: string): Memory {
  const kibibytes = (name: string) =>
    Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1] ?? Number.NaN);
  return { rss: (kibibytes('VmRSS') * 1024) / 1e6, peak: (kibibytes('VmHWM') * 1024) / 1e6 };
}

export const readMemory = (pid: number): Memory => parseMemory(readFileSync(`/proc/${pid}/status`, 'utf8'));

/** Source: proc(5), `/proc/<pid>/clear_refs`: 5 sets the peak to what is resident now. */
export const resetPeak = (pid: number): void => writeFileSync(`/proc/${pid}/clear_refs`, '5');

/** The cores that this process may run on. */
export function readAllowedCores(): readonly number[] {
  const list = /^Cpus_allowed_list:\s+(\S+)$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? '';
  return parseCoreList(list);
}

/** `0-2,5` is 0, 1, 2 and 5. */
export function parseCoreList(list: string): readonly number[] {
  return list.split(',').flatMap((range) => {
    const [first = Number.NaN, last = first] = range.split('-').map(Number);
    return Array.from({ length: last - first + 1 }, (_, offset) => first + offset);
  });
}
