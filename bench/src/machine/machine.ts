import { execFileSync } from 'node:child_process';
import { cpus, release, totalmem } from 'node:os';
import { readAllowedCores } from './proc.ts';
import { needTool } from './tools.ts';

/** Where what runs. A variant has a core for itself; what loads it and what it calls share the other. */
export interface Cores {
  readonly variant: number;
  readonly load: number;
}

/** Throws where the figures would mean nothing. */
export function chooseCores(): Cores {
  if (process.platform !== 'linux') throw new Error('The benchmark reads /proc and pins processes: it needs Linux.');
  needTool('taskset', 'util-linux');
  const [load, variant] = readAllowedCores();
  if (load === undefined || variant === undefined) {
    throw new Error('The benchmark needs two cores: one for what is measured, one for what loads it.');
  }
  return { load, variant };
}

export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGb: number;
  readonly kernel: string;
}

export function describeMachine(): Machine {
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 1e9),
    kernel: `Linux ${release()}`,
  };
}

/** The commit that was measured, with a `+` where files differ from it. */
export function describeCommit(folder: string): string {
  try {
    const git = (...args: string[]) => execFileSync('git', args, { cwd: folder, encoding: 'utf8' }).trim();
    const isDirty = git('status', '--porcelain', '--', 'packages') !== '';
    return `${git('rev-parse', '--short', 'HEAD')}${isDirty ? '+' : ''}`;
  } catch {
    return 'unknown';
  }
}
