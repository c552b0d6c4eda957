import { validateHeaderName, validateHeaderValue } from 'node:http';
import * as z from 'zod';
import { type Fault, faultTargets, wrongAnswers } from './fault.ts';
import { describeIssues } from './issues.ts';

const headerValue = z.string().refine(isHeaderValue, 'no value of a header');

const faultSchema = z
  .strictObject({
    times: z.union([z.int().min(1), z.literal('always')]),
    on: z.enum(faultTargets),
    model: z.string().min(1),
    delayMs: z.number().min(0),
    status: z.int().min(200).max(599),
    body: z.unknown(),
    headers: z.record(z.string().refine(isHeaderName, 'no name of a header'), headerValue),
    retryAfter: z.union([z.number().min(0), headerValue]),
    answer: z.enum(wrongAnswers),
    bytes: z.int().min(1),
    pending: z.strictObject({ polls: z.int().min(0) }),
    connection: z.enum(['drop', 'reset', 'cut']),
  })
  .partial()
  .superRefine((fault, context) => {
    const issue = (message: string) => context.addIssue({ code: 'custom', message });
    const { status, answer } = fault;
    if (status !== undefined && answer !== undefined) issue('`status` and `answer` exclude each other.');
    if (status === undefined && (fault.body ?? fault.headers ?? fault.retryAfter) !== undefined) {
      issue('`body`, `headers` and `retryAfter` need a `status`.');
    }
    if (fault.bytes !== undefined && answer !== 'huge_body') issue('`bytes` needs `answer: "huge_body"`.');
    if ((answer ?? fault.pending) !== undefined && (fault.on ?? 'ranking') !== 'ranking') {
      issue('`answer` and `pending` are for rankings only.');
    }
  })
  .refine(
    ({ delayMs, status, answer, pending, connection }) =>
      (delayMs ?? status ?? answer ?? pending ?? connection) !== undefined,
    {
      error: 'Nothing would happen: give `delayMs`, `status`, `answer`, `pending` or `connection`.',
      when: ({ issues }) => issues.length === 0,
    },
  );

function isHeaderName(name: string): boolean {
  try {
    validateHeaderName(name);
    return true;
  } catch {
    return false;
  }
}

function isHeaderValue(value: string): boolean {
  try {
    validateHeaderValue('any', value);
    return true;
  } catch {
    return false;
  }
}

/** Checks one fault or a list of them; throws a `TypeError` that says what is wrong and where. */
export function readFaults(input: unknown, hasHosted: boolean): readonly Fault[] {
  const result = z.array(faultSchema).safeParse(Array.isArray(input) ? input : [input]);
  if (!result.success) throw new TypeError(`Bad fault: ${describeIssues(result.error, Array.isArray(input) ? 0 : 1)}`);
  if (!hasHosted && result.data.some(({ pending }) => pending !== undefined)) {
    throw new TypeError('Bad fault: `pending` needs a hosted profile; a container never answers 202.');
  }
  return result.data;
}
