import type { HttpEndpoint } from '@openrerank/core';
import { capabilitiesOf, modelNames } from './models.ts';
import type { NvidiaNimOptions } from './options.ts';
import { followUp } from './poll.ts';
import { resolveUrl } from './url.ts';
import { parseResponse, toBody } from './wire.ts';

/** `POST {base}/v1/ranking`: the one route of a self-hosted NIM. It never answers 202, but a full hosted URL may. */
export const ranking: HttpEndpoint<NvidiaNimOptions> = {
  capabilities: (model) => capabilitiesOf(model, false),
  copiesTexts: true,
  buildRequest(input) {
    const { id } = modelNames(input.model);
    return { url: resolveUrl(input.baseUrl, 'ranking'), body: toBody(id, input) };
  },
  parseResponse,
  followUp,
};
