import { randomUUID } from 'node:crypto';
import { type Answer, empty, withHeaders } from './answer.ts';
import { type Clock, sleep } from './clock.ts';
import { problem } from './errors.ts';
import type { Fault } from './fault.ts';

/** What is sent, and what is done to the connection while it is. */
export interface Reply {
  readonly answer: Answer;
  readonly connection?: Fault['connection'];
}

/** Work that the hosted service has accepted. */
export interface Job {
  readonly reply: Reply;
  /** Milliseconds from now until its answer is there. */
  readonly delayMs: number;
  /** Answers of 202 that come first, whatever the time. */
  readonly polls: number;
}

/**
 * The 202 protocol of NVIDIA/nvcf http-invocation: a request is held for as long as the client allows, then answered
 * 202, and asked for by its id, which gives the answer once and is not known after that.
 */
export interface Jobs {
  start(job: Job, pollMs: number, signal: AbortSignal): Promise<Reply>;
  poll(id: string, pollMs: number, signal: AbortSignal): Promise<Reply>;
  clear(): void;
}

interface Waiting {
  readonly id: string;
  readonly reply: Reply;
  readonly readyAt: number;
  polls: number;
}

export function createJobs(clock: Clock): Jobs {
  const jobs = new Map<string, Waiting>();

  async function hold(job: Waiting, pollMs: number, signal: AbortSignal): Promise<Reply> {
    if (job.polls > 0) {
      job.polls--;
      return inProgress(job);
    }
    const waitMs = job.readyAt - clock.now();
    const isReady = waitMs <= pollMs;
    // A client that went away gets nothing: the job stays as it was.
    if (!(await sleep(clock, Math.min(waitMs, pollMs), signal))) return { answer: empty(499) };
    return isReady ? finish(job) : inProgress(job);
  }

  function inProgress(job: Waiting): Reply {
    jobs.set(job.id, job);
    return { answer: empty(202, nvcfHeaders(job.id, 'in-progress')) };
  }

  function finish({ id, reply }: Waiting): Reply {
    jobs.delete(id);
    const status = reply.answer.status < 400 ? 'fulfilled' : 'errored';
    return { ...reply, answer: withHeaders(reply.answer, nvcfHeaders(id, status)) };
  }

  return {
    start({ reply, delayMs, polls }, pollMs, signal) {
      return hold({ id: randomUUID(), reply, readyAt: clock.now() + delayMs, polls }, pollMs, signal);
    },
    async poll(id, pollMs, signal) {
      const job = jobs.get(id);
      return job === undefined ? { answer: problem(404) } : hold(job, pollMs, signal);
    },
    clear: () => jobs.clear(),
  };
}

const nvcfHeaders = (id: string, status: 'fulfilled' | 'in-progress' | 'errored'): Record<string, string> => ({
  'nvcf-reqid': id,
  'nvcf-status': status,
  'access-control-expose-headers': 'nvcf-reqid',
});
