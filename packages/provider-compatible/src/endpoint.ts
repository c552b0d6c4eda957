import type { HttpEndpoint } from '@openrerank/core';
import { type ListEndpointOptions, listEndpoint, readWarnings } from '@openrerank/shapes';
import type { CompatibleOptions } from './options.ts';

/** An endpoint of Cohere's shape; what its answer warns of in `meta` is passed on. */
export function cohereLike(options: ListEndpointOptions<CompatibleOptions>): HttpEndpoint<CompatibleOptions> {
  const list = listEndpoint(options);
  return {
    ...list,
    parseResponse(answer, input) {
      const ranking = list.parseResponse(answer, input);
      const warnings = readWarnings(answer);
      return warnings.length === 0 ? ranking : { ...ranking, warnings };
    },
  };
}
