import * as z from 'zod';

/** Fields of the request that are not an option: setting one here would change what is ranked, where or by whom. */
const reserved = new Set([
  'model',
  'query',
  'documents',
  'texts',
  'top_n',
  'return_documents',
  'return_text',
  'api_key',
  'api_base',
]);

/**
 * Fields that the server takes beside those of the shape, such as `truncate` of a proxied NVIDIA NIM. They go to the top
 * level of the body; the server knows them, this package does not.
 */
export const optionsSchema = z.record(z.string(), z.unknown()).check(({ value, issues }) => {
  for (const name of Object.keys(value)) {
    if (reserved.has(name)) {
      issues.push({ code: 'custom', input: value, path: [name], message: 'is a field of the call, not an option' });
    }
  }
});

/** Fields for the top level of the body. */
export type CompatibleOptions = z.infer<typeof optionsSchema>;
