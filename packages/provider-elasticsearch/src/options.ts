import type { StandardSchema } from '@openrerank/core';
import { unknownOptionError } from '@openrerank/shapes';
import * as z from 'zod';

/** The options of a call to an inference endpoint. */
export interface ElasticsearchOptions {
  /**
   * How long Elasticsearch waits for the endpoint's service, as it writes durations: `45s`, `2m`. Its default is `30s`. It
   * is the API's `timeout`, under a name that leaves `timeout` to the call.
   */
  readonly inference_timeout?: string | undefined;
  /**
   * For the endpoint's service, in place of what the endpoint was made with. Which there are depends on the service. With a
   * `top_n` here the call's `topN` is not sent beside it.
   */
  readonly task_settings?: Readonly<Record<string, unknown>> | undefined;
}

const duration = z
  .string()
  .regex(/^\d+(nanos|micros|ms|s|m|h|d)$/, { error: 'must be a duration such as "45s" or "2m"' });

const shape = {
  inference_timeout: duration.optional(),
  task_settings: z.record(z.string(), z.unknown()).optional(),
};

export const optionNames: readonly string[] = Object.keys(shape);

export const optionsSchema: StandardSchema<ElasticsearchOptions> = z.strictObject(shape, {
  error: unknownOptionError('Elasticsearch', optionNames),
});
