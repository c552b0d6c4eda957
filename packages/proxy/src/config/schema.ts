import * as z from 'zod';
import { baseUrl, count, flag, headerFields, nonNegative, positive, secret, text } from './fields.ts';

/**
 * The configuration file, as it is written: LiteLLM's names, times in seconds. One source for the checks at start-up,
 * for the JSON Schema that editors read, and for what docs/configuration.md must name. LiteLLM's keys without effect are
 * not in it: there are hundreds, and building a schema of each takes a start longer than the checks themselves.
 */

const modelNames = (expected: string) => z.array(text('a model name'), `expected ${expected}`);

const fallbacks = () =>
  z.array(
    z.record(z.string(), modelNames('a list of model names'), 'expected a mapping such as { my-model: [other-model] }'),
    'expected a list such as [{ my-model: [other-model] }]',
  );

/** What is read of `litellm_params` or `params`. Everything else in there is an option of the model's provider. */
export const paramsSchema = z.looseObject(
  {
    model: text('a model string such as nvidia_nim/nvidia/llama-nemotron-rerank-1b-v2').describe(
      'The model, as `<provider>/<model>` or `<provider>/<endpoint>/<model>`.',
    ),
    custom_llm_provider: text('the prefix of a provider')
      .optional()
      .describe('The provider of a `model` that does not begin with it.'),
    api_key: secret('an API key')
      .optional()
      .describe("The upstream's key. Default: the provider's environment variable, such as `NVIDIA_NIM_API_KEY`."),
    api_base: baseUrl("the upstream's base URL")
      .optional()
      .describe("The upstream's base URL, or a full URL where the provider takes one. Default: the provider's own."),
    timeout: positive('a number of seconds')
      .optional()
      .describe('Seconds that one attempt may take. Default: `litellm_settings.request_timeout`, else 60.'),
    num_retries: count('the number of retries')
      .optional()
      .describe('Retries after the first attempt. Default: that of `router_settings`.'),
    max_retries: count('the number of retries').optional().describe('The same as `num_retries`, which wins over it.'),
    weight: nonNegative('a number')
      .optional()
      .describe(
        'Share of the load among the entries of the same `model_name`; one of 0 serves when the others fail. Default 1.',
      ),
    headers: headerFields().optional().describe('Headers to send with every request to the upstream.'),
    extra_headers: headerFields().optional().describe('The same as `headers`, and wins over it.'),
  },
  'expected a mapping with at least `model`',
);

export const modelInfoSchema = z.looseObject(
  {
    id: z
      .preprocess((value) => (Number.isInteger(value) ? String(value) : value), text('a unique id of the entry'))
      .optional()
      .describe('Names the entry in logs, headers and health reports. Unique. Default: the model name and a number.'),
    mode: text('the kind of model, such as rerank or chat')
      .optional()
      .describe('`rerank` for a reranker. An entry of any other mode, such as `chat`, is skipped.'),
  },
  'expected a mapping',
);

export const entrySchema = z
  .strictObject(
    {
      model_name: text('the name that clients call the model by').describe(
        'The name that clients call. Entries of the same name share its load.',
      ),
      litellm_params: paramsSchema.optional().describe("The upstream, in LiteLLM's spelling."),
      params: paramsSchema.optional().describe('The upstream; the neutral spelling of `litellm_params`.'),
      model_info: modelInfoSchema.optional().describe('What is known of the model. Other keys are for the reader.'),
    },
    'expected a mapping with `model_name` and `litellm_params`',
  )
  .meta({ oneOf: [{ required: ['litellm_params'] }, { required: ['params'] }] });

