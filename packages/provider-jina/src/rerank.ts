import type { HttpEndpoint } from '@openrerank/core';
import { cohereSpelling, listEndpoint, readTokenUsage, routeUrl } from '@openrerank/shapes';
import { checkImages, toDocument } from './documents.ts';
import { capabilitiesOf } from './models.ts';
import type { JinaOptions } from './options.ts';

const shared = {
  capabilities: capabilitiesOf,
  // Always with `return_documents`, whose default Jina has changed before.
  spelling: cohereSpelling,
  url: ({ baseUrl }: { readonly baseUrl: string }) => routeUrl(baseUrl, 'v1/rerank'),
  readUsage: readTokenUsage,
} as const;

const texts = listEndpoint<JinaOptions>(shared);
const mixed = listEndpoint<JinaOptions>({ ...shared, toDocument });

/** `POST {base}/v1/rerank`: plain strings, and objects where one of them is an image. */
export const rerank: HttpEndpoint<JinaOptions> = {
  ...texts,
  buildRequest(input) {
    const { passages, firstIndex } = input;
    if (passages.every(({ image }) => image === undefined)) return texts.buildRequest(input);
    checkImages(passages, firstIndex);
    return mixed.buildRequest(input);
  },
};
