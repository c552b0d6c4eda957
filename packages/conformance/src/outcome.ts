import { RerankError, type RerankResponse } from '@openrerank/core';
import { violation } from './check.ts';

/** How a call ended. */
export type Outcome =
  | { readonly response: RerankResponse; readonly error?: undefined }
  | { readonly response?: undefined; readonly error: unknown };

export const outcomeOf = (call: Promise<RerankResponse>): Promise<Outcome> =>
  call.then(
    (response) => ({ response }),
    (error: unknown) => ({ error }),
  );

/** For messages: `The call …`. */
export const endOf = ({ response, error }: Outcome): string =>
  response === undefined ? `failed with ${nameOf(error)}` : 'gave a ranking';

/** What an error is, for messages: its code where it is core's. */
export const nameOf = (error: unknown): string =>
  error instanceof RerankError ? `${error.code} (${error.message})` : String(error);

/** The response of a call that had to succeed. */
export function responseOf(outcome: Outcome, what: string, mend: string): RerankResponse {
  if (outcome.response !== undefined) return outcome.response;
  throw violation({ did: `With ${what} the call ${endOf(outcome)}.`, expected: 'a ranking.', mend });
}

/** The error of a call that had to fail with one of core's. */
export function rerankErrorOf(outcome: Outcome, when: string, expected: string): RerankError {
  if (outcome.error instanceof RerankError) return outcome.error;
  throw violation({
    did: `${when} the call ${endOf(outcome)}.`,
    expected,
    mend: 'throw a RerankError with one of its codes, or let core make the error of the status.',
  });
}

/** Whether a call failed with this code. */
export const failedWith = ({ error }: Outcome, code: RerankError['code']): boolean =>
  error instanceof RerankError && error.code === code;