export const generalSchema = z.strictObject(
  {
    master_key: secret('a key')
      .optional()
      .describe('What clients must show. Default: `OPENRERANK_MASTER_KEY`, else `LITELLM_MASTER_KEY`.'),
    max_request_size_mb: positive('a number of megabytes')
      .optional()
      .describe('Largest request body, in units of 1,048,576 bytes. Default 100.'),
    max_bytes_in_flight_mb: positive('a number of megabytes')
      .optional()
      .describe('Request bodies held at once, in units of 1,048,576 bytes; others wait, unread. Default 256.'),
    max_queue_wait: nonNegative('a number of seconds')
      .optional()
      .describe('Seconds that a request may wait for room among them before it is answered with 503. Default 60.'),
    max_response_size_mb: positive('a number of megabytes')
      .optional()
      .describe('Largest answer of an upstream, in units of 1,048,576 bytes. Default 64.'),
  },
  'expected a mapping',
);

export const litellmSchema = z.strictObject(
  {
    drop_params: flag()
      .optional()
      .describe('Drop request fields that nobody knows instead of refusing them. Default false.'),
    request_timeout: positive('a number of seconds')
      .optional()
      .describe('Seconds that one attempt may take where the entry does not say. Default 60.'),
    num_retries: count('the number of retries').optional().describe('As in `router_settings`, which wins.'),
    allowed_fails: count('a number of failures').optional().describe('As in `router_settings`, which wins.'),
    cooldown_time: nonNegative('a number of seconds').optional().describe('As in `router_settings`, which wins.'),
    fallbacks: fallbacks().optional().describe('As in `router_settings`, which wins.'),
    default_fallbacks: modelNames('a list of model names').optional().describe('As in `router_settings`, which wins.'),
  },
  'expected a mapping',
);

export const routerSchema = z.strictObject(
  {
    timeout: positive('a number of seconds')
      .optional()
      .describe('Seconds that a whole call may take, with all retries and fallbacks. Default 600.'),
    num_retries: count('the number of retries').optional().describe('Retries where the entry does not say. Default 2.'),
    allowed_fails: count('a number of failures')
      .optional()
      .describe('Failures within a minute that an entry may have before it cools down. Default 3.'),
    cooldown_time: nonNegative('a number of seconds')
      .optional()
      .describe('Seconds that a failing entry gets no calls. Default 5.'),
    fallbacks: fallbacks()
      .optional()
      .describe('Models to try, in order, when a model has failed: `[{ my-model: [other-model] }]`. `*` is any model.'),
    default_fallbacks: modelNames('a list of model names')
      .optional()
      .describe('Models to try when a model without fallbacks of its own has failed.'),
    routing_strategy: text('the name of a strategy')
      .optional()
      .describe('Load is always shared at random by weight, which LiteLLM calls `simple-shuffle`.'),
  },
  'expected a mapping',
);

export const configSchema = z.strictObject({
  model_list: z
    .array(entrySchema, 'expected a list of models')
    .min(1, 'expected at least one model')
    .describe('The models that clients can call.'),
  providers: z
    .union(
      [z.array(text('a package name or a path')), z.record(z.string(), text('a package name or a path'))],
      'expected a list of packages, or a mapping from prefixes to packages',
    )
    .optional()
    .describe(
      'Provider packages, by name or by path relative to this file. Default: `@openrerank/provider-<prefix>`, else `openrerank-provider-<prefix>`.',
    ),
  general_settings: generalSchema.optional().describe('The server.'),
  litellm_settings: litellmSchema.optional().describe('Calls.'),
  router_settings: routerSchema.optional().describe('Sharing load, retries and fallbacks.'),
  environment_variables: z
    .record(
      z.string(),
      z.preprocess(
        (value) => (typeof value === 'number' || typeof value === 'boolean' ? String(value) : value),
        z.string('expected text'),
      ),
      'expected a mapping from names to values',
    )
    .optional()
    .describe('Environment variables for `os.environ/NAME` and for providers. One that is really set wins.'),
});

export type Params = z.infer<typeof paramsSchema>;
export type Fallbacks = z.infer<ReturnType<typeof fallbacks>>;
export type FileConfig = z.infer<typeof configSchema>;
