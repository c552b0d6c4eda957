import type { HttpEndpoint } from '@openrerank/core';
import { capabilitiesOf, modelNames } from './models.ts';
import type { NvidiaNimOptions } from './options.ts';
import { followUp } from './poll.ts';
import { resolveUrl } from './url.ts';
import { parseResponse, toBody } from './wire.ts';

/** `POST {base}/v1/retrieval/{model}/reranking`: NVIDIA's hosted API, which has a URL for each model. */
export const retrieval: HttpEndpoint<NvidiaNimOptions> = {
  capabilities: (model) => capabilitiesOf(model, true),
  copiesTexts: true,
  buildRequest(input) {
    const { id, path } = modelNames(input.model);
    return { url: resolveUrl(input.baseUrl, `retrieval/${path}/reranking`), body: toBody(id, input) };
  },
  parseResponse,
  followUp,
};
